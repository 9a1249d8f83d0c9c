import type { LibraryQuery } from '../../../shared/contract/library.ts'
import { navigate } from '../../router/router.ts'
import { useClient } from '../../state/core.tsx'
import { noFilters } from '../library/filters.tsx'
import { sessionOf } from '../library/session.ts'

/** Opens the library at what a tile shows. */
export function useLibraryAt(): (change: Partial<LibraryQuery>) => void {
  const session = sessionOf(useClient())
  return (change) => {
    session.setQuery({ ...noFilters, trashed: false, collectionId: null, ...change })
    navigate({ name: 'library' })
  }
}
