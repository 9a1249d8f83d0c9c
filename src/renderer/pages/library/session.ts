import { create, type StoreApi, type UseBoundStore } from 'zustand'
import { LibraryQuery } from '../../../shared/contract/library.ts'
import type { AssetId } from '../../../shared/domain/ids.ts'
import type { CoreClient } from '../../state/connection.ts'
import { type LibraryApi, LibraryWindow } from './library-window.ts'
import { type Layout, layoutOf, rowOfIndex, rowsAt, indexesOf, topToKeep } from './row-layout.ts'
import { nothing, resolved, type Selection, selectIds, selectionCount } from './selection.ts'

// What a person left behind in the library and finds again on return: the query, the place, the selection. It lives as long as the page.

export type LibraryViewState = {
  /** Virtual offset of the upper edge. */
  top: number
  layout: Layout
  /** The work that keys act on. */
  active: number
  /** Where a range began. */
  pivot: number
  selection: Selection
  /** Grows when the view has to scroll to `top`, because it was set by something else than scrolling. */
  jump: number
}

export type LibrarySession = {
  readonly window: LibraryWindow
  readonly view: UseBoundStore<StoreApi<LibraryViewState>>
  setQuery(change: Partial<LibraryQuery>): void
  /** Ids of everything selected; asks the core for those of a long range. */
  selectedIds(signal: AbortSignal): Promise<readonly AssetId[]>
}

const emptyQuery = LibraryQuery.parse({})
const sessions = new WeakMap<CoreClient, LibrarySession>()

/** The library as this page last saw it. */
export function sessionOf(client: CoreClient): LibrarySession {
  const known = sessions.get(client)
  if (known !== undefined) return known
  const session = createSession({
    outline: (query, pageSize, signal) => client.library.outline({ query, pageSize }, { signal }),
    list: (query, cursor, limit, signal) => client.library.list({ query, cursor, limit }, { signal }),
  })
  sessions.set(client, session)
  void session.window.open(emptyQuery)
  return session
}

export function createSession(api: LibraryApi): LibrarySession {
  const layout = layoutOf({ view: 'grid', width: 1000, height: 700, total: 0, thumbnailSize: 184 })
  const view = create<LibraryViewState>()(() => ({ top: 0, layout, active: 0, pivot: 0, selection: nothing, jump: 0 }))

  const selectedIds = async (signal: AbortSignal) => {
    const { selection } = view.getState()
    const { range } = selection
    return resolved(selection, range === null ? [] : await window.idsIn(range, signal))
  }

  const window: LibraryWindow = new LibraryWindow(
    {
      api,
      onScreen: () => {
        const state = view.getState()
        const rows = rowsAt(state.layout, state.top)
        return { span: indexesOf(state.layout, rows), anchors: anchorsOf(state) }
      },
      // Positions are about to change: a range that is held by position becomes ids first.
      beforeMove: async () => {
        const { selection } = view.getState()
        if (selection.range === null) return
        const ids = await selectedIds(new AbortController().signal)
        // A person may have selected something else while the ids were fetched.
        if (view.getState().selection === selection) view.setState({ selection: selectIds(ids) })
      },
      moved: (distance, total) => {
        const state = view.getState()
        const after = layoutFor(state.layout, total)
        if (distance === null) {
          view.setState({ layout: after, top: 0, active: 0, pivot: 0, selection: nothing, jump: state.jump + 1 })
          return
        }
        const anchor = anchorsOf(state)[0]
        const within = (index: number) => Math.min(Math.max(0, index + distance), Math.max(0, total - 1))
        view.setState({
          layout: after,
          top: anchor === undefined ? state.top : topToKeep(state.layout, state.top, anchor, after, within(anchor)),
          active: within(state.active),
          pivot: within(state.pivot),
          jump: state.jump + 1,
        })
      },
    },
    emptyQuery,
  )

  return {
    window,
    view,
    setQuery: (change) => {
      void window.open({ ...window.getState().query, ...change })
    },
    selectedIds,
  }
}

/** Works on the screen to hold on to: the active one if it is in sight, then from the top; none at the very beginning. */
function anchorsOf({ layout, top, active, selection }: LibraryViewState): number[] {
  if (top <= layout.padding && active === 0 && selectionCount(selection) === 0) return []
  const first = Math.max(0, Math.ceil((top - layout.padding) / layout.rowHeight))
  const end = Math.floor((top - layout.padding + layout.height) / layout.rowHeight)
  const visible = Array.from(
    { length: Math.max(0, end - first) * layout.columns },
    (_index, i) => first * layout.columns + i,
  )
  const row = rowOfIndex(layout, active)
  return row >= first && row < end ? [active, ...visible.filter((index) => index !== active)] : visible
}

/** The same room for another number of works. */
export function layoutFor(layout: Layout, total: number): Layout {
  const { view, width, height, thumbnailSize } = layout.input
  return layoutOf({ view, width, height, total, thumbnailSize })
}
