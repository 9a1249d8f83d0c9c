import { useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { Route } from './routes.ts'
import { parseRoute, pathOf } from './routes.ts'

// The browser's own history is the router. Each entry carries a key under which a screen keeps what it wants to find
// again when a person returns to it: where it was scrolled, what was selected.

const listeners = new Set<() => void>()

function notify(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('popstate', notify)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('popstate', notify)
  }
}

/** How deep the current entry is, and its key. An entry made outside this router is the first one. */
function currentEntry(): { key: string; depth: number } {
  const state: unknown = window.history.state
  if (typeof state === 'object' && state !== null && 'key' in state && 'depth' in state) {
    const { key, depth } = state
    if (typeof key === 'string' && typeof depth === 'number') return { key, depth }
  }
  return { key: 'first', depth: 0 }
}

let counter = 0
const newKey = () => `${Date.now().toString(36)}-${counter++}`

export type NavigateOptions = { replace?: boolean }

/** Goes to a screen. The same address again replaces the entry. */
export function navigate(to: Route | string, { replace = false }: NavigateOptions = {}): void {
  const address = typeof to === 'string' ? to : pathOf(to)
  const same = address === window.location.pathname + window.location.search
  const { key, depth } = currentEntry()
  if (replace || same) window.history.replaceState({ key, depth }, '', address)
  else window.history.pushState({ key: newKey(), depth: depth + 1 }, '', address)
  notify()
}

const canGoBack = (): boolean => currentEntry().depth > 0

/** One step back, or to `fallback` when this is where the person came in. */
export function goBack(fallback: Route): void {
  if (canGoBack()) window.history.back()
  else navigate(fallback, { replace: true })
}

export function useRoute(): Route {
  const path = useSyncExternalStore(subscribe, () => window.location.pathname)
  return useMemo(() => parseRoute(path), [path])
}

function useEntryKey(): string {
  return useSyncExternalStore(subscribe, () => currentEntry().key)
}

const remembered = new Map<string, unknown>()
const maxRemembered = 200

function remember(key: string, value: unknown): void {
  remembered.delete(key)
  remembered.set(key, value)
  const oldest = remembered.keys().next()
  if (remembered.size > maxRemembered && oldest.done !== true) remembered.delete(oldest.value)
}

/** Keeps an element's scroll position per entry and restores it once `ready`. Returns the ref to put on the element. */
export function useScrollMemory(ready = true): React.RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement | null>(null)
  const key = `scroll@${useEntryKey()}`
  useLayoutEffect(() => {
    const top = remembered.get(key)
    if (ready && ref.current !== null && typeof top === 'number') ref.current.scrollTop = top
  }, [key, ready])
  useEffect(() => {
    const element = ref.current
    if (element === null || !ready) return
    const save = () => remember(key, element.scrollTop)
    element.addEventListener('scroll', save, { passive: true })
    return () => element.removeEventListener('scroll', save)
  }, [key, ready])
  return ref
}
