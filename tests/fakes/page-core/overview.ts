import { periodsOf } from '../../../src/main/core/overview/periods.ts'
import type { Overview } from '../../../src/shared/contract/overview.ts'
import { countsOf } from './library.ts'
import type { Work } from './works.ts'

/** The home screen's figures over works in memory. */
export function overviewOf(works: readonly Work[], nowMs: number): Overview {
  const live = works.filter(({ trashedAt }) => trashedAt === null)
  const ready = live.filter(({ status }) => status === 'ready')
  const { byStatus } = countsOf(works, 0)
  const rows = ready.map(({ createdAt, kind }) => ({
    period: new Date(createdAt).toISOString().slice(0, 7),
    kind,
    n: 1,
  }))
  const firstAt = Math.min(nowMs, ...ready.map(({ createdAt }) => createdAt))
  return {
    works: live.length,
    protectedByKind: countsOf(ready, 0).byKind,
    periods: periodsOf(rows, 'month', firstAt, nowMs),
    periodLength: 'month',
    needsYou: { failed: byStatus.failed, missing: works.length > 100 ? 3 : 0, jobs: 0 },
    waiting: byStatus.queued + byStatus.processing,
    storage: {
      originalBytes: live.reduce((sum, { bytes }) => sum + bytes, 0),
      libraryBytes: 400_000 + works.length * 5_000,
      cacheBytes: works.length * 18_000,
    },
    collections: 3,
    favourites: live.filter(({ favourite }) => favourite).length,
  }
}
