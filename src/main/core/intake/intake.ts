import type { ChangeTopic } from '../../../shared/contract/app.ts'
import { basename, isAbsolute } from 'node:path'
import { Failure, toFailureRecord } from '../../../shared/contract/errors.ts'
import { type Batch, BatchState, IntakeIssue } from '../../../shared/contract/intake.ts'
import type { BatchEvent, FileOutcome } from '../../../shared/contract/shell.ts'
import { BatchId } from '../../../shared/domain/ids.ts'
import type { ComputePool } from '../compute/tasks.ts'
import { snapshots } from '../events/gathered.ts'
import type { SignalHub } from '../events/signal-hub.ts'
import type { JobHandler } from '../jobs/job.ts'
import type { JobQueue } from '../jobs/job-queue.ts'
import type { GroupCommit } from '../store/group-commit.ts'
import type { WriteStore } from '../store/handles.ts'
import * as rows from '../store/intake.ts'
import type { KnownFile } from '../store/known-files.ts'
import type { NewId } from '../store/new-id.ts'
import type { Store } from '../store/open-store.ts'
import { findVersion } from '../store/versions.ts'
import { BatchTracker } from './batch-tracker.ts'
import { fail, type FingerprintJobDeps, runFingerprint, versionIdOf } from './fingerprint-job.ts'
import { type FileSource, runIntake } from './intake-job.ts'
import { batchOf } from './outcomes.ts'
import { type InspectedFile, priorities, register, type Registered, retryFingerprint } from './register.ts'

// Adding files: batches, the two kinds of jobs behind them, and what people may do to a batch.

export type IntakeOptions = {
  store: Store
  commit: GroupCommit
  compute: ComputePool
  hub: SignalHub<ChangeTopic>
  now: () => number
  newId: NewId
  maxFileBytes: () => number
  /** Works that may be decoded at one time; 0 for as many as the pool has threads. */
  computeThreads: () => number
  ffmpegPath: () => string | null
  /** Inside the transaction that commits a fingerprint: what is to follow it. */
  fingerprinted: FingerprintJobDeps['fingerprinted']
  /** Where the files of a watched folder come from; asked for when one of its jobs runs. */
  watched: () => WatchedIntake
  /** The queue needs this module's handlers to be made, so it is asked for when it is there. */
  queue: () => JobQueue
}

/** What a watched folder hands to the jobs that take its files in. */
export type WatchedIntake = {
  /** The files of a batch. After a crash nobody is at it any more: then its folder is read again for it. */
  source(batchId: BatchId, payload: unknown): FileSource
  /** In the transaction of the registration. */
  registered(write: WriteStore, file: { path: string }, result: Registered): void
  ended(batchId: BatchId, outcomes: readonly FileOutcome[]): void
  /** The job is over, or was stopped: what it has not taken by now is not taken any more. */
  over(batchId: BatchId): void
}
export type { FileSource, Registered }

export type BatchSource = Batch['source']
export type Intake = ReturnType<typeof createIntake>

/** A scan is asked for by a person who waits. */
const intakePriority = 10
const snapshotMs = 100
const retryAtMost = 100_000

