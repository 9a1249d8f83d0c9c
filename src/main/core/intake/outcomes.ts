import type { Failure } from '../../../shared/contract/errors.ts'
import { FailureRecord, toFailureRecord } from '../../../shared/contract/errors.ts'
import { Batch } from '../../../shared/contract/intake.ts'
import type { FileOutcome } from '../../../shared/contract/shell.ts'
import type { BatchRow } from '../store/intake.ts'
import type { BatchTracker } from './batch-tracker.ts'

/** A file that was not taken in, or could not be: what the walk or the inspection said about it. */
export function problemOutcome(path: string, thrown: unknown, skipped: boolean): FileOutcome {
  const failure = toFailureRecord(thrown)
  return { path, status: skipped ? 'skipped' : 'failed', failure: { ...failure, path } }
}

/** Names that are not accepted are skipped; everything else that goes wrong is a failure. */
export function isSkip(failure: Failure): boolean {
  return failure.code === 'REFUSED_TYPE' || failure.code === 'UNSUPPORTED_TYPE'
}

/** The batch as the contract shows it: its row, with the living counters while it runs. */
export function batchOf(row: BatchRow, tracker: BatchTracker | undefined): Batch {
  const counters = tracker?.counters ?? { ...row, counted: row.counted === 1 }
  const moving = row.state === 'running' && tracker !== undefined
  return Batch.parse({
    batchId: row.id,
    source: row.source,
    label: row.label,
    state: row.state,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    found: counters.found,
    counted: counters.counted,
    ready: counters.ready,
    failed: counters.failed,
    skipped: counters.skipped,
    unchanged: counters.unchanged,
    bytes: counters.bytes,
    filesPerSecond: moving ? tracker.rate.perSecond() : null,
    etaMs: moving && counters.counted ? tracker.rate.etaMs(counters.found - tracker.settled) : null,
    failure: row.failure === null ? null : FailureRecord.parse(JSON.parse(row.failure)),
  })
}
