import type { ChangeTopic } from '../../../shared/contract/app.ts'
import { Failure, toFailureRecord } from '../../../shared/contract/errors.ts'
import type { FileOutcome } from '../../../shared/contract/shell.ts'
import type { BatchId } from '../../../shared/domain/ids.ts'
import type { ComputePool } from '../compute/tasks.ts'
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
import { type InspectedFile, priorities, register, type Registered, retryFingerprint } from './register.ts'

// The kinds of jobs behind a batch: files that were given, files of watched folders, and the fingerprints of both.

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
  registered(file: { path: string }, result: Registered): void
  ended(batchId: BatchId, outcomes: readonly FileOutcome[]): void
  /** The job is over, or was stopped: what it has not taken by now is not taken any more. */
  over(batchId: BatchId): void
}

/** The handlers, and who follows each batch while it lives. */
export function createIntakeHandlers(options: IntakeOptions) {
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
        watched.registered(args[1], result)
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

  return { handlers: [intakeHandler, watchHandler, fingerprintHandler] as const, trackers, trackerOf }
}

type RegisterArguments = [write: WriteStore, file: InspectedFile, batchId: BatchId]
type RetryArguments = [write: WriteStore, known: KnownFile, batchId: BatchId]

function batchIdOf(batchId: BatchId | null): BatchId {
  if (batchId === null) throw new Error('an intake job without its batch')
  return batchId
}
