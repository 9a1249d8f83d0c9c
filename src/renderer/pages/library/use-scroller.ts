import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { useShallow } from 'zustand/shallow'
import {
  indexesOf,
  type Layout,
  type LibraryView,
  layoutOf,
  rowsAt,
  type Span,
  toPhysical,
  topToKeep,
  toVirtual,
} from './row-layout.ts'
import type { LibrarySession } from './session.ts'

// Ties the scrolling element to the arithmetic: its size makes the layout, its position the rows to draw.

/** Height of the list's head, which stays in view and takes its part of the element. */
export const listHeadHeight = 32

export type Scroller = {
  layout: Layout
  rows: Span
  /** What to take from a row's virtual offset to get its place in the element. */
  shift: number
  /** The works rush past faster than anyone can look at them. */
  hurried: boolean
}

/** CSS pixels per millisecond from which nobody looks, and how long after the last movement it is quiet. */
const hurriedSpeed = 5
const quietMs = 90

export function useScroller(
  session: LibrarySession,
  ref: RefObject<HTMLElement | null>,
  view: LibraryView,
  thumbnailSize: number,
): Scroller {
  const state = session.view(
    useShallow(({ layout, top }) => {
      const { first, end } = rowsAt(layout, top)
      const scaled = layout.physicalHeight !== layout.virtualHeight
      return { layout, first, end, shift: scaled ? top - toPhysical(layout, top) : 0 }
    }),
  )
  const jump = session.view((s) => s.jump)
  const [hurried, setHurried] = useState(false)

  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const measure = () => {
      const { layout, top, jump: jumps } = session.view.getState()
      const height = element.clientHeight - (view === 'list' ? listHeadHeight : 0)
      const after = layoutOf({
        view,
        width: element.clientWidth,
        height,
        thumbnailSize,
        total: session.window.getState().total,
      })
      if (sameInput(layout, after)) return
      // The first work in sight stays the first one, whatever the new number of columns.
      const held = Math.max(0, Math.ceil((top - layout.padding) / layout.rowHeight)) * layout.columns
      const atTop = top <= layout.padding
      const kept = atTop ? 0 : topToKeep(layout, top, Math.min(held, Math.max(0, layout.total - 1)), after, held)
      session.view.setState({ layout: after, top: kept, jump: jumps + 1 })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [session, ref, view, thumbnailSize])

  useLayoutEffect(() => {
    const { layout, top } = session.view.getState()
    if (ref.current !== null && jump >= 0) ref.current.scrollTop = toPhysical(layout, top)
  }, [session, ref, jump])

  useEffect(() => {
    const element = ref.current
    if (element === null) return
    let last = { at: performance.now(), top: element.scrollTop }
    let quiet: ReturnType<typeof setTimeout> | undefined
    const onScroll = () => {
      const { layout } = session.view.getState()
      const now = { at: performance.now(), top: element.scrollTop }
      const speed = Math.abs(now.top - last.top) / Math.max(8, now.at - last.at)
      last = now
      session.view.setState({ top: toVirtual(layout, now.top) })
      setHurried(speed > hurriedSpeed)
      clearTimeout(quiet)
      if (speed > hurriedSpeed) quiet = setTimeout(() => setHurried(false), quietMs)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      clearTimeout(quiet)
      element.removeEventListener('scroll', onScroll)
    }
  }, [session, ref])

  const { layout, first, end, shift } = state
  useEffect(() => {
    session.window.show(indexesOf(layout, { first, end }))
  }, [session, layout, first, end])

  return { layout, rows: { first, end }, shift, hurried }
}

function sameInput(before: Layout, after: Layout): boolean {
  const [one, other] = [before.input, after.input]
  return (
    one.view === other.view &&
    one.width === other.width &&
    one.height === other.height &&
    one.total === other.total &&
    one.thumbnailSize === other.thumbnailSize
  )
}
