import type { Transferable } from 'node:worker_threads'
import { Failure, failureFrom, toFailureRecord } from '../../shared/contract/errors.ts'
import { createPendingCalls } from './pending-calls.ts'
import type { Handlers, Methods, PostMessage, ThreadMessage } from './thread-messages.ts'
import { transferablesOf } from './transferables.ts'

export type CallOptions = {
  signal?: AbortSignal
  transfer?: readonly Transferable[]
  /** After a cancel, how long the other side may take to answer before the call settles as CANCELLED without it. */
  cancelGraceMs?: number
  /** Called when that grace has run out: the other side may still be busy. */
  onUnresponsive?: () => void
}

export type ThreadPeer<Remote extends Methods> = {
  /** Calls that have not been answered yet. */
  readonly waiting: number
  call<K extends keyof Remote & string>(
    method: K,
    input: Remote[K]['input'],
    options?: CallOptions,
  ): Promise<Remote[K]['output']>
  /** Takes in a message of the kinds call, cancel and answer. */
  receive(message: ThreadMessage): void
  /** Every call that waits fails so, and every call under way here is aborted. */
  end(failure: Failure): void
}

const defaultCancelGraceMs = 800

export const cancelled = (): Failure => new Failure('CANCELLED', 'Cancelled.')

/** One end of the line between two threads: asks the other side, and answers what the other side asks. */
export function createThreadPeer<Remote extends Methods, Local extends Methods>(
  post: PostMessage,
  handlers: Handlers<Local>,
): ThreadPeer<Remote> {
  const pending = createPendingCalls()
  const running = new Map<number, AbortController>()
  let endedBy: Failure | null = null

  const answer = async (id: number, method: string, input: unknown): Promise<void> => {
    const abort = new AbortController()
    running.set(id, abort)
    try {
      // A name that came over the wire: only the table's own entries count, never what an object inherits.
      const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined
      if (handler === undefined) throw new Failure('INTERNAL', `This thread has no method ${method}.`)
      const value = await handler(input, abort.signal)
      if (running.has(id)) postAnswer(post, id, value)
    } catch (thrown) {
      const failure = abort.signal.aborted && !(thrown instanceof Failure) ? cancelled() : thrown
      if (running.has(id)) post({ type: 'answer', id, ok: false, failure: toFailureRecord(failure) }, [])
    } finally {
      running.delete(id)
    }
  }

  const receiveAnswer = (message: Extract<ThreadMessage, { type: 'answer' }>): void => {
    if (message.ok) pending.resolve(message.id, message.value)
    else pending.reject(message.id, failureFrom(message.failure))
  }

  return {
    get waiting() {
      return pending.size
    },
    async call(method, input, options = {}) {
      const { signal } = options
      if (endedBy !== null) throw endedBy
      if (signal?.aborted) throw cancelled()
      const { id, answer: answered } = pending.open()
      let grace: NodeJS.Timeout | undefined
      const onAbort = () => {
        post({ type: 'cancel', id }, [])
        grace = setTimeout(() => {
          if (pending.reject(id, cancelled())) options.onUnresponsive?.()
        }, options.cancelGraceMs ?? defaultCancelGraceMs)
      }
      try {
        post({ type: 'call', id, method, input }, options.transfer ?? [])
      } catch (thrown) {
        pending.reject(id, notCloneable(method, thrown))
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      try {
        // The other side is compiled from the same method table, so its answer has the table's type.
        return await answered
      } finally {
        clearTimeout(grace)
        signal?.removeEventListener('abort', onAbort)
      }
    },
    receive(message) {
      if (message.type === 'call') void answer(message.id, message.method, message.input)
      else if (message.type === 'cancel') running.get(message.id)?.abort()
      else if (message.type === 'answer') receiveAnswer(message)
    },
    end(failure) {
      endedBy ??= failure
      pending.rejectAll(failure)
      const aborts = [...running.values()]
      running.clear()
      for (const abort of aborts) abort.abort()
    },
  }
}

function postAnswer(post: PostMessage, id: number, value: unknown): void {
  const message: ThreadMessage = { type: 'answer', id, ok: true, value }
  const transfer = transferablesOf(value)
  try {
    post(message, transfer)
  } catch (thrown) {
    // A buffer that native code owns may refuse to move; it can still be copied.
    if (transfer.length === 0) throw notCloneable('answer', thrown)
    post(message, [])
  }
}

const notCloneable = (what: string, thrown: unknown): Failure =>
  new Failure('INTERNAL', `The message of ${what} cannot be sent to another thread.`, {
    detail: thrown instanceof Error ? thrown.message : String(thrown),
    cause: thrown,
  })
