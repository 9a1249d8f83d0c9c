import type { FailureRecord } from '../../../shared/contract/errors.ts'
import type { BatchState } from '../../../shared/contract/intake.ts'
import type { ReadStore, WriteStore } from './handles.ts'

// Batches: one row for each act of adding, and one for each file of it that was skipped or failed.

export type BatchCounters = {
  found: number
  counted: boolean
  ready: number
  failed: number
  skipped: number
  unchanged: number
  bytes: number
}

export type BatchRow = {
  id: string
  source: string
  label: string
  state: string
  paths: string
  started_at: number
  finished_at: number | null
  found: number
  counted: number
  ready: number
  failed: number
  skipped: number
  unchanged: number
  bytes: number
  failure: string | null
}

const columns =
  'id, source, label, state, paths, started_at, finished_at, found, counted, ready, failed, skipped, unchanged, bytes, failure'

export function insertBatch(
  write: WriteStore,
  batch: { id: string; source: string; label: string; paths: readonly string[]; now: number },
): void {
  write
    .command(`INSERT INTO intake_batch (id, source, label, state, paths, started_at) VALUES (?, ?, ?, 'running', ?, ?)`)
    .run(batch.id, batch.source, batch.label, JSON.stringify(batch.paths), batch.now)
}

export function findBatch(read: ReadStore, id: string): BatchRow | undefined {
  return read.query<BatchRow>(`SELECT ${columns} FROM intake_batch WHERE id = ?`).get(id)
}

/** Newest first, by keyset on the id. */
export function listBatches(read: ReadStore, before: string | null, limit: number): BatchRow[] {
  return read
    .query<BatchRow>(`SELECT ${columns} FROM intake_batch WHERE id < ? ORDER BY id DESC LIMIT ?`)
    .all(before ?? 'g', limit)
}

export function saveBatchCounters(write: WriteStore, id: string, counters: BatchCounters): void {
  write
    .command(
      `UPDATE intake_batch SET found = ?, counted = ?, ready = ?, failed = ?, skipped = ?, unchanged = ?, bytes = ? WHERE id = ?`,
    )
    .run(
      counters.found,
      counters.counted ? 1 : 0,
      counters.ready,
      counters.failed,
      counters.skipped,
      counters.unchanged,
      counters.bytes,
      id,
    )
}

export function setBatchState(
  write: WriteStore,
  id: string,
  state: BatchState,
  end: { finishedAt: number | null; failure: FailureRecord | null },
): void {
  write
    .command(`UPDATE intake_batch SET state = ?, finished_at = ?, failure = ? WHERE id = ?`)
    .run(state, end.finishedAt, end.failure === null ? null : JSON.stringify(end.failure), id)
}

export type IssueRow = { id: number; path: string; status: string; failure: string; at: number }

/** A file of the batch that was skipped or failed; said again, the newer reason stays. */
export function upsertIssue(
  write: WriteStore,
  issue: { batchId: string; path: string; status: 'skipped' | 'failed'; failure: FailureRecord; at: number },
): void {
  write
    .command(
      `INSERT INTO intake_issue (batch_id, path, status, failure, at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (batch_id, path) DO UPDATE SET status = excluded.status, failure = excluded.failure, at = excluded.at`,
    )
    .run(issue.batchId, issue.path, issue.status, JSON.stringify(issue.failure), issue.at)
}

/** Failures before skips would need a second index; people read a batch in the order it ran. */
export function listIssues(read: ReadStore, batchId: string, after: number, limit: number): IssueRow[] {
  return read
    .query<IssueRow>(
      `SELECT id, path, status, failure, at FROM intake_issue WHERE batch_id = ? AND id > ? ORDER BY id LIMIT ?`,
    )
    .all(batchId, after, limit)
}

export function failedPaths(read: ReadStore, batchId: string, limit: number): string[] {
  return read
    .query<{ path: string }>(
      `SELECT path FROM intake_issue WHERE batch_id = ? AND status = 'failed' ORDER BY id LIMIT ?`,
    )
    .all(batchId, limit)
    .map((row) => row.path)
}
