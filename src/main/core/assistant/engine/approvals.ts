import { Failure } from '../../../../shared/contract/errors.ts'
import type { ConversationId } from '../../../../shared/domain/ids.ts'

// Calls that wait for a person's word. Only what comes through `decide`, which pages and shells have and models do not, lets one run.

export type Approvals = {
  /**
   * Opens the question, before a person can see it. `answer` is true when approved, false when refused, and throws when the signal aborts
   * first; `close` ends the question.
   */
  open(
    conversationId: ConversationId,
    callId: string,
    signal: AbortSignal,
  ): { answer: Promise<boolean>; close: () => void }
  /** Fails with NOT_FOUND when the call does not wait (any more). */
  decide(conversationId: ConversationId, callId: string, approve: boolean): void
}

export function createApprovals(): Approvals {
  const waiting = new Map<string, (approve: boolean) => void>()
  const keyOf = (conversationId: ConversationId, callId: string) => `${conversationId} ${callId}`
  return {
    open(conversationId, callId, signal) {
      const key = keyOf(conversationId, callId)
      const decided = Promise.withResolvers<boolean>()
      const onAbort = () => decided.reject(new Failure('CANCELLED', 'The answer was stopped.'))
      if (signal.aborted) onAbort()
      signal.addEventListener('abort', onAbort, { once: true })
      // Whoever stops listening before it is decided leaves nothing unhandled behind.
      decided.promise.catch(() => undefined)
      waiting.set(key, decided.resolve)
      return {
        answer: decided.promise,
        close: () => {
          waiting.delete(key)
          signal.removeEventListener('abort', onAbort)
        },
      }
    },
    decide(conversationId, callId, approve) {
      const resolve = waiting.get(keyOf(conversationId, callId))
      if (resolve === undefined)
        throw new Failure('NOT_FOUND', 'This is not waiting for a decision any more. Ask again for what you want done.')
      resolve(approve)
    },
  }
}
