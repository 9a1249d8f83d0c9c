import { createLibrary, type Library } from '../../../src/main/core/library/library.ts'
import { createJournal } from '../../../src/main/core/library/organise/journal.ts'
import type { Store } from '../../../src/main/core/store/open-store.ts'
import type { AssetSummary, LibraryQuery } from '../../../src/shared/contract/library.ts'
import { newId, someTime } from '../store/temp-store.ts'

export const everything: LibraryQuery = {
  text: '',
  kinds: [],
  statuses: [],
  collectionId: null,
  trashed: false,
  sort: 'newest',
}

export function libraryOver(store: Store, now: () => number = () => someTime): Library {
  return createLibrary({ store, now, newId, journal: createJournal({ store, now, newId }) })
}

/** All works of a query, page by page. */
export function walk(library: Library, query: LibraryQuery, limit: number): AssetSummary[] {
  const seen: AssetSummary[] = []
  let cursor: string | null = null
  do {
    const page = library.list({ query, cursor, limit })
    seen.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return seen
}

export const titles = (items: readonly AssetSummary[]): string[] => items.map((item) => item.title)
