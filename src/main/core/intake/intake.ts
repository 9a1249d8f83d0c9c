import { basename, isAbsolute } from 'node:path'
import { Failure } from '../../../shared/contract/errors.ts'
import { type Batch, BatchState, IntakeIssue } from '../../../shared/contract/intake.ts'
import type { BatchEvent, FileOutcome } from '../../../shared/contract/shell.ts'
import { BatchId } from '../../../shared/domain/ids.ts'
import { snapshots } from '../events/gathered.ts'
import * as rows from '../store/intake.ts'
import type { BatchTracker } from './batch-tracker.ts'
import { createIntakeHandlers, type IntakeOptions } from './intake-handlers.ts'
import { batchOf } from './outcomes.ts'
import { priorities } from './register.ts'

// Adding files: batches, and what people may do to them.

export type { WatchedIntake } from './intake-handlers.ts'
export type { FileSource } from './intake-job.ts'
export type { Registered } from './register.ts'

export type BatchSource = Batch['source']
export type Intake = ReturnType<typeof createIntake>

/** A scan is asked for by a person who waits. */
const intakePriority = 10
const snapshotMs = 100
const retryAtMost = 100_000

export function createIntake(options: IntakeOptions) {
  const { store, commit, hub, now, newId } = options
  const { handlers, trackers, trackerOf } = createIntakeHandlers(options)

  function rowOf(batchId: BatchId): rows.BatchRow {
    const row = store.read((read) => rows.findBatch(read, batchId))
    if (row === undefined) throw new Failure('NOT_FOUND', 'This batch is not known any more.')
    return row
  }

  function batch(batchId: BatchId): Batch {
    return batchOf(rowOf(batchId), trackers.get(batchId))
  }

  type NewBatch = { kind: 'intake' | 'watch'; source: BatchSource; label: string; priority: number; payload: unknown }

  async function start(paths: readonly string[], source: BatchSource): Promise<BatchTracker> {
    const label = labelOf(paths)
    return begin(paths, { kind: 'intake', source, label, priority: intakePriority, payload: {} })
  }

  async function begin(
    paths: readonly string[],
    { kind, source, label, priority, payload }: NewBatch,
    onBatch?: (batchId: BatchId) => void,
  ): Promise<BatchTracker> {
    const relative = paths.find((path) => !isAbsolute(path))
    if (relative !== undefined)
      throw new Failure('BAD_INPUT', `“${relative}” is not an absolute path.`, { path: relative })
    const batchId = BatchId.parse(newId())
    const tracker = trackerOf(batchId)
    onBatch?.(batchId)
    try {
      await commit.submit((write) => {
        rows.insertBatch(write, { id: batchId, source, label, paths, now: now() })
        options.queue().enqueue(write, { kind, label, assetId: null, batchId, priority, payload })
      })
    } catch (thrown) {
      trackers.delete(batchId)
      throw thrown
    }
    commit.flush()
    options.queue().wake(kind)
    hub.touch('intake')
    return tracker
  }

  async function setPaused(batchId: BatchId, paused: boolean): Promise<Batch> {
    const queue = options.queue()
    const ids = queue.idsOfBatch(batchId, paused ? ['queued', 'running'] : ['paused'])
    const { state } = rowOf(batchId)
    if (state !== (paused ? 'running' : 'paused')) return batch(batchId)
    // Marked first: whoever watches must not see a running batch that stands still.
    await commit.submit((write) =>
      rows.setBatchState(write, batchId, paused ? 'paused' : 'running', { finishedAt: null, failure: null }),
    )
    if (ids.length > 0) await (paused ? queue.pause(ids) : queue.resume(ids))
    hub.touch('intake')
    return batch(batchId)
  }

  return {
    handlers,

    /** Starts a batch over absolute paths of files and folders. */
    add: async (paths: readonly string[], source: BatchSource): Promise<BatchId> =>
      (await start(paths, source)).batchId,

    /** Starts a batch whose files come from `watched().source`; `onBatch` is called before its job can run. */
    async addWatched(
      folder: { path: string; label: string; urgent: boolean; payload: unknown },
      onBatch: (batchId: BatchId) => void,
    ): Promise<void> {
      const { path, label, urgent, payload } = folder
      const priority = urgent ? intakePriority : priorities.found
      await begin([path], { kind: 'watch', source: 'watch', label, priority, payload }, onBatch)
    },

    /** The same, with each file's end as it is known. Leaving early does not stop the batch. */
    async *protect(paths: readonly string[], signal: AbortSignal | undefined): AsyncGenerator<BatchEvent, void, void> {
      let outcomes: FileOutcome[] = []
      let wake: (() => void) | undefined
      const notify = () => wake?.()
      const tracker = await start(paths, 'command-line')
      tracker.onOutcomes((ended) => {
        outcomes.push(...ended)
        notify()
      })
      tracker.onEnd(notify)
      signal?.addEventListener('abort', notify)
      while (signal?.aborted !== true) {
        if (outcomes.length > 0) {
          const ended = outcomes
          outcomes = []
          yield { type: 'files', outcomes: ended }
          yield { type: 'progress', batch: batch(tracker.batchId) }
        } else if (tracker.ended) {
          yield { type: 'end', batch: batch(tracker.batchId) }
          return
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
          wake = undefined
        }
      }
    },

    batch,

    batches(before: string | null, limit: number): Batch[] {
      return store
        .read((read) => rows.listBatches(read, before, limit))
        .map((row) => batchOf(row, trackers.get(row.id)))
    },

    issues(batchId: BatchId, after: number, limit: number): IntakeIssue[] {
      return store
        .read((read) => rows.listIssues(read, batchId, after, limit))
        .map((row) =>
          IntakeIssue.parse({
            issueId: row.id,
            path: row.path,
            status: row.status,
            failure: JSON.parse(row.failure) as unknown,
            at: row.at,
          }),
        )
    },

    follow(batchId: BatchId, signal: AbortSignal | undefined): AsyncGenerator<Batch, void, void> {
      const isLast = ({ state }: Batch) => state !== 'running' && state !== 'paused'
      return snapshots({ hub, topics: ['intake'], intervalMs: snapshotMs, signal, read: () => batch(batchId), isLast })
    },

    pause: (batchId: BatchId) => setPaused(batchId, true),
    resume: (batchId: BatchId) => setPaused(batchId, false),

    async cancel(batchId: BatchId): Promise<Batch> {
      const state = BatchState.parse(rowOf(batchId).state)
      const ids = options.queue().idsOfBatch(batchId, ['queued', 'running', 'paused'])
      if (state === 'running' || state === 'paused') await options.queue().cancel(ids)
      commit.flush()
      return batch(batchId)
    },

    async retry(batchId: BatchId): Promise<BatchId> {
      const paths = store.read((read) => rows.failedPaths(read, batchId, retryAtMost))
      if (paths.length === 0) throw new Failure('NOT_FOUND', 'No file of this batch has failed.')
      return (await start(paths, 'picker')).batchId
    },
  }
}

function labelOf(paths: readonly string[]): string {
  const [first] = paths
  if (first === undefined) throw new Failure('BAD_INPUT', 'Nothing was given to add.')
  const name = basename(first) || first
  return paths.length === 1 ? name : `${name} + ${paths.length - 1}`
}
