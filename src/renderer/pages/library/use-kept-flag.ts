import { useState } from 'react'

/** A choice about this window that is remembered in this browser. */
export function useKeptFlag(key: string, otherwise: boolean): [boolean, (flag: boolean) => void] {
  const [flag, setFlag] = useState(() => {
    try {
      const kept = localStorage.getItem(key)
      return kept === null ? otherwise : kept === 'true'
    } catch {
      return otherwise
    }
  })
  const keep = (next: boolean) => {
    setFlag(next)
    try {
      localStorage.setItem(key, String(next))
    } catch {
      // Without storage it holds until the window closes.
    }
  }
  return [flag, keep]
}
