import { type RefObject, useEffect } from 'react'
import { isTyping } from '../../commands/use-keyboard.ts'
import { useDirection } from '../../i18n/locale.tsx'
import { type Move, moved, topToShow } from './row-layout.ts'
import { selectBetween, selectIds, toggle } from './selection.ts'
import type { LibrarySession } from './session.ts'

const moves: Readonly<Record<string, Move>> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  ArrowUp: 'up',
  ArrowDown: 'down',
  h: 'previous',
  l: 'next',
  k: 'up',
  j: 'down',
  Home: 'first',
  End: 'last',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
}

const opposite: Partial<Record<Move, Move>> = { previous: 'next', next: 'previous' }

/** The move a key asks for. Arrows follow the writing direction; letters move only without Ctrl, Alt or Cmd. */
export function moveOf(
  press: { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean },
  direction: 'ltr' | 'rtl',
): Move | undefined {
  const letter = press.key.length === 1
  if (press.altKey || (letter && (press.ctrlKey || press.metaKey))) return undefined
  const move = moves[letter ? press.key.toLowerCase() : press.key]
  if (move === undefined || direction === 'ltr') return move
  return opposite[move] ?? move
}

/** Moves to a work, brings it into view, and selects: it alone, or with `extend` everything from where the range began. */
export function goTo(session: LibrarySession, index: number, how: 'one' | 'extend' | 'only-move'): void {
  const { layout, top, jump, pivot, selection } = session.view.getState()
  const work = session.window.itemAt(index)
  const one = work === undefined ? selectBetween(index, index) : selectIds([work.assetId])
  session.view.setState({
    active: index,
    pivot: how === 'one' ? index : pivot,
    selection: how === 'only-move' ? selection : how === 'extend' ? selectBetween(pivot, index) : one,
    top: topToShow(layout, top, index),
    jump: jump + 1,
  })
}

/** Arrow keys, hjkl, Home, End, Page keys: while the grid has the focus, or nothing has. */
export function useGridKeys(session: LibrarySession, ref: RefObject<HTMLElement | null>): void {
  const direction = useDirection()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return
      const inside = event.target instanceof Node && ref.current?.contains(event.target) === true
      if (!inside && !(event.target instanceof HTMLElement && /^(BODY|MAIN)$/.test(event.target.tagName))) return
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null) return
      const { layout, active, selection } = session.view.getState()
      if (event.key === ' ' && (event.ctrlKey || event.metaKey)) {
        const work = session.window.itemAt(active)
        if (work !== undefined)
          session.view.setState({ pivot: active, selection: toggle(selection, active, work.assetId) })
        event.preventDefault()
        return
      }
      const move = moveOf(event, direction)
      if (move === undefined || layout.total === 0) return
      event.preventDefault()
      const untouched = !inside && selection.range === null && selection.plus.size === 0
      // The first key press shows where one stands; the next ones move.
      const next = untouched && active === 0 && (move === 'next' || move === 'down') ? 0 : moved(layout, active, move)
      goTo(session, next, event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'only-move' : 'one')
      requestAnimationFrame(() => focusActive(session, ref.current))
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [session, ref, direction])
}

/** Puts the focus on the active work's element. */
export function focusActive(session: LibrarySession, grid: HTMLElement | null): void {
  const cell = grid?.querySelector(`[data-index="${session.view.getState().active}"]`)
  if (cell instanceof HTMLElement) cell.focus({ preventScroll: true })
}
