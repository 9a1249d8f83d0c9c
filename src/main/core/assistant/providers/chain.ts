import { type Failure, toFailure } from '../../../../shared/contract/errors.ts'
import type { ProviderId } from '../../../../shared/domain/assistant-provider.ts'
import { type AnswerCache, answerKey } from './answer-cache.ts'
import type { CallEnd, CallLog } from './call-log.ts'
import type { Candidate } from './candidates.ts'
import { readsPictures } from './catalogue.ts'
import { blind, cancelled, nobody, overBudget, resting, together, tooMany } from './chain-failures.ts'
import type { Chat, ChatEvent, ChatRequest, ModelEvent, Provider } from './provider.ts'
import { backOffMs, type Bucket, returnToken, takeToken } from './token-bucket.ts'

// Who is asked, in which order, how often, and when no more. Another provider takes over only while nothing has been shown and no tool has
// run: after that an answer stays with the model that began it, so that nothing is said twice and no act repeated.

export type ChainOptions = {
  /** Those that may be asked now, in order. */
  candidates(): readonly Candidate[]
  /** Elsewhere is left out after this computer: said when this computer fails. */
  staysHere(): boolean
  provider(candidate: Candidate): Provider
  perMinute(): number
  /** Millionths of a US dollar a month; null for no cap. */
  capMicro(): number | null
  log: CallLog
  cache: AnswerCache
  now: () => number
  random: () => number
  /** Rejects when `signal` aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

type Asked = Omit<ChatRequest, 'model'> & { operation: string }

const attempts = 3
const restMs = 300_000
const longestWaitMs = 60_000
const mostPins = 1_000

/** An answer in a conversation. */
export const chatOperation = 'chat'

/** Whether the same would be answered again to the same: not in a conversation, and not by what tools find at the moment. */
const isRepeatable = ({ operation, tools }: Asked) => operation !== chatOperation && tools.length === 0

const nameOf = ({ provider, model }: Candidate) => `${provider}/${model}`

export function createChain(options: ChainOptions): Chat & { lastFailure(provider: ProviderId): Failure | null } {
  const { log, cache, now } = options
  const buckets = new Map<ProviderId, Bucket>()
  const restingUntil = new Map<string, number>()
  const failures = new Map<ProviderId, Failure>()
  /** Which model made a call: its results go back to it. */
  const pins = new Map<string, Candidate>()

  const rested = (candidate: Candidate) => (restingUntil.get(nameOf(candidate)) ?? 0) <= now()
  const capReached = () => {
    const cap = options.capMicro()
    return cap !== null && log.spent() >= cap
  }
  const affordable = (candidates: readonly Candidate[]) =>
    candidates.some(({ local }) => !local) && capReached() ? candidates.filter(({ local }) => local) : candidates

  const pinned = (request: Asked): Candidate | undefined => {
    const last = request.messages.at(-1)
    const pin = last?.role === 'tool' ? pins.get(last.callId) : undefined
    return pin === undefined ? undefined : options.candidates().find((each) => nameOf(each) === nameOf(pin))
  }

  /** Who is asked, first first. Fails when that is nobody. */
  const choose = (request: Asked): readonly Candidate[] => {
    const pin = pinned(request)
    const all = pin === undefined ? options.candidates() : [pin]
    if (all.length === 0) throw nobody()
    const paid = affordable(all)
    if (paid.length === 0) throw overBudget(options.capMicro() ?? 0)
    const ready = paid.filter(rested)
    if (ready.length === 0)
      throw resting(paid, Math.min(...paid.map((each) => restingUntil.get(nameOf(each)) ?? 0)) - now())
    const pictures = request.messages.some((message) => message.role === 'user' && (message.images?.length ?? 0) > 0)
    const able = pictures ? ready.filter(({ provider, model }) => readsPictures(provider, model)) : ready
    if (able.length === 0) throw blind(ready)
    return able
  }

  const waitForToken = async ({ provider }: Candidate, signal: AbortSignal) => {
    const { bucket, waitMs } = takeToken(buckets.get(provider), options.perMinute(), now())
    if (waitMs > longestWaitMs) throw tooMany(provider, waitMs)
    buckets.set(provider, bucket)
    if (waitMs === 0) return
    try {
      await options.sleep(waitMs, signal)
    } catch (thrown) {
      const held = buckets.get(provider)
      if (held !== undefined) buckets.set(provider, returnToken(held))
      throw thrown
    }
  }

  async function* attempt(candidate: Candidate, request: Asked, signal: AbortSignal, seen: Seen) {
    const { operation, ...asked } = request
    const end: Omit<CallEnd, 'status'> = {
      operation,
      candidate,
      asked,
      startedAt: now(),
      firstAt: null,
      usage: null,
      said: 0,
      cached: false,
    }
    let status: 'ok' | Failure['code'] = 'CANCELLED'
    try {
      for await (const event of options.provider(candidate).chat({ ...asked, model: candidate.model }, signal)) {
        if (event.type === 'end') {
          end.usage = event.usage
          status = 'ok'
          failures.delete(candidate.provider)
        } else {
          end.firstAt ??= now()
          seen.shown = true
          end.said += event.type === 'token' ? event.text.length : JSON.stringify(event.call).length
          if (event.type === 'call') remember(pins, event.call.id, candidate)
        }
        yield event
      }
    } catch (thrown) {
      const failure = toFailure(thrown)
      status = failure.code
      if (failure.code !== 'CANCELLED') failures.set(candidate.provider, failure)
      if (failure.code === 'RATE_LIMITED') {
        restingUntil.set(nameOf(candidate), now() + Math.max(restMs, failure.retryAfterMs ?? 0))
      }
      throw failure
    } finally {
      log.add({ ...end, status })
    }
  }

  async function* ask(request: Asked, signal: AbortSignal): AsyncGenerator<ChatEvent | ModelEvent> {
    if (signal.aborted) throw cancelled()
    const candidates = choose(request)
    const failed: Failure[] = []
    for (const candidate of candidates) {
      for (let tried = 0; tried < attempts; tried += 1) {
        const seen: Seen = { shown: false }
        try {
          // What a model asks its tools is a part of the question that was let through.
          if (request.messages.at(-1)?.role !== 'tool') await waitForToken(candidate, signal)
          yield { type: 'model', provider: candidate.provider, model: candidate.model, local: candidate.local }
          yield* attempt(candidate, request, signal, seen)
          return
        } catch (thrown) {
          if (signal.aborted) throw cancelled()
          const failure = toFailure(thrown)
          if (failure.code === 'CANCELLED' || seen.shown) throw failure
          if (isPassing(failure) && tried + 1 < attempts) {
            await options.sleep(backOffMs(tried, options.random), signal)
            continue
          }
          failed.push(failure)
          break
        }
      }
    }
    throw together(failed, candidates, options.staysHere())
  }

  /** Like `ask`, unless the same was answered within the hour. */
  async function* help(request: Asked, signal: AbortSignal): AsyncGenerator<ChatEvent | ModelEvent> {
    if (signal.aborted) throw cancelled()
    const [first] = options.candidates()
    if (first === undefined) throw nobody()
    const key = answerKey(request, first)
    const kept = cache.find(key)
    if (kept !== null) {
      const { provider, model, text } = kept
      const { operation, ...asked } = request
      const candidate = { ...first, provider, model }
      const nothing = { startedAt: now(), firstAt: null, usage: null, said: 0 }
      log.add({ operation, candidate, asked, status: 'ok', cached: true, ...nothing })
      yield { type: 'model', provider, model, local: first.local }
      yield { type: 'token', text }
      yield { type: 'end', reason: 'stop', usage: { inputTokens: 0, outputTokens: 0 } }
      return
    }
    let text = ''
    let by: ModelEvent | undefined
    for await (const event of ask(request, signal)) {
      if (event.type === 'model') by = event
      if (event.type === 'token') text += event.text
      if (event.type === 'end' && event.reason === 'stop' && by !== undefined) {
        cache.keep(key, { provider: by.provider, model: by.model, text })
      }
      yield event
    }
  }

  return {
    lastFailure: (provider) => failures.get(provider) ?? null,
    available: () => {
      const candidates = affordable(options.candidates())
      const first = candidates.find(rested) ?? candidates[0]
      if (first === undefined) return null
      const { provider, model, local } = first
      return { provider, model, local, images: readsPictures(provider, model) }
    },
    chat: (request, signal) => (isRepeatable(request) ? help(request, signal) : ask(request, signal)),
  }
}

type Seen = { shown: boolean }

/** Trouble that may be over in a second. */
const isPassing = ({ code }: Failure) => code === 'PROVIDER_FAILED' || code === 'INTERRUPTED'

function remember(pins: Map<string, Candidate>, callId: string, candidate: Candidate): void {
  pins.set(callId, candidate)
  for (const oldest of pins.keys()) {
    if (pins.size <= mostPins) break
    pins.delete(oldest)
  }
}
