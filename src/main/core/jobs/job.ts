import { type FailureRecord, FailureRecord as FailureRecordSchema } from '../../../shared/contract/errors.ts'
import type { Job, JobKind, JobState } from '../../../shared/contract/jobs.ts'
import { AssetId, BatchId, JobId } from '../../../shared/domain/ids.ts'
import type { WriteStore } from '../store/handles.ts'
import type { JobRow } from '../store/jobs.ts'

/** A job as its handler sees it. */
export type ActiveJob = {
  readonly jobId: JobId
  readonly kind: JobKind
  /** What it works on, for people. */
  readonly label: string
  readonly assetId: AssetId | null
  readonly batchId: BatchId | null
  /** What `enqueue` was given, as plain JSON; the handler parses it. */
  readonly payload: unknown
  /** Failures so far. */
  readonly attempts: number
  /** Higher runs first. */
  readonly priority: number
}

export type JobContext = {
  /** Aborts on pause, cancel and shut-down; the handler then throws, and nothing of its effects is kept. */
  readonly signal: AbortSignal
  /** 0–1, for people; kept in memory, so call it as often as you like. */
  progress(fraction: number): void
}

/** Runs inside the transaction that ends the job: the effects and the end are one fact. */
export type JobEffects = (write: WriteStore) => void

export type JobHandler = {
  readonly kind: JobKind
  /** Jobs of this kind at work at one time. */
  readonly concurrency: number
  /**
   * Nobody waits for it: it begins only while no other kind has anything to do, is told as one number instead of job by job, and is
   * left for a host that stays open.
   */
  readonly background?: true
  /** Does the work and hands back its effects; throws a Failure when it can't. */
  run(job: ActiveJob, context: JobContext): Promise<JobEffects>
  /** Runs inside the transaction that parks the job. */
  onParked?(write: WriteStore, job: ActiveJob, failure: FailureRecord): void
  /** Runs inside the transaction that cancels the job. */
  onCancelled?(write: WriteStore, job: ActiveJob): void
  /** After the commit that ended, parked or cancelled the job. */
  onSettled?(job: ActiveJob, outcome: 'done' | 'parked' | 'cancelled', failure: FailureRecord | null): void
}

export function activeJobOf(row: JobRow, kind: JobKind): ActiveJob {
  return {
    jobId: JobId.parse(row.id),
    kind,
    label: row.label,
    assetId: row.asset_id === null ? null : AssetId.parse(row.asset_id),
    batchId: row.batch_id === null ? null : BatchId.parse(row.batch_id),
    payload: JSON.parse(row.payload),
    attempts: row.attempts,
    priority: row.priority,
  }
}

export function jobOf(row: JobRow, kind: JobKind, state: JobState, progress: number | null): Job {
  return {
    jobId: JobId.parse(row.id),
    kind,
    state,
    label: row.label,
    assetId: row.asset_id === null ? null : AssetId.parse(row.asset_id),
    batchId: row.batch_id === null ? null : BatchId.parse(row.batch_id),
    progress: state === 'done' ? 1 : (progress ?? row.progress),
    attempts: row.attempts,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    notBefore: state === 'queued' && row.attempts > 0 ? row.not_before : null,
    failure: row.failure === null ? null : FailureRecordSchema.parse(JSON.parse(row.failure)),
  }
}
