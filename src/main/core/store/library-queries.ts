import type { AssetStatus } from '../../../shared/contract/library.ts'
import type { AssetId } from '../../../shared/domain/ids.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import type { ReadStore } from './handles.ts'
import { type After, type AssetFilter, nthKeySql, oneSummarySql, pageSql, type Sort } from './library-sql.ts'

// The library as lists: pages, keys, counts.

export type SummaryRow = {
  /** What the list is sorted by. */
  key: number | string
  row: number
  id: string
  title: string
  kind: MediaKind
  status: AssetStatus
  current_version_id: string
  created_at: number
  trashed_at: number | null
  /** Lower-case hex. */
  sha256: string
  bytes: number
  media_type: string
  failure: string | null
  width: number | null
  height: number | null
  /** Lower-case hex; '' where there is none. */
  phash: string
  quality_score: number | null
  favourite: number
  rating: number
}

export type Facet = { kind: MediaKind; status: AssetStatus; n: number }

export function summaryPage(
  read: ReadStore,
  filter: AssetFilter,
  page: { sort: Sort; after: After | null; limit: number },
): SummaryRow[] {
  const { sql, values } = pageSql(filter, page.sort, page.after, page.limit)
  return read.query<SummaryRow>(sql).all(...values)
}

export function oneSummary(read: ReadStore, assetId: AssetId): SummaryRow | undefined {
  return read.query<SummaryRow>(oneSummarySql).get(assetId)
}

/** Key and row of every `every`-th work in order: where each page but the first begins, and perhaps where the last ends. */
export function everyNth(read: ReadStore, filter: AssetFilter, sort: Sort, every: number): After[] {
  // Hops along the index stay inside SQLite; fetching every key would cost ten times as much.
  const keys: After[] = []
  let after: After | null = null
  while (true) {
    const { sql, values } = nthKeySql(filter, sort, after, every)
    const next: After | undefined = read.query<After>(sql).get(...values)
    if (next === undefined) return keys
    keys.push(next)
    after = next
  }
}

/** How many works of each kind and status. */
export function facets(read: ReadStore, trashed: boolean): Facet[] {
  const [index, condition] = trashed ? ['asset_trash_facets', 'NOT NULL'] : ['asset_facets', 'NULL']
  return read
    .query<Facet>(
      `SELECT kind, status, count(*) AS n FROM asset INDEXED BY ${index} WHERE trashed_at IS ${condition}
       GROUP BY kind, status`,
    )
    .all()
}

/** The sort key of a work's title, undefined when the work is gone. */
export function titleKeyOfRow(read: ReadStore, row: number): string | undefined {
  return read.query<{ title_key: string }>('SELECT title_key FROM asset WHERE row = ?').get(row)?.title_key
}
