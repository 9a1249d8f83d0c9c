import type { ErrorCode } from '../../../../shared/contract/errors.ts'
import { insertAiCall, spentSince } from '../../store/ai-calls.ts'
import type { NewId } from '../../store/new-id.ts'
import type { Store } from '../../store/open-store.ts'
import type { Candidate } from './candidates.ts'
import { costMicro, priceAt } from './catalogue.ts'
import type { ChatRequest, Usage } from './provider.ts'

// One row for each question to a model, and what they come to.

/** What is known of a call at its end. */
export type CallEnd = {
  operation: string
  candidate: Candidate
  status: 'ok' | ErrorCode
  startedAt: number
  firstAt: number | null
  /** Null when the provider did not tell: counted from what was sent and what came. */
  usage: Usage | null
  asked: Omit<ChatRequest, 'model'>
  said: number
  cached: boolean
}

export interface CallLog {
  add(end: CallEnd): void
  /** Millionths of a US dollar in the running month (UTC). */
  spent(): number
}

/** About as many characters as make a token in the languages people mostly write. Errs to too many tokens in others. */
const charactersPerToken = 3

/** What a provider charges for reading a picture is mostly less. */
const tokensPerPicture = 1600

export function startOfMonth(now: number): number {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
}

export function createCallLog({ store, now, newId }: { store: Store; now: () => number; newId: NewId }): CallLog {
  return {
    add: (end) => {
      // A read-only library can still be asked about; the call is then not counted.
      if (store.writing.closed !== null) return
      const { candidate, cached, firstAt, startedAt } = end
      const counted = countTokens(end)
      const price = priceAt(candidate, startedAt)
      const free = cached || (counted.inputTokens === 0 && counted.outputTokens === 0)
      store.transaction('log call', (write) =>
        insertAiCall(write, {
          id: newId(),
          at: startedAt,
          operation: end.operation,
          provider: candidate.provider,
          model: candidate.model,
          status: end.status,
          latency_ms: Math.max(0, Math.round(now() - startedAt)),
          first_ms: firstAt === null ? null : Math.max(0, Math.round(firstAt - startedAt)),
          input_tokens: counted.inputTokens,
          output_tokens: counted.outputTokens,
          cost_micro: free ? 0 : price === null ? null : costMicro(price, counted),
          estimated: !free && (counted.guessed || price?.estimated === true) ? 1 : 0,
          cached: cached ? 1 : 0,
        }),
      )
    },
    spent: () => store.read((read) => spentSince(read, startOfMonth(now()))),
  }
}

/** Nothing for what came from the cache, and for what was refused before a word; guessed where the provider did not say. */
function countTokens({ usage, cached, status, said, asked, firstAt }: CallEnd): Usage & { guessed: boolean } {
  if (cached) return { inputTokens: 0, outputTokens: 0, guessed: false }
  if (usage !== null) return { ...usage, guessed: false }
  if (status !== 'ok' && firstAt === null) return { inputTokens: 0, outputTokens: 0, guessed: false }
  return { inputTokens: guessTokens(asked), outputTokens: Math.ceil(said / charactersPerToken), guessed: true }
}

function guessTokens({ system, messages, tools }: Omit<ChatRequest, 'model'>): number {
  let pictures = 0
  const text = JSON.stringify([system, messages, tools], (_name, value: unknown) => {
    if (!(value instanceof Uint8Array)) return value
    pictures += 1
    return ''
  })
  return Math.ceil(text.length / charactersPerToken) + pictures * tokensPerPicture
}
