import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { BatchId } from '../domain/ids.ts'
import { MediaKind } from '../domain/media-kind.ts'
import { Cursor, PageLimit, procedure, Timestamp } from './base.ts'
import { FailureRecord } from './errors.ts'

export const BatchState = z.enum(['running', 'paused', 'done', 'cancelled', 'failed'])
export type BatchState = z.infer<typeof BatchState>

/** One act of adding: a drop, a chosen folder, a `protect` on the command line. */
export const Batch = z.object({
  batchId: BatchId,
  source: z.enum(['drop', 'picker', 'command-line', 'inbox', 'watch']),
  /** What was added, for people: a folder's or a file's name. */
  label: z.string(),
  state: BatchState,
  startedAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  /** Files seen so far; final once `counted`. */
  found: z.int().nonnegative(),
  counted: z.boolean(),
  /** Files of this batch whose work is ready, failed, was skipped with a reason, or was known and unchanged. */
  ready: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
  unchanged: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  /** Over the last seconds; null until stable. */
  filesPerSecond: z.number().nonnegative().nullable(),
  etaMs: z.number().nonnegative().nullable(),
  /** Why a batch as a whole failed. */
  failure: FailureRecord.nullable(),
})
export type Batch = z.infer<typeof Batch>

export const IntakeIssue = z.object({
  issueId: z.int().positive(),
  path: z.string(),
  status: z.enum(['skipped', 'failed']),
  failure: FailureRecord,
  at: Timestamp,
})
export type IntakeIssue = z.infer<typeof IntakeIssue>

/** A folder browser for hosts without native dialogs. Ids are opaque and hold for this run of the program only. */
export const FolderEntry = z.object({
  entryId: z.string(),
  name: z.string(),
  type: z.enum(['folder', 'file']),
  /** For files: the kind the extension promises, null when it is not accepted. */
  kind: MediaKind.nullable(),
})
export type FolderEntry = z.infer<typeof FolderEntry>

const oneBatch = z.object({ batchId: BatchId })

export const intakeContract = {
  /** Opens the system's dialog; null when the person closed it. UNAVAILABLE where the host has none. */
  choose: procedure.input(z.object({ what: z.enum(['files', 'folder']) })).output(oneBatch.nullable()),
  browse: procedure.input(z.object({ folderId: z.string().max(100).nullable().default(null) })).output(
    z.object({
      folderId: z.string(),
      name: z.string(),
      parentId: z.string().nullable(),
      entries: z.array(FolderEntry),
      truncated: z.boolean(),
    }),
  ),
  addBrowsed: procedure.input(z.object({ entryIds: z.array(z.string().max(100)).min(1).max(1000) })).output(oneBatch),
  batches: procedure
    .input(z.object({ cursor: Cursor.nullable().default(null), limit: PageLimit }))
    .output(z.object({ items: z.array(Batch), nextCursor: Cursor.nullable() })),
  issues: procedure
    .input(z.object({ batchId: BatchId, cursor: Cursor.nullable().default(null), limit: PageLimit }))
    .output(z.object({ items: z.array(IntakeIssue), nextCursor: Cursor.nullable() })),
  /** A snapshot at once and then whenever it changes, at most ten a second, until the batch has ended. */
  follow: procedure.input(oneBatch).output(eventIterator(Batch)),
  pause: procedure.input(oneBatch).output(Batch),
  resume: procedure.input(oneBatch).output(Batch),
  /** Stops taking files in; what is already protected stays. Answers within a second. */
  cancel: procedure.input(oneBatch).output(Batch),
  /** Tries the files that failed once more, as a new batch. */
  retry: procedure.input(oneBatch).output(oneBatch),
}