export function createIntake(options: IntakeOptions) {
  const { store, commit, compute, hub, now, newId } = options
  const trackers = new Map<string, BatchTracker>()
  const registerDeps = {
    now,
    newId,
    enqueue: (...args: Parameters<JobQueue['enqueue']>) => options.queue().enqueue(...args),
    priority: priorities.dropped,
  }

  function trackerOf(batchId: BatchId): BatchTracker {
    let tracker = trackers.get(batchId)
    if (tracker === undefined) {
      tracker = new BatchTracker(batchId, now)
      trackers.set(batchId, tracker)
    }
    return tracker
  }

  const jobDeps = (priority: number) => ({
    store,
    commit,
    compute,
    hub,
    now,
    maxFileBytes: options.maxFileBytes,
    tracker: trackerOf,
    register: (...[write, file, batchId]: RegisterArguments) =>
      register({ ...registerDeps, priority }, write, file, batchId),
    retryFingerprint: (...[write, known, batchId]: RetryArguments) =>
      retryFingerprint({ ...registerDeps, priority }, write, known, batchId),
    enqueued: () => options.queue().wake('fingerprint', priority >= priorities.saved),
  })

  const intakeHandler: JobHandler = {
    kind: 'intake',
    concurrency: 2,
    run: (job, context) => runIntake(jobDeps(priorities.dropped), batchIdOf(job.batchId), context),
    onParked: (write, job, failure) =>
      rows.setBatchState(write, batchIdOf(job.batchId), 'failed', { finishedAt: now(), failure }),
    onCancelled: (write, job) => {
      const batchId = batchIdOf(job.batchId)
      const tracker = trackers.get(batchId)
      if (tracker !== undefined) rows.saveBatchCounters(write, batchId, tracker.counters)
      rows.setBatchState(write, batchId, 'cancelled', { finishedAt: now(), failure: null })
    },
    onSettled: (job) => {
      trackers.get(batchIdOf(job.batchId))?.end()
      trackers.delete(batchIdOf(job.batchId))
      hub.touch('intake')
    },
  }

  /** The same for the files of watched folders, in a lane of their own: a large import does not keep a saved file waiting. */
  const watchHandler: JobHandler = {
    ...intakeHandler,
    kind: 'watch',
    concurrency: 8,
    run: async (job, context) => {
      const batchId = batchIdOf(job.batchId)
      const watched = options.watched()
      const source = watched.source(batchId, job.payload)
      const deps = jobDeps(source.urgent ? priorities.saved : priorities.found)
      const stopListening = trackerOf(batchId).onOutcomes((outcomes) => watched.ended(batchId, outcomes))
      const registerWatched = (...args: RegisterArguments) => {
        const result = deps.register(...args)
        watched.registered(args[0], args[1], result)
        return result
      }
      try {
        return await runIntake({ ...deps, register: registerWatched }, batchId, context, source)
      } finally {
        stopListening()
        watched.over(batchId)
      }
    },
  }

  const fingerprintDeps = {
    store,
    commit,
    compute,
    now,
    newId,
    maxFileBytes: options.maxFileBytes,
    ffmpegPath: options.ffmpegPath,
    fingerprinted: options.fingerprinted,
    register: intakeRegister,
  }

  function intakeRegister(...[write, file, batchId]: Parameters<Parameters<typeof runFingerprint>[0]['register']>) {
    return register(registerDeps, write, file, batchId)
  }

  const fingerprintHandler: JobHandler = {
    kind: 'fingerprint',
    get concurrency() {
      const wanted = options.computeThreads()
      return wanted === 0 ? compute.size : Math.min(wanted, compute.size)
    },
    run: (job, context) => runFingerprint(fingerprintDeps, job, context),
    onParked: (write, job, failure) => fail(fingerprintDeps, write, job, failure),
    onCancelled: (write, job) => {
      const cancelled = new Failure(
        'CANCELLED',
        `The fingerprint of “${job.label}” was cancelled. Add the work again to make it.`,
        { retryable: true },
      )
      fail(fingerprintDeps, write, job, toFailureRecord(cancelled))
    },
    onSettled: (job, outcome, failure) => {
      const version = store.read((read) => findVersion(read, versionIdOf(job)))
      const ended = outcome === 'done' ? (version?.failure ?? null) : (failure ?? version?.failure ?? null)
      for (const tracker of trackers.values()) reportEnd(tracker, tracker.versionEnded(versionIdOf(job), ended))
      // The effects may have enqueued the file's new content.
      options.queue().wake('fingerprint')
      options.queue().wake('features')
      hub.touch('library')
      hub.touch('custody')
      hub.touch('intake')
    },
  }

  /** Files whose fingerprint failed are listed with their reason, beside those that were never taken in. */
  function reportEnd(tracker: BatchTracker, outcomes: readonly FileOutcome[]): void {
    const failed = outcomes.filter(({ failure }) => failure !== undefined)
    if (failed.length === 0) return
    void commit
      .submit((write) => {
        for (const { path, failure } of failed) {
          if (failure !== undefined)
            rows.upsertIssue(write, { batchId: tracker.batchId, path, status: 'failed', failure, at: now() })
        }
      })
      // The reason also stands on the version, so a list that lacks it loses nothing.
      .catch(() => undefined)
  }

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
    handlers: [intakeHandler, watchHandler, fingerprintHandler] as const,

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

type RegisterArguments = [write: WriteStore, file: InspectedFile, batchId: BatchId]
type RetryArguments = [write: WriteStore, known: KnownFile, batchId: BatchId]

function batchIdOf(batchId: BatchId | null): BatchId {
  if (batchId === null) throw new Error('an intake job without its batch')
  return batchId
}

function labelOf(paths: readonly string[]): string {
  const [first] = paths
  if (first === undefined) throw new Failure('BAD_INPUT', 'Nothing was given to add.')
  const name = basename(first) || first
  return paths.length === 1 ? name : `${name} + ${paths.length - 1}`
}
