import type { ResourceLimits, Transferable } from 'node:worker_threads'
import { Failure } from '../../shared/contract/errors.ts'
import { type Logger, silentLogger } from '../core/log/logger.ts'
import {
  afterFailure,
  afterSuccess,
  atTime,
  type BackOffOptions,
  type Breaker,
  type BreakerOptions,
  closedBreaker,
  defaultBackOff,
  defaultBreaker,
  restartDelayMs,
} from './breaker.ts'
import { type Ending, startThread, type ThreadLife } from './thread-life.ts'
import type { Handlers, Methods } from './thread-messages.ts'
import { cancelled } from './thread-peer.ts'
import { untilAborted } from './until-aborted.ts'

// Keeps one thread alive: starts it, starts it again when it dies, gives up for a while when it keeps dying.
// It never repeats work: a call that was under way when its thread died fails with WORKER_DIED, and its caller decides.

/** `idle`: not asked for yet. `broken`: the breaker is open, calls fail at once until the cool-down is over. */
export type ThreadState = 'idle' | 'starting' | 'ready' | 'restarting' | 'broken' | 'closed'

export type SupervisedThreadOptions<Local extends Methods> = {
  /** For people, at the start of a sentence: "The core thread". */
  name: string
  url: URL
  workerData?: unknown
  resourceLimits?: ResourceLimits
  readyTimeoutMs: number
  /** What the thread may ask of its host. */
  handlers: Handlers<Local>
  onNote?: (name: string, value: unknown) => void
  logger?: Logger
  cancelGraceMs?: number
  /** Whether a call that ignores its cancel costs the thread its life: yes where one call has the thread to itself. */
  replaceWhenUnresponsive: boolean
  /** True where a death during a call is put down to what the call worked on, not to the thread, and leaves the breaker alone. */
  blameCalls: boolean
  /** True where the thread holds what its successor needs, such as the profile's lock: the next one waits until it is gone. */
  oneAtATime?: boolean
  breaker?: BreakerOptions
  backOff?: BackOffOptions
}

export type SupervisedCallOptions = {
  signal?: AbortSignal
  transfer?: readonly Transferable[]
  /** After this long the thread is ended and replaced, and the call fails with `timeoutFailure`. */
  timeoutMs?: number
  timeoutFailure?: () => Failure
}

export type SupervisedThread<Remote extends Methods> = {
  readonly state: ThreadState
  /** Resolves once the thread is ready. The first failure to start closes the supervisor and is the thread's own Failure. */
  start(): Promise<void>
  /** Starts the thread when there is none, waits until it is ready, then asks it. */
  call<K extends keyof Remote & string>(
    method: K,
    input: Remote[K]['input'],
    options?: SupervisedCallOptions,
  ): Promise<Remote[K]['output']>
  /** Settles every call and ends the thread. Resolves when it is gone. */
  close(): Promise<void>
  /** Returns the function that ends the subscription. */
  onStateChange(listener: (state: ThreadState) => void): () => void
}

/** A thread that native code keeps from ending is not waited for longer. */
const goneTimeoutMs = 10_000

