import type { AssetSummary, LibraryCounts, LibraryQuery } from '../../../src/shared/contract/library.ts'
import type { Work } from './works.ts'

export function summaryOf({ trashedAt: _trashed, seed: _seed, folder: _folder, ...summary }: Work): AssetSummary {
  return summary
}

/** What a query finds, in its order. */
export function find(works: readonly Work[], query: LibraryQuery): Work[] {
  const words = query.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const found = works.filter(
    (work) =>
      (work.trashedAt !== null) === query.trashed &&
      (query.kinds.length === 0 || query.kinds.includes(work.kind)) &&
      (query.statuses.length === 0 || query.statuses.includes(work.status)) &&
      words.every((word) => work.title.toLowerCase().includes(word)),
  )
  return found.sort((a, b) =>
    query.sort === 'name'
      ? a.title.localeCompare(b.title)
      : (a.createdAt - b.createdAt || a.assetId.localeCompare(b.assetId)) * (query.sort === 'newest' ? -1 : 1),
  )
}

export function countsOf(works: readonly Work[], total: number): LibraryCounts {
  const live = works.filter(({ trashedAt }) => trashedAt === null)
  const count = (matches: (work: Work) => boolean) => live.filter(matches).length
  return {
    total,
    byKind: {
      image: count(({ kind }) => kind === 'image'),
      audio: count(({ kind }) => kind === 'audio'),
      video: count(({ kind }) => kind === 'video'),
      text: count(({ kind }) => kind === 'text'),
    },
    byStatus: {
      queued: count(({ status }) => status === 'queued'),
      processing: count(({ status }) => status === 'processing'),
      ready: count(({ status }) => status === 'ready'),
      failed: count(({ status }) => status === 'failed'),
    },
    trashed: works.length - live.length,
  }
}

/** One page from a cursor, which here is simply the number of works before it. */
export function pageOf<T>(
  items: readonly T[],
  cursor: string | null,
  limit: number,
): { items: T[]; nextCursor: string | null } {
  const start = cursor === null ? 0 : Number.parseInt(cursor, 10)
  const end = start + limit
  return { items: items.slice(start, end), nextCursor: end < items.length ? String(end) : null }
}
