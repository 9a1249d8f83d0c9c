import type { FailureRecord } from '../../../shared/contract/errors.ts'
import { type JobKind, JobState } from '../../../shared/contract/jobs.ts'
import type { ReadStore, WriteStore } from './handles.ts'

// The durable queue's rows. A job is due when it is queued and its time has come; who works on it holds a lease.

export type JobRow = {
  id: string
  kind: string
  state: string
  label: string
  asset_id: string | null
  batch_id: string | null
  payload: string
  priority: number
  progress: number | null
  attempts: number
  crashes: number
  not_before: number
  lease_owner: string | null
  failure: string | null
  created_at: number
  updated_at: number
}

export type NewJob = {
  id: string
  kind: JobKind
  label: string
  assetId: string | null
  batchId: string | null
  /** Higher runs first. */
  priority: number
  payload: unknown
  now: number
}

const columns =
  'id, kind, state, label, asset_id, batch_id, payload, priority, progress, attempts, crashes, not_before, lease_owner, failure, created_at, updated_at'

export function insertJob(write: WriteStore, job: NewJob): void {
  write
    .command(
      `INSERT INTO job (id, kind, state, priority, label, asset_id, batch_id, payload, created_at, updated_at)
       VALUES (?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      job.id,
      job.kind,
      job.priority,
      job.label,
      job.assetId,
      job.batchId,
      JSON.stringify(job.payload),
      job.now,
      job.now,
    )
}

export type Claim = {
  kind: JobKind
  owner: string
  now: number
  leaseUntil: number
  limit: number
  minCrashes: number
  maxCrashes: number
}

/** Leases the next due rows, highest priority first, oldest first among equals. */
export function claimJobs(write: WriteStore, claim: Claim): JobRow[] {
  return write
    .returning<JobRow>(
      `UPDATE job SET state = 'running', lease_owner = ?, lease_until = ?, updated_at = ?
       WHERE id IN (SELECT id FROM job WHERE state = 'queued' AND kind = ? AND not_before <= ? AND crashes BETWEEN ? AND ?
                    ORDER BY priority DESC, id LIMIT ?)
       RETURNING ${columns}`,
    )
    .all(
      claim.owner,
      claim.leaseUntil,
      claim.now,
      claim.kind,
      claim.now,
      claim.minCrashes,
      claim.maxCrashes,
      claim.limit,
    )
}

/** When the next queued job of a kind is due; null when none is queued. */
export function nextDueAt(read: ReadStore, kind: JobKind): number | null {
  return (
    read
      .query<{ at: number | null }>(`SELECT min(not_before) AS at FROM job WHERE state = 'queued' AND kind = ?`)
      .get(kind)?.at ?? null
  )
}

export function extendLeases(write: WriteStore, owner: string, leaseUntil: number): void {
  write.command(`UPDATE job SET lease_until = ? WHERE state = 'running' AND lease_owner = ?`).run(leaseUntil, owner)
}

/**
 * Ends a lease: the job is in `state` from now on, with what is known about its failure. Returns false when the lease was no longer
 * the owner's (the job was cancelled meanwhile): then nothing of its effects may be kept.
 */
export function endLease(
  write: WriteStore,
  id: string,
  end: {
    owner: string
    state: JobState
    attempts: number
    notBefore: number
    failure: FailureRecord | null
    now: number
  },
): boolean {
  const { changes } = write
    .command(
      `UPDATE job SET state = ?, attempts = ?, not_before = ?, failure = ?, lease_owner = NULL, lease_until = NULL, updated_at = ?
       WHERE id = ? AND state = 'running' AND lease_owner = ?`,
    )
    .run(
      end.state,
      end.attempts,
      end.notBefore,
      end.failure === null ? null : JSON.stringify(end.failure),
      end.now,
      id,
      end.owner,
    )
  return changes === 1
}

/** Rows that were running under a lease nobody holds any more: the program died. */
export function abandonedJobs(read: ReadStore, owner: string): JobRow[] {
  return read.query<JobRow>(`SELECT ${columns} FROM job WHERE state = 'running' AND lease_owner IS NOT ?`).all(owner)
}

export function requeueAbandoned(write: WriteStore, id: string, now: number): void {
  write
    .command(
      `UPDATE job SET state = 'queued', crashes = crashes + 1, lease_owner = NULL, lease_until = NULL, updated_at = ?
       WHERE id = ? AND state = 'running'`,
    )
    .run(now, id)
}

export function findJob(read: ReadStore, id: string): JobRow | undefined {
  return read.query<JobRow>(`SELECT ${columns} FROM job WHERE id = ?`).get(id)
}

// The kinds nobody waits for stand in SQL as a literal, because the index over the others is made with it.
const behind = `('features', 'match')`
const shown = `kind NOT IN ${behind}`

/**
 * Newest first, by keyset on the id; no states ask for all. Background jobs only where they are parked and wait for a person: each state
 * has its own walk over an index, so that a hundred thousand of them are not met one by one.
 */
export function listJobs(read: ReadStore, states: readonly JobState[], before: string | null, limit: number): JobRow[] {
  const wanted = states.length === 0 ? JobState.options : states
  const rows = [...new Set(wanted)].flatMap((state) =>
    read
      .query<JobRow>(
        `SELECT ${columns} FROM job WHERE state = ? ${state === 'parked' ? '' : `AND ${shown}`} AND id < ? ORDER BY id DESC LIMIT ?`,
      )
      .all(state, before ?? 'g', limit),
  )
  return rows.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit)
}

/** Jobs of background kinds that are due, and that are under way. */
export function countBackground(read: ReadStore): { queued: number; running: number } {
  const count = (state: 'queued' | 'running') =>
    read.query<{ n: number }>(`SELECT count(*) AS n FROM job WHERE state = '${state}' AND kind IN ${behind}`).get()
      ?.n ?? 0
  return { queued: count('queued'), running: count('running') }
}

export function countJobs(read: ReadStore): { state: string; count: number }[] {
  return read.query<{ state: string; count: number }>(`SELECT state, count(*) AS count FROM job GROUP BY state`).all()
}

/** Ids of all jobs in one of the states, oldest first, of one batch or of all. */
export function jobIdsIn(read: ReadStore, states: readonly JobState[], batchId: string | null): string[] {
  const rows =
    batchId === null
      ? read
          .query<{ id: string }>(`SELECT id FROM job WHERE state IN (SELECT value FROM json_each(?)) ORDER BY id`)
          .all(JSON.stringify(states))
      : read
          .query<{ id: string }>(
            `SELECT id FROM job WHERE batch_id = ? AND state IN (SELECT value FROM json_each(?)) ORDER BY id`,
          )
          .all(batchId, JSON.stringify(states))
  return rows.map((row) => row.id)
}

/** Changes the state of a job that nobody works on. Returns false when it was not in one of the states `from`. */
export function moveJob(
  write: WriteStore,
  id: string,
  move: { from: readonly JobState[]; to: JobState; now: number; freshAttempts?: boolean; failure?: FailureRecord },
): boolean {
  const fresh = move.freshAttempts === true ? ', attempts = 0, crashes = 0, not_before = 0, failure = NULL' : ''
  const { changes } = write
    .command(
      `UPDATE job SET state = ?, updated_at = ?, failure = coalesce(?, failure)${fresh}
       WHERE id = ? AND state IN (SELECT value FROM json_each(?))`,
    )
    .run(
      move.to,
      move.now,
      move.failure === undefined ? null : JSON.stringify(move.failure),
      id,
      JSON.stringify(move.from),
    )
  return changes === 1
}

/** Whether a job of the kind about a work is still to be done. */
export function hasPendingJob(read: ReadStore, kind: JobKind, assetId: string): boolean {
  return (
    read
      .query<{ one: number }>(
        `SELECT 1 AS one FROM job WHERE asset_id = ? AND kind = ? AND state IN ('queued', 'running', 'paused') LIMIT 1`,
      )
      .get(assetId, kind) !== undefined
  )
}

/** What the parked jobs of a kind were about: their payloads. */
export function parkedPayloads(read: ReadStore, kind: JobKind): unknown[] {
  return read
    .query<{ payload: string }>(`SELECT payload FROM job WHERE state = 'parked' AND kind = ?`)
    .all(kind)
    .map(({ payload }): unknown => JSON.parse(payload))
}

/** Forgets jobs that ended well before a time. */
export function deleteEndedJobs(write: WriteStore, before: number, limit: number): number {
  return write
    .command(
      `DELETE FROM job WHERE id IN (SELECT id FROM job WHERE state IN ('done', 'cancelled') AND updated_at < ? LIMIT ?)`,
    )
    .run(before, limit).changes
}
