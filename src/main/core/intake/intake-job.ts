import { z } from 'zod'
import type { BatchId } from '../../../shared/domain/ids.ts'
import type { JobContext, JobEffects } from '../jobs/job.ts'
import { findBatch, saveBatchCounters, setBatchState } from '../store/intake.ts'
import type { BatchTracker } from './batch-tracker.ts'
import { type IntakeJobDeps, IntakeRun } from './intake-run.ts'
import { countFiles } from './walk.ts'

// One batch from its paths to the last fingerprint. Everything here may be cut off at any moment: walking again finds what was done.

/** Files that somebody else finds one by one, instead of a walk over the batch's paths. */
export type FileSource = { chunks(signal: AbortSignal): AsyncIterable<string[]>; urgent: boolean }

export async function runIntake(
  deps: IntakeJobDeps,
  batchId: BatchId,
  context: JobContext,
  source?: FileSource,
): Promise<JobEffects> {
  const { signal } = context
  const row = deps.store.read((read) => findBatch(read, batchId))
  if (row === undefined) return () => undefined
  const tracker = deps.tracker(batchId)
  tracker.restart()
  const intake = new IntakeRun(deps, batchId, tracker, context, source?.urgent ?? false)
  if (source === undefined)
    await walkPaths(deps, z.array(z.string()).parse(JSON.parse(row.paths)), intake, tracker, signal)
  else {
    await intake.takeAll(source.chunks(signal))
    tracker.countedSoFar(0, true)
  }
  await tracker.drained(signal)
  return (write) => {
    saveBatchCounters(write, batchId, tracker.counters)
    setBatchState(write, batchId, 'done', { finishedAt: deps.now(), failure: null })
  }
}

async function walkPaths(
  deps: IntakeJobDeps,
  paths: readonly string[],
  intake: IntakeRun,
  tracker: BatchTracker,
  signal: AbortSignal,
): Promise<void> {
  const counting = countFiles(paths, signal, (found) => tracker.countedSoFar(found, false)).then((found) => {
    tracker.countedSoFar(found, true)
    deps.hub.touch('intake')
  })
  // A count that fails is no failure of the batch: the walk meets the same folder and says so.
  counting.catch(() => undefined)
  await intake.walkAll(paths)
  await counting
}
