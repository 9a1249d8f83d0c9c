import type { ResourceLimits } from 'node:worker_threads'
import { Failure } from '../../shared/contract/errors.ts'
import type { ComputePool, ComputeTask, ComputeTasks, RunOptions } from '../core/compute/tasks.ts'
import type { Logger } from '../core/log/logger.ts'
import { deferred } from './deferred.ts'
import { type SupervisedThread, superviseThread } from './supervised-thread.ts'
import type { NoMethods } from './thread-messages.ts'
import { cancelled } from './thread-peer.ts'

export type ComputePoolOptions = {
  /** Threads, at least one. They start when the first tasks come, side by side. */
  size: number
  threadUrl: URL
  readyTimeoutMs: number
  /** For tasks that bring no time-out of their own. */
  defaultTimeoutMs: number
  /** After a cancel, how long a task may take to stop by itself before its thread is replaced. */
  cancelGraceMs?: number
  resourceLimits?: ResourceLimits
  logger?: Logger
}

/**
 * V8 lets the nursery of every thread grow to a hundred megabytes when much is allocated and little is kept, which is what decoding does.
 * A small one costs no measurable time and halves the memory of a long import.
 */
const frugal: ResourceLimits = { maxYoungGenerationSizeMb: 12 }

type Slot = { thread: SupervisedThread<ComputeTasks>; busy: boolean }
type Queued = { start(slot: Slot): void; drop(failure: Failure): void }

/** Tasks that only look at folders have a thread of their own: they never wait for a film to be decoded, nor does it for a drive that hangs. */
const scouting: ReadonlySet<ComputeTask> = new Set(['survey', 'observe'])

/** One task at a time on each thread; what comes beyond waits its turn. A task that kills its thread fails alone. */
export function createComputePool(options: ComputePoolOptions): ComputePool {
  const workers = createDesk(Array.from({ length: options.size }, (_, index) => createSlot(options, index + 1)))
  // The second one starts only while the first is busy.
  const scouts = createDesk([createSlot(options, options.size + 1), createSlot(options, options.size + 2)])

  return {
    size: options.size,
    async run<T extends ComputeTask>(task: T, input: ComputeTasks[T]['input'], runOptions: RunOptions = {}) {
      const { signal, timeoutMs = options.defaultTimeoutMs, urgent = false } = runOptions
      const desk = scouting.has(task) ? scouts : workers
      const slot = await desk.take(signal, urgent)
      try {
        return await slot.thread.call(task, input, {
          ...(signal === undefined ? {} : { signal }),
          timeoutMs,
          timeoutFailure: () => tooSlow(timeoutMs, input),
        })
      } catch (thrown) {
        throw toldOf(input, thrown)
      } finally {
        desk.giveBack(slot)
      }
    },
    async close() {
      await Promise.all([workers.close(), scouts.close()])
    },
  }
}

/** Where callers wait for a free thread: first come first served, the urgent ones before the others. */
function createDesk(slots: readonly Slot[]) {
  const urgentQueue = new Set<Queued>()
  const queue = new Set<Queued>()
  let closed = false

  const next = (): void => {
    for (;;) {
      const [first] = urgentQueue.size > 0 ? urgentQueue : queue
      const slot = freeSlot(slots)
      if (slot === undefined || first === undefined) return
      urgentQueue.delete(first)
      queue.delete(first)
      slot.busy = true
      first.start(slot)
    }
  }

  return {
    async take(signal: AbortSignal | undefined, urgent: boolean): Promise<Slot> {
      if (closed) throw closing()
      if (signal?.aborted) throw cancelled()
      const turn = deferred<Slot>()
      const queued: Queued = { start: turn.resolve, drop: turn.reject }
      const line = urgent ? urgentQueue : queue
      const onAbort = () => {
        if (line.delete(queued)) turn.reject(cancelled())
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      line.add(queued)
      next()
      try {
        return await turn.promise
      } finally {
        signal?.removeEventListener('abort', onAbort)
      }
    },
    giveBack(slot: Slot): void {
      slot.busy = false
      next()
    },
    async close(): Promise<void> {
      closed = true
      for (const queued of [...urgentQueue, ...queue]) queued.drop(closing())
      urgentQueue.clear()
      queue.clear()
      await Promise.all(slots.map((slot) => slot.thread.close()))
    },
  }
}

function createSlot(options: ComputePoolOptions, number: number): Slot {
  const thread = superviseThread<ComputeTasks, NoMethods>({
    name: `Compute thread ${String(number)}`,
    url: options.threadUrl,
    readyTimeoutMs: options.readyTimeoutMs,
    handlers: {},
    replaceWhenUnresponsive: true,
    // One bad file after another must not keep good ones from their turn: only a thread that cannot start is given up.
    blameCalls: true,
    ...(options.cancelGraceMs === undefined ? {} : { cancelGraceMs: options.cancelGraceMs }),
    resourceLimits: { ...frugal, ...options.resourceLimits },
    ...(options.logger === undefined ? {} : { logger: options.logger }),
  })
  return { thread, busy: false }
}

/** A thread that is ready before one that has yet to start, and one that cannot start only when nothing else is left. */
function freeSlot(slots: readonly Slot[]): Slot | undefined {
  const free = slots.filter((slot) => !slot.busy)
  return (
    free.find((slot) => slot.thread.state === 'ready') ?? free.find((slot) => slot.thread.state !== 'broken') ?? free[0]
  )
}

const closing = (): Failure => new Failure('UNAVAILABLE', 'The program is closing.', { retryable: true })

/** The one file a task is about, if it is about one. */
function pathOf(input: ComputeTasks[ComputeTask]['input']): { path?: string } {
  if ('path' in input) return { path: input.path }
  if ('inputs' in input || 'others' in input || 'statement' in input || 'request' in input) return {}
  const paths = 'paths' in input ? input.paths : input.folders.map(({ path }) => path)
  const [first] = paths
  return paths.length === 1 && first !== undefined ? { path: first } : {}
}

function tooSlow(timeoutMs: number, input: ComputeTasks[ComputeTask]['input']): Failure {
  const message = `Reading took longer than ${String(Math.round(timeoutMs / 100) / 10)} seconds and was stopped. The file may be damaged.`
  return new Failure('DECODER_TIMEOUT', message, pathOf(input))
}

/** The death of a thread, told from the side of what it was reading. */
function toldOf(input: ComputeTasks[ComputeTask]['input'], thrown: unknown): unknown {
  if (!(thrown instanceof Failure) || thrown.code !== 'WORKER_DIED') return thrown
  const message =
    'The part of the program that reads files stopped while reading. The file may be damaged; it can be tried once more.'
  return new Failure('WORKER_DIED', message, {
    retryable: true,
    ...pathOf(input),
    ...(thrown.detail === undefined ? {} : { detail: thrown.detail }),
    cause: thrown,
  })
}
