import type { Overview } from '../../../shared/contract/overview.ts'
import type { JobCounts } from '../../../shared/contract/jobs.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import type { Store } from '../store/open-store.ts'
import { arrivals, countsByClass, firstArrival, ownCounts, storedBytes, worksWithoutFile } from '../store/overview.ts'
import { periodsOf } from './periods.ts'

// The figures of the first screen, worked out once for as long as nothing changes.

/** A library younger than this is told by days. */
const youngMs = 40 * 86_400_000
/** While works pour in, the figures may be as old as this. */
const freshMs = 1_500

export type OverviewDeps = { store: Store; now: () => number; jobs: () => JobCounts }

export function createOverview({ store, now, jobs }: OverviewDeps): () => Overview {
  let known: {
    changes: number
    at: number
    overview: Omit<Overview, 'needsYou'>
    failed: number
    missing: number
  } | null = null

  const work = () =>
    store.read((read) => {
      const protectedByKind: Record<MediaKind, number> = { image: 0, audio: 0, video: 0, text: 0 }
      let [works, failed, waiting] = [0, 0, 0]
      for (const { kind, status, n } of countsByClass(read)) {
        works += n
        if (status === 'ready') protectedByKind[kind] += n
        else if (status === 'failed') failed += n
        else waiting += n
      }
      const firstAt = firstArrival(read) ?? now()
      const periodLength = now() - firstAt < youngMs ? 'day' : 'month'
      const { originals, library, cache } = storedBytes(read)
      const overview = {
        works,
        protectedByKind,
        periods: periodsOf(arrivals(read, periodLength), periodLength, firstAt, now()),
        periodLength,
        waiting,
        storage: { originalBytes: originals, libraryBytes: library, cacheBytes: cache },
        ...ownCounts(read),
      } as const
      return { changes: store.changeCounter(), at: now(), overview, failed, missing: worksWithoutFile(read) }
    })

  return () => {
    const age = known === null ? Number.POSITIVE_INFINITY : now() - known.at
    // A day that has passed moves the periods, too.
    if (known === null || (known.changes !== store.changeCounter() && age > freshMs) || age > 3_600_000) known = work()
    const { overview, failed, missing } = known
    return { ...overview, needsYou: { failed, missing, jobs: Math.max(0, jobs().parked - failed) } }
  }
}
