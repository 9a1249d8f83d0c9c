import type { AssetStatus, LibraryCounts } from '../../../shared/contract/library.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import type { Facet } from '../store/library-queries.ts'
import type { AssetFilter } from '../store/library-sql.ts'

// Numbers of works from the kind × status table, pure.

export type Facets = { library: readonly Facet[]; trash: readonly Facet[] }

const sum = (facets: readonly Facet[]): number => facets.reduce((total, facet) => total + facet.n, 0)

/** Works that pass the filter. */
export function countByFacets(facets: Facets, filter: AssetFilter): number {
  const wanted = filter.trashed ? facets.trash : facets.library
  return sum(
    wanted.filter(
      ({ kind, status }) =>
        (filter.kinds.length === 0 || filter.kinds.includes(kind)) &&
        (filter.statuses.length === 0 || filter.statuses.includes(status)),
    ),
  )
}

/** The answer of library.counts around a total that is known already. */
export function toCounts(facets: Facets, total: number): LibraryCounts {
  const byKind: Record<MediaKind, number> = { image: 0, audio: 0, video: 0, text: 0 }
  const byStatus: Record<AssetStatus, number> = { queued: 0, processing: 0, ready: 0, failed: 0 }
  for (const { kind, status, n } of facets.library) {
    byKind[kind] += n
    byStatus[status] += n
  }
  return { total, byKind, byStatus, trashed: sum(facets.trash) }
}
