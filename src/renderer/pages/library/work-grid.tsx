import { type DragEvent, type MouseEvent, useEffect, useRef, useSyncExternalStore } from 'react'
import { ContextMenu, type MenuItem } from '../../components/menu.tsx'
import { useT } from '../../i18n/locale.tsx'
import { beginDragging, endDragging, useDragging } from '../../state/dragging.ts'
import { Cell } from './cell.tsx'
import { ListHead, ListRow } from './list-row.tsx'
import { gridGap, type Layout, type LibraryView, rowOfIndex, rowTop, type Span } from './row-layout.ts'
import { isSelected, nothing, selectBetween, selectIds, toggle } from './selection.ts'
import type { Transport } from '../../state/connection.ts'
import { useTransport } from '../../state/core.tsx'
import type { LibrarySession } from './session.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { useScroller } from './use-scroller.ts'

export type WorkGridProps = {
  session: LibrarySession
  view: LibraryView
  thumbnailSize: number
  menu: readonly MenuItem[]
  onOpen(index: number): void
}

/** The works of the query: as many as there are, as few elements as fit the screen. */
export function WorkGrid({ session, view, thumbnailSize, menu, onOpen }: WorkGridProps) {
  const t = useT()
  const { dragOut } = useTransport()
  const ref = useRef<HTMLDivElement>(null)
  const { layout, rows, shift, hurried } = useScroller(session, ref, view, thumbnailSize)
  useGridKeys(session, ref)
  useSyncExternalStore(session.window.subscribe, session.window.getState)
  const active = session.view((state) => state.active)
  const selection = session.view((state) => state.selection)
  const listed = layout.view === 'list'

  // A person who comes back finds the focus where it was.
  useEffect(() => {
    if (document.activeElement !== document.body || session.view.getState().selection === nothing) return
    const cell = ref.current?.querySelector('[tabindex="0"][data-index]')
    if (cell instanceof HTMLElement) cell.focus({ preventScroll: true })
  }, [session])

  return (
    <ContextMenu items={menu}>
      <div
        ref={ref}
        role="grid"
        className="works"
        data-view={layout.view}
        aria-label={t('library.gridLabel')}
        aria-multiselectable
        aria-rowcount={layout.rowCount + (listed ? 1 : 0)}
        aria-colcount={listed ? 9 : layout.columns}
        onClick={(event) => choose(session, event)}
        onDoubleClick={(event) => {
          const index = indexUnder(event)
          if (index !== undefined) onOpen(index)
        }}
        onContextMenu={(event) => chooseForMenu(session, event)}
        onDragStart={(event) => drag(session, event, dragOut)}
        onDragEnd={endDragging}
      >
        {listed && <ListHead />}
        <div role="presentation" className="works-content" style={{ height: layout.physicalHeight }}>
          {rowsToDraw(layout, rows, active).map((row) => {
            const first = row * layout.columns
            const top = rowTop(layout, row) - shift
            if (listed) {
              const work = session.window.itemAt(first)
              const selected = isSelected(selection, first, work?.assetId)
              return (
                <ListRow
                  key={row}
                  index={first}
                  rowIndex={row + 2}
                  work={work}
                  selected={selected}
                  active={first === active}
                  hurried={hurried}
                  top={top}
                />
              )
            }
            const count = Math.min(layout.columns, layout.total - first)
            return (
              <div
                key={row}
                role="row"
                aria-rowindex={row + 1}
                className="grid-row"
                style={{ transform: `translateY(${top}px)`, gap: gridGap }}
              >
                {Array.from({ length: count }, (_cell, column) => {
                  const index = first + column
                  const work = session.window.itemAt(index)
                  return (
                    <Cell
                      key={index}
                      index={index}
                      column={column}
                      work={work}
                      size={layout.columnWidth}
                      selected={isSelected(selection, index, work?.assetId)}
                      active={index === active}
                      hurried={hurried}
                    />
                  )
                })}
              </div>
            )
          })}
        </div>
      </div>
    </ContextMenu>
  )
}

/** Rows on the screen, and the one with the active work wherever it is, so that the focus is never lost with its element. */
function rowsToDraw(layout: Layout, { first, end }: Span, active: number): number[] {
  const rows = Array.from({ length: Math.max(0, end - first) }, (_row, i) => first + i)
  const held = rowOfIndex(layout, active)
  if (held >= layout.rowCount || (held >= first && held < end)) return rows
  return held < first ? [held, ...rows] : [...rows, held]
}

function indexUnder(event: MouseEvent): number | undefined {
  const cell = event.target instanceof Element ? event.target.closest('[data-index]') : null
  const index = Number(cell?.getAttribute('data-index') ?? Number.NaN)
  return Number.isInteger(index) ? index : undefined
}

function choose(session: LibrarySession, event: MouseEvent): void {
  const index = indexUnder(event)
  const { selection, pivot } = session.view.getState()
  if (index === undefined) {
    session.view.setState({ selection: selectIds([]) })
    return
  }
  const work = session.window.itemAt(index)
  if (event.shiftKey) session.view.setState({ active: index, selection: selectBetween(pivot, index) })
  else if (work === undefined)
    session.view.setState({ active: index, pivot: index, selection: selectBetween(index, index) })
  else if (event.ctrlKey || event.metaKey)
    session.view.setState({ active: index, pivot: index, selection: toggle(selection, index, work.assetId) })
  else session.view.setState({ active: index, pivot: index, selection: selectIds([work.assetId]) })
}

/** Dragged by one of the selected works, all of them come along; any other one comes alone. */
function drag(session: LibrarySession, event: DragEvent, dragOut: Transport['dragOut']): void {
  const index = indexUnder(event)
  const work = index === undefined ? undefined : session.window.itemAt(index)
  if (index === undefined || work === undefined) {
    event.preventDefault()
    return
  }
  const { selection } = session.view.getState()
  if (!isSelected(selection, index, work.assetId)) {
    session.view.setState({ active: index, pivot: index, selection: selectIds([work.assetId]) })
  }
  beginDragging([work.assetId])
  // Where the system can carry files, its own drag takes over; the page still knows which works they are.
  if (dragOut !== null) event.preventDefault()
  event.dataTransfer.effectAllowed = 'copy'
  event.dataTransfer.setData('text/plain', work.title)
  // What lies beyond the pages at hand is asked for while the hand is still moving.
  void session.selectedIds(new AbortController().signal).then((works) => {
    useDragging.setState((state) => (state.works === null ? state : { works }))
    // A work whose file is gone stays where it is; its page says so.
    return dragOut?.(works).catch(() => endDragging())
  })
}

/** A right click on a work outside the selection makes it the selection. */
function chooseForMenu(session: LibrarySession, event: MouseEvent): void {
  const index = indexUnder(event)
  if (index === undefined) {
    event.preventDefault()
    return
  }
  const work = session.window.itemAt(index)
  if (!isSelected(session.view.getState().selection, index, work?.assetId)) choose(session, event)
  else session.view.setState({ active: index })
}
