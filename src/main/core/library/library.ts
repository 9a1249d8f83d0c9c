import { setImmediate } from 'node:timers/promises'
import { Failure } from '../../../shared/contract/errors.ts'
import type {
  AssetDetail,
  AssetSummary,
  LibraryCounts,
  LibraryQuery,
  SimilarWorks,
} from '../../../shared/contract/library.ts'
import type { AssetId, StepId } from '../../../shared/domain/ids.ts'
import type { MediaVariant } from '../../../shared/domain/media-kind.ts'
import type { MediaAnswer } from '../core.ts'
import { appendCustody } from '../custody/custody-log.ts'
import { assetsTrashedBefore, deleteAsset, findAsset } from '../store/assets.ts'
import type { ReadStore, WriteStore } from '../store/handles.ts'
import { everyNth, facets, type SummaryRow, summaryPage, titleKeyOfRow } from '../store/library-queries.ts'
import { sortKeyOfRow, summariesOfRows } from '../store/library-order.ts'
import type { After, AssetFilter } from '../store/library-sql.ts'
import type { NewId } from '../store/new-id.ts'
import type { Store } from '../store/open-store.ts'
import { insertOutbox } from '../store/outbox.ts'
import { countByFacets, type Facets, toCounts } from './counts.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { assetDetail, assetMedia } from './detail.ts'
import { applyChange, setTrashed } from './organise/apply-change.ts'
import type { Change } from './organise/change.ts'
import type { Journal } from './organise/journal.ts'
import { createSearchResults, isSearch } from './search/results.ts'
import { similarWorks } from './similar.ts'
import { summariesOf, toSummaries } from './summary.ts'

// A person's works: looking, naming, putting away and taking back. Files on disk are never touched.

export type LibraryOptions = { store: Store; now: () => number; newId: NewId; journal: Journal }

/** Works that went into the trash or came out of it, and the step that leads back. */
export type Moved = { assetIds: AssetId[]; stepId: StepId | null }

export interface Library {
  list(request: { query: LibraryQuery; cursor: string | null; limit: number }): {
    items: AssetSummary[]
    nextCursor: string | null
  }
  outline(request: { query: LibraryQuery; pageSize: number }): { total: number; cursors: (string | null)[] }
  counts(query: LibraryQuery): LibraryCounts
  /** Fails with NOT_FOUND. */
  get(assetId: AssetId): AssetDetail
  /** To the trash. Returns those that were not there already; unknown ones are left out. */
  remove(assetIds: readonly AssetId[], stepId?: StepId): Moved
  restore(assetIds: readonly AssetId[], stepId?: StepId): Moved
  /** Fails with NOT_FOUND, or BAD_INPUT for a title without a letter. */
  rename(assetId: AssetId, title: string): { previousTitle: string; stepId: StepId | null }
  /** Forgets works that have been in the trash for 30 days. Their custody events stay. Returns how many. */
  purge(options?: { signal?: AbortSignal | undefined }): Promise<number>
  media(assetId: AssetId, variant: MediaVariant): MediaAnswer | null
  /** Fails with NOT_FOUND. */
  similar(assetId: AssetId, limit: number): SimilarWorks
  /** Works as lists show them, also those in the trash; those that are gone are left out. */
  summaries(assetIds: readonly AssetId[]): Map<AssetId, AssetSummary>
}

const trashDays = 30
const dayMs = 86_400_000
/** Works forgotten in one transaction; the core answers others between two. */
const purgeBatch = 200

function notFound(): Failure {
  return new Failure('NOT_FOUND', 'This work is not in the library any more.')
}

function toFilter(query: LibraryQuery): AssetFilter {
  return {
    trashed: query.trashed,
    kinds: [...new Set(query.kinds)].sort(),
    statuses: [...new Set(query.statuses)].sort(),
  }
}

function positionOf(read: ReadStore, query: LibraryQuery, cursor: string | null): After | null {
  if (cursor === null) return null
  const { key, row, complete } = decodeCursor(query.sort, cursor)
  if (complete || typeof key === 'number') return { key, row }
  const now = titleKeyOfRow(read, row)
  // Renamed or purged since: start at the part that is known. A work may show twice; none is left out.
  return now?.startsWith(key) === true ? { key: now, row } : { key, row: 0 }
}