export function superviseThread<Remote extends Methods, Local extends Methods>(
  options: SupervisedThreadOptions<Local>,
): SupervisedThread<Remote> {
  const { name, logger = silentLogger, breaker: breakerOptions = defaultBreaker } = options
  const listeners = new Set<(state: ThreadState) => void>()
  let state: ThreadState = 'idle'
  let breaker: Breaker = closedBreaker
  let everReady = false
  let life: ThreadLife<Remote> | null = null
  /** The start or restart that is under way, or the thread that is ready. */
  let readiness: Promise<ThreadLife<Remote>> | null = null
  let wakeUp: (() => void) | null = null

  const become = (next: ThreadState): void => {
    if (next === state) return
    state = next
    logger.log(next === 'broken' ? 'error' : 'debug', 'thread.state', { thread: name, state })
    for (const listener of [...listeners]) listener(next)
  }

  const closedFailure = () => new Failure('UNAVAILABLE', `${name} has been closed.`, { retryable: true })
  const brokenFailure = () =>
    new Failure(
      'UNAVAILABLE',
      `${name} stopped ${String(breaker.failures)} times in a row and is not being started for now. Try again in a minute; if this stays, restart the program.`,
      { retryable: true },
    )

  const giveLife = async (): Promise<ThreadLife<Remote>> => {
    const born = startThread<Remote, Local>({
      name,
      url: options.url,
      workerData: options.workerData,
      resourceLimits: options.resourceLimits,
      readyTimeoutMs: options.readyTimeoutMs,
      handlers: options.handlers,
      onNote: options.onNote ?? (() => undefined),
    })
    life = born
    void born.ended.then((ending) => onEnd(born, ending))
    await born.ready
    everReady = true
    if (life === born) become('ready')
    return born
  }

  const onEnd = (ended: ThreadLife<Remote>, { reason, duringCall }: Ending): void => {
    if (life !== ended) return
    life = null
    readiness = null
    if (state === 'closed') return
    logger.log('warn', 'thread.ended', { thread: name, reason: reason.message, detail: reason.detail })
    if (!(options.blameCalls && duringCall)) breaker = afterFailure(breaker, breakerOptions, Date.now())
    if (breaker.state === 'open') become('broken')
    else if (everReady) restart(ended.gone)
    // A thread that never came up is not started again by itself: whoever asked hears why, and may ask once more.
    else become('idle')
  }

  const restart = (previousGone: Promise<void>): void => {
    become('restarting')
    const again = (async () => {
      if (options.oneAtATime === true) {
        await Promise.race([previousGone, pause(goneTimeoutMs)])
        wakeUp?.()
      }
      await pause(restartDelayMs(breaker.failures, options.backOff ?? defaultBackOff))
      if (state === 'closed') throw closedFailure()
      return giveLife()
    })()
    // Nobody may be waiting for it; its end is handled in onEnd.
    again.catch(() => undefined)
    readiness = again
  }

  const pause = (delayMs: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs)
      wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  /** The ready thread, starting one where the breaker lets it. */
  const admit = (): Promise<ThreadLife<Remote>> => {
    if (state === 'closed') return Promise.reject(closedFailure())
    if (readiness !== null) return readiness
    breaker = atTime(breaker, breakerOptions, Date.now())
    if (breaker.state === 'open') return Promise.reject(brokenFailure())
    become(breaker.state === 'half-open' ? 'restarting' : 'starting')
    readiness = giveLife()
    return readiness
  }

  const close = async (): Promise<void> => {
    const last = life
    become('closed')
    wakeUp?.()
    await last?.end(closedFailure())
  }

  return {
    get state() {
      return state
    },
    async start() {
      try {
        await admit()
      } catch (thrown) {
        await close()
        throw thrown
      }
    },
    async call(method, input, callOptions = {}) {
      const { signal, timeoutMs } = callOptions
      const thread = await untilAborted(admit(), signal)
      const replace = (reason: Failure) => void thread.end(reason, true)
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(() => replace((callOptions.timeoutFailure ?? (() => timedOut(name, timeoutMs)))()), timeoutMs)
      try {
        const output = await thread.peer.call(method, input, {
          ...(signal === undefined ? {} : { signal }),
          ...(callOptions.transfer === undefined ? {} : { transfer: callOptions.transfer }),
          ...(options.cancelGraceMs === undefined ? {} : { cancelGraceMs: options.cancelGraceMs }),
          ...(options.replaceWhenUnresponsive ? { onUnresponsive: () => replace(cancelled()) } : {}),
        })
        breaker = afterSuccess()
        return output
      } finally {
        clearTimeout(timer)
      }
    },
    close,
    onStateChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const timedOut = (name: string, timeoutMs: number): Failure =>
  new Failure('UNAVAILABLE', `${name} did not answer within ${String(timeoutMs / 1000)} seconds.`, { retryable: true })
