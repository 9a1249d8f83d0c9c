import { useEffect, useSyncExternalStore } from 'react'
import type { AssetId } from '../../../shared/domain/ids.ts'
import { navigate } from '../../router/router.ts'
import type { LibrarySession } from '../library/session.ts'
import { goTo } from '../library/use-grid-keys.ts'

export type Neighbours = {
  /** 0-based place in the library's current result; null when the work is not part of it. */
  index: number | null
  total: number
  /** Goes one work back (−1) or on (1); false at the ends. */
  step(by: 1 | -1): boolean
}

/** The works before and after this one, in the library as the person left it. */
export function useNeighbours(session: LibrarySession, assetId: AssetId): Neighbours {
  const { total } = useSyncExternalStore(session.window.subscribe, session.window.getState)
  const found = session.window.indexOf(assetId)
  const index = found ?? null

  // Keeps the pages around at hand, so that walking on never waits.
  useEffect(() => {
    if (index !== null) session.window.show({ first: Math.max(0, index - 40), end: Math.min(total, index + 41) })
  }, [session, index, total])

  const step = (by: 1 | -1) => {
    const target = index === null ? -1 : index + by
    const work = target < 0 ? undefined : session.window.itemAt(target)
    if (work === undefined) return false
    // The library stands there too when the person returns.
    goTo(session, target, 'one')
    navigate({ name: 'work', assetId: work.assetId }, { replace: true })
    return true
  }
  return { index, total, step }
}