export function createLibrary({ store, now, newId, journal }: LibraryOptions): Library {
  let known: { at: number; facets: Facets } | null = null

  const currentFacets = (read: ReadStore): Facets => {
    const at = store.changeCounter()
    if (known?.at !== at) known = { at, facets: { library: facets(read, false), trash: facets(read, true) } }
    return known.facets
  }
  const results = createSearchResults(now)
  const resultOf = (read: ReadStore, query: LibraryQuery) => results.find(read, query, store.changeCounter())
  const total = (read: ReadStore, query: LibraryQuery): number =>
    isSearch(query) ? resultOf(read, query).rows.length : countByFacets(currentFacets(read), toFilter(query))

  /** `limit` rows from a place on, and one more where there is one. */
  const page = (read: ReadStore, query: LibraryQuery, cursor: string | null, limit: number): SummaryRow[] => {
    const after = positionOf(read, query, cursor)
    if (!isSearch(query)) return summaryPage(read, toFilter(query), { sort: query.sort, after, limit: limit + 1 })
    const { rows, positionAfter } = resultOf(read, query)
    const from = after === null ? 0 : positionAfter(read, after)
    return summariesOfRows(read, query.sort, [...rows.subarray(from, from + limit + 1)])
  }

  /** Where each page but the first begins. */
  const doors = (read: ReadStore, query: LibraryQuery, pageSize: number): After[] => {
    if (!isSearch(query)) return everyNth(read, toFilter(query), query.sort, pageSize)
    const { rows } = resultOf(read, query)
    const ends = Array.from({ length: Math.floor(rows.length / pageSize) }, (_page, i) => rows[(i + 1) * pageSize - 1])
    return ends.flatMap((row) => {
      const key = row === undefined ? undefined : sortKeyOfRow(read, query.sort, row)
      return row === undefined || key === undefined ? [] : [{ key, row }]
    })
  }

  const tell = (write: WriteStore, topic: string, assetId: AssetId, at: number): void =>
    insertOutbox(write, { id: newId(), topic, payload: { assetId }, at })

  const move = (assetIds: readonly AssetId[], to: boolean, stepId: StepId | undefined): Moved =>
    store.transaction(to ? 'remove works' : 'restore works', (write) => {
      const moved = setTrashed(write, journal.context(), assetIds, to)
      const changes: Change[] = moved.length === 0 ? [] : [{ of: 'trashed', assetIds: moved, to }]
      const step = journal.record(write, { kind: to ? 'removed' : 'restored', name: '', changes }, stepId)
      return { assetIds: moved, stepId: step?.stepId ?? null }
    })

  return {
    list: ({ query, cursor, limit }) =>
      store.read((read) => {
        const rows = page(read, query, cursor, limit)
        const shown = rows.slice(0, limit)
        const last = rows.length > limit ? shown.at(-1) : undefined
        return {
          items: toSummaries(read, shown),
          nextCursor: last === undefined ? null : encodeCursor(query.sort, last.key, last.row),
        }
      }),

    outline: ({ query, pageSize }) =>
      store.read((read) => {
        const works = total(read, query)
        const pages = Math.ceil(works / pageSize)
        const ends = pages <= 1 ? [] : doors(read, query, pageSize).slice(0, pages - 1)
        const cursors = ends.map(({ key, row }) => encodeCursor(query.sort, key, row))
        return { total: works, cursors: pages === 0 ? [] : [null, ...cursors] }
      }),

    counts: (query) => store.read((read) => toCounts(currentFacets(read), total(read, query))),

    get: (assetId) => {
      const detail = store.read((read) => assetDetail(read, assetId))
      if (detail === null) throw notFound()
      return detail
    },

    remove: (assetIds, stepId) => move(assetIds, true, stepId),
    restore: (assetIds, stepId) => move(assetIds, false, stepId),

    rename: (assetId, wanted) => {
      const title = wanted.trim()
      if (title === '') throw new Failure('BAD_INPUT', 'A title needs at least one character.')
      return store.transaction('rename work', (write) => {
        const asset = findAsset(write, assetId)
        if (asset === undefined) throw notFound()
        const change: Change = { of: 'title', assetId, from: asset.title, to: title }
        const changes = asset.title === title ? [] : [change]
        for (const each of changes) applyChange(write, journal.context(), each)
        const step = journal.record(write, { kind: 'renamed', name: title, changes }, undefined)
        return { previousTitle: asset.title, stepId: step?.stepId ?? null }
      })
    },

    purge: async ({ signal } = {}) => {
      let purged = 0
      while (signal?.aborted !== true) {
        const at = now()
        const gone = store.transaction('purge trash', (write) => {
          const assetIds = assetsTrashedBefore(write, at - trashDays * dayMs, purgeBatch)
          for (const assetId of assetIds) {
            const title = findAsset(write, assetId)?.title ?? ''
            deleteAsset(write, assetId)
            appendCustody(write, { at, type: 'work.purged', assetId, versionId: null, facts: { title } })
            tell(write, 'work.purged', assetId, at)
          }
          return assetIds.length
        })
        purged += gone
        if (gone < purgeBatch) break
        await setImmediate()
      }
      return purged
    },

    summaries: (assetIds) => store.read((read) => summariesOf(read, assetIds)),
    media: (assetId, variant) => store.read((read) => assetMedia(read, assetId, variant)),
    similar: (assetId, limit) => store.read((read) => similarWorks(read, assetId, limit)),
  }
}
