import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { AssetId, BatchId, JobId } from '../domain/ids.ts'
import { Cursor, PageLimit, procedure, Timestamp } from './base.ts'
import { FailureRecord } from './errors.ts'

export const JobKind = z.enum(['intake', 'watch', 'fingerprint', 'features', 'match', 'embed', 'sweep'])
export type JobKind = z.infer<typeof JobKind>

/** `parked`: failed three times, or for a reason that trying again cannot mend; waits for a person. */
export const JobState = z.enum(['queued', 'running', 'paused', 'done', 'cancelled', 'parked'])
export type JobState = z.infer<typeof JobState>

export const Job = z.object({
  jobId: JobId,
  kind: JobKind,
  state: JobState,
  /** What it works on, for people. */
  label: z.string(),
  assetId: AssetId.nullable(),
  batchId: BatchId.nullable(),
  /** 0–1, null when it cannot be told. */
  progress: z.number().min(0).max(1).nullable(),
  attempts: z.int().nonnegative(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  /** When a retry is due, for a queued job that has failed before. */
  notBefore: Timestamp.nullable(),
  failure: FailureRecord.nullable(),
})
export type Job = z.infer<typeof Job>

/** Jobs that nobody waits for are left out where they are queued or running: they are told as one number, `background`. */
export const JobCounts = z.record(JobState, z.int().nonnegative())
export type JobCounts = z.infer<typeof JobCounts>

/** Works still to be prepared for finding their copies, behind everything else. */
const background = z.int().nonnegative()

const some = z.object({ jobIds: z.union([z.array(JobId).min(1).max(10_000), z.literal('all')]) })
const affected = z.object({ affected: z.int().nonnegative() })

export const jobsContract = {
  list: procedure
    .input(
      z.object({
        states: z.array(JobState).default([]),
        cursor: Cursor.nullable().default(null),
        limit: PageLimit,
      }),
    )
    .output(z.object({ items: z.array(Job), nextCursor: Cursor.nullable(), counts: JobCounts, background })),
  /** Jobs as they change, at most ten snapshots a second. */
  progress: procedure
    .input(z.object({}))
    .output(eventIterator(z.object({ jobs: z.array(Job), counts: JobCounts, background }))),
  cancel: procedure.input(some).output(affected),
  retry: procedure.input(some).output(affected),
}
