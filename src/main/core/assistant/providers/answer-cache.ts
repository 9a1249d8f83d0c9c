import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ProviderId } from '../../../../shared/domain/assistant-provider.ts'
import { deleteAnswersBefore, findAnswer, putAnswer } from '../../store/ai-answers.ts'
import type { Store } from '../../store/open-store.ts'
import type { Candidate } from './candidates.ts'
import type { ChatRequest } from './provider.ts'

// Answers of the helpers over a work, kept for an hour: the same question about the same work is not paid twice. What is said in a
// conversation is not kept here.

const hourMs = 3_600_000

const Kept = z.object({ provider: ProviderId, model: z.string(), text: z.string() })
export type KeptAnswer = z.infer<typeof Kept>

export interface AnswerCache {
  find(key: Uint8Array): KeptAnswer | null
  keep(key: Uint8Array, answer: KeptAnswer): void
}

export function createAnswerCache({ store, now }: { store: Store; now: () => number }): AnswerCache {
  return {
    find: (key) => {
      const text = store.read((read) => findAnswer(read, key, now() - hourMs))
      const kept = text === null ? null : Kept.safeParse(JSON.parse(text))
      return kept?.success === true ? kept.data : null
    },
    keep: (key, answer) => {
      // A read-only library answers all the same.
      if (store.writing.closed !== null) return
      store.transaction('keep answer', (write) => {
        deleteAnswersBefore(write, now() - hourMs)
        putAnswer(write, key, now(), JSON.stringify(answer))
      })
    },
  }
}

/** SHA-256 over operation, first choice and everything that is asked; pictures by their bytes. */
export function answerKey(
  request: Omit<ChatRequest, 'model'> & { operation: string },
  { provider, model, address }: Candidate,
): Uint8Array {
  const asText = (_name: string, value: unknown): unknown =>
    value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex') : value
  return createHash('sha256')
    .update(JSON.stringify([provider, model, address, request], asText))
    .digest()
}
