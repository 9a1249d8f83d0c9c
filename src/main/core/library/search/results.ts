import type { LibraryQuery } from '../../../../shared/contract/library.ts'
import { parseSearch } from '../../../../shared/domain/search/parse-search.ts'
import { findCollection } from '../../store/collections.ts'
import type { ReadStore } from '../../store/handles.ts'
import { rowsCollected } from '../../store/search-rows.ts'
import { highestRow, orderOf, sortKeyOfRow } from '../../store/library-order.ts'
import type { After } from '../../store/library-sql.ts'
import { evaluate } from './evaluate.ts'
import { RowSet } from './row-set.ts'
import { walk, wantedClasses } from './walk.ts'

// Answers of searches, whole: every row that was found, in order. The next page, the outline and the count are then slices of it. An answer
// holds until the next commit.

export type SearchResult = {
  /** In the query's order. */
  rows: Float64Array
  /** Where a page begins that continues after this place. */
  positionAfter(read: ReadStore, after: After): number
}

export type SearchResults = { find(read: ReadStore, query: LibraryQuery, changeCounter: number): SearchResult }

/** A person looks at one result and may go back to the last; several windows share one core. */
const mostKept = 6
/** How long "today" may be the day it was. */
const keptMs = 3_600_000

/** Whether a query needs more than the library's own lists. */
export function isSearch({ text, collectionId }: LibraryQuery): boolean {
  return text.trim() !== '' || collectionId !== null
}

export function createSearchResults(now: () => number): SearchResults {
  const kept = new Map<string, SearchResult>()
  const orders = new Map<string, Float64Array>()
  let keptFor = -1

  const order = (read: ReadStore, query: LibraryQuery): Float64Array => {
    const by = query.sort === 'name' ? 'name' : 'newest'
    const name = `${by} ${query.trashed}`
    const known = orders.get(name) ?? orderOf(read, by, query.trashed)
    orders.set(name, known)
    return known
  }

  const search = (read: ReadStore, query: LibraryQuery): SearchResult => {
    const collection = query.collectionId === null ? undefined : findCollection(read, query.collectionId)
    const saved = collection?.search ?? null
    const searches = [query.text, ...(saved === null ? [] : [saved.text])].map((text) => parseSearch(text, now()))
    const highest = highestRow(read)
    let found = evaluate(read, searches, highest)
    if (query.collectionId !== null && saved === null) {
      // A collection that is gone holds nothing.
      const held = new RowSet(highest, rowsCollected(read, query.collectionId))
      found = found === null ? held : held.keep(found, false)
    }
    const wanted = wantedClasses(query, searches)
    const kept =
      saved === null ? wanted : wantedClasses(saved, []).map((passes, code) => passes && wanted[code] === true)
    const rows = walk(order(read, query), found, kept, query.sort === 'oldest')
    return { rows, positionAfter: (reader, after) => positionAfter(reader, rows, query.sort, after) }
  }

  return {
    find(read, query, changeCounter) {
      if (keptFor !== changeCounter) {
        kept.clear()
        orders.clear()
        keptFor = changeCounter
      }
      const name = JSON.stringify([query, Math.floor(now() / keptMs)])
      const result = kept.get(name) ?? search(read, query)
      kept.delete(name)
      kept.set(name, result)
      const oldest = kept.keys().next()
      if (kept.size > mostKept && oldest.done !== true) kept.delete(oldest.value)
      return result
    },
  }
}

/** The first position beyond a place in the order, by halving: the work itself may have been renamed, or be gone. */
function positionAfter(read: ReadStore, rows: Float64Array, sort: LibraryQuery['sort'], after: After): number {
  const direction = sort === 'newest' ? -1 : 1
  const isBeyond = (row: number): boolean => {
    const key = sortKeyOfRow(read, sort, row)
    if (key === undefined) return false
    const difference = compare(key, after.key) || row - after.row
    return difference * direction > 0
  }
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBeyond(rows[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return low
}

/** As SQLite compares: numbers by value, texts by their bytes in UTF-8. */
function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)))
}
