import type { AssetStatus } from '../../../shared/contract/library.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import type { ReadStore } from './handles.ts'

// Sums over the whole library, each from an index or a narrow table alone.

export type PeriodRow = { period: string; kind: MediaKind; n: number }

/** How many protected works of each kind came in, by local month ("2026-05") or day. */
export function arrivals(read: ReadStore, length: 'day' | 'month'): PeriodRow[] {
  const format = length === 'month' ? '%Y-%m' : '%Y-%m-%d'
  return read
    .query<PeriodRow>(
      `SELECT strftime('${format}', created_at / 1000, 'unixepoch', 'localtime') AS period, kind, count(*) AS n
       FROM asset INDEXED BY asset_newest WHERE trashed_at IS NULL AND status = 'ready' GROUP BY period, kind ORDER BY period`,
    )
    .all()
}

/** When the first work that is still there came in; undefined in an empty library. */
export function firstArrival(read: ReadStore): number | undefined {
  return read
    .column<number>('SELECT created_at FROM asset WHERE trashed_at IS NULL ORDER BY created_at LIMIT 1')
    .all()[0]
}

export function countsByClass(read: ReadStore): { kind: MediaKind; status: AssetStatus; n: number }[] {
  return read
    .query<{ kind: MediaKind; status: AssetStatus; n: number }>(
      'SELECT kind, status, count(*) AS n FROM asset INDEXED BY asset_facets WHERE trashed_at IS NULL GROUP BY kind, status',
    )
    .all()
}

/** Works with a place that is gone and none that is there. */
export function worksWithoutFile(read: ReadStore): number {
  return (
    read
      .column<number>(
        `SELECT count(DISTINCT gone.asset_id) FROM location AS gone JOIN asset ON asset.id = gone.asset_id
         WHERE gone.status = 'missing' AND asset.trashed_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM location WHERE asset_id = gone.asset_id AND status <> 'missing')`,
      )
      .all()[0] ?? 0
  )
}

const one = (read: ReadStore, sql: string): number => read.column<number>(sql).all()[0] ?? 0

export function storedBytes(read: ReadStore): { originals: number; library: number; cache: number } {
  const size = (schema: 'main' | 'cache') =>
    one(
      read,
      `SELECT count.page_count * size.page_size FROM pragma_page_count('${schema}') AS count, pragma_page_size('${schema}') AS size`,
    )
  return {
    originals: one(read, 'SELECT ifnull(sum(bytes), 0) FROM search_fact'),
    library: size('main'),
    cache: read.cacheHealth.damaged ? 0 : size('cache'),
  }
}

export function ownCounts(read: ReadStore): { collections: number; favourites: number } {
  return {
    collections: one(read, 'SELECT count(*) FROM collection'),
    favourites: one(read, 'SELECT count(*) FROM asset WHERE favourite = 1 AND trashed_at IS NULL'),
  }
}
