import { Failure } from '../../../../shared/contract/errors.ts'
import { type ProviderId, providerNames } from '../../../../shared/domain/assistant-provider.ts'
import type { Candidate } from './candidates.ts'

// What the chain says when it asks nobody, or nobody answered.

const settings = 'Settings › Assistant'

export const cancelled = () => new Failure('CANCELLED', 'The answer was stopped.')

export const nobody = () =>
  new Failure('UNAVAILABLE', `No provider is set up and allowed to answer. Choose one in ${settings}.`)

export const blind = (candidates: readonly Candidate[]) =>
  new Failure(
    'UNAVAILABLE',
    `${candidates[0]?.model ?? 'The model'} does not read pictures. Choose one that does in ${settings}.`,
  )

export const overBudget = (capMicro: number) =>
  new Failure(
    'BUDGET_REACHED',
    `This month's limit of $${(capMicro / 1_000_000).toFixed(2)} for the assistant is reached. Raise it in ${settings}, or set up a model on this computer, which costs nothing.`,
  )

export const tooMany = (provider: ProviderId, retryAfterMs: number) =>
  new Failure(
    'RATE_LIMITED',
    `Too many questions at once for ${providerNames[provider]}: more wait than a minute allows. Try again in ${Math.ceil(retryAfterMs / 1000)} s, or allow more a minute in ${settings}.`,
    { retryable: true, retryAfterMs },
  )

export function resting(candidates: readonly Candidate[], retryAfterMs: number): Failure {
  const names = candidates.map(({ provider }) => providerNames[provider]).join(', ')
  const minutes = Math.max(1, Math.ceil(retryAfterMs / 60_000))
  return new Failure(
    'RATE_LIMITED',
    `${names} asked for a pause and is left alone for another ${minutes} min. Try again then, or set up another provider in ${settings}.`,
    { retryable: true, retryAfterMs },
  )
}

/** The first failure, which is of the one that was wanted, with what became of the others. */
export function together(failed: readonly Failure[], candidates: readonly Candidate[], staysHere: boolean): Failure {
  const [first, ...others] = failed
  if (first === undefined) return nobody()
  const also = others.map((failure, index) => `${candidates[index + 1]?.model ?? ''}: ${failure.message}`)
  const hint =
    staysHere && candidates.every(({ local }) => local)
      ? [`Services elsewhere were not asked: that is not allowed in ${settings}.`]
      : []
  return new Failure(first.code, [first.message, ...also, ...hint].join(' '), {
    retryable: failed.some(({ retryable }) => retryable),
    ...(first.detail === undefined ? {} : { detail: first.detail }),
    ...(first.retryAfterMs === undefined ? {} : { retryAfterMs: first.retryAfterMs }),
  })
}
