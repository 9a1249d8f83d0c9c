import { Failure } from '../../../../shared/contract/errors.ts'

/** How long the first event may take, and any after it. */
export type Limits = { firstMs: number; idleMs: number }

const cancelled = () => new Failure('CANCELLED', 'The answer was stopped.')

/**
 * The stream that `open` gives, ended at once when the caller stops it or when nothing comes for too long; either aborts the request. Time
 * that the consumer takes is not counted. Fails with CANCELLED and TIMED_OUT, and as `open` and its stream do.
 */
export async function* supervised<T>(task: {
  /** `alive` says that something has come which is not an event yet. */
  open(signal: AbortSignal, alive: () => void): Promise<AsyncIterable<T>>
  signal: AbortSignal
  limits: Limits
  /** Who is waited for, as a person knows it. */
  who: string
}): AsyncGenerator<T> {
  const { signal, limits, who } = task
  if (signal.aborted) throw cancelled()
  const request = new AbortController()
  let fail: (failure: Failure) => void = () => undefined
  const ended = new Promise<never>((_resolve, reject) => {
    fail = reject
  })
  // Raced below; when nothing is under way, nobody waits for it.
  ended.catch(() => undefined)
  const end = (failure: Failure) => {
    fail(failure)
    request.abort()
  }
  const onAbort = () => end(cancelled())
  let timer: NodeJS.Timeout | undefined
  const arm = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => end(timedOut(who, ms)), ms)
  }
  let waiting = false
  const alive = () => {
    if (waiting) arm(limits.idleMs)
  }
  const within = async <R>(ms: number, step: Promise<R>): Promise<R> => {
    arm(ms)
    waiting = true
    try {
      return await Promise.race([step, ended])
    } finally {
      waiting = false
      clearTimeout(timer)
    }
  }
  signal.addEventListener('abort', onAbort, { once: true })
  let iterator: AsyncIterator<T> | undefined
  let done = false
  try {
    iterator = (await within(limits.firstMs, task.open(request.signal, alive)))[Symbol.asyncIterator]()
    for (let first = true; ; first = false) {
      const step = await within(first ? limits.firstMs : limits.idleMs, iterator.next())
      if (step.done === true) break
      yield step.value
    }
    done = true
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
    request.abort()
    // Not waited for: a stream that hangs would hang here again.
    if (!done) void iterator?.return?.()?.then(undefined, () => undefined)
  }
}

function timedOut(who: string, ms: number): Failure {
  const seconds = Math.max(1, Math.round(ms / 1000))
  return new Failure(
    'TIMED_OUT',
    `${who} has sent nothing for ${seconds} s. Try again, or choose another model or provider in Settings › Assistant.`,
    { retryable: true },
  )
}
