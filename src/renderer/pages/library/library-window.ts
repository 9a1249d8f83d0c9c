import type { AssetSummary, LibraryQuery } from '../../../shared/contract/library.ts'
import type { AssetId } from '../../../shared/domain/ids.ts'
import { PageStore } from './page-store.ts'
import type { Span } from './row-layout.ts'

// The part of a query's result that is on the screen. It holds the outline (how many, and the door to every page) and a few pages;
// the rest of a library stays where it is. When the library changes, the next state is prepared beside the one shown and exchanged
// in one step, with the distance by which what is on the screen has moved.

export type LibraryApi = {
  outline(
    query: LibraryQuery,
    pageSize: number,
    signal: AbortSignal,
  ): Promise<{ total: number; cursors: readonly (string | null)[] }>
  list(
    query: LibraryQuery,
    cursor: string | null,
    limit: number,
    signal: AbortSignal,
  ): Promise<{ items: readonly AssetSummary[]; nextCursor: string | null }>
}

export type WindowState = {
  readonly query: LibraryQuery
  /** `loading`: nothing to show yet; `failed`: nothing to show, with the reason. */
  readonly phase: 'loading' | 'ready' | 'failed'
  readonly error: unknown
  readonly total: number
  /** A new query's first answer is on its way; the last one's is still shown. */
  readonly changing: boolean
  /** Grows with every change of what `itemAt` answers. */
  readonly revision: number
}

export type WindowOptions = {
  readonly api: LibraryApi
  readonly pageSize?: number
  readonly maxPages?: number
  /** What is on the screen, and which works to hold on to, most important first; empty to follow the beginning. */
  readonly onScreen: () => { span: Span; anchors: readonly number[] }
  /** Called before the positions change, while the old ones still hold. */
  readonly beforeMove?: () => Promise<void>
  /** There are `total` works now, and those on the screen stand `distance` positions further on; null for another list altogether. */
  readonly moved: (distance: number | null, total: number) => void
}

/** Most pages that are looked through for the work that was on the screen. */
const anchorPages = 6

export class LibraryWindow {
  readonly #options: WindowOptions
  readonly #pageSize: number
  readonly #listeners = new Set<() => void>()
  #state: WindowState
  #pages: PageStore
  #opening: AbortController | undefined
  #opened: Promise<void> = Promise.resolve()
  #refreshing: Promise<void> | undefined
  #refreshAgain = false
  #wanted: Span = { first: 0, end: 0 }

  constructor(options: WindowOptions, query: LibraryQuery) {
    this.#options = options
    this.#pageSize = options.pageSize ?? 100
    this.#state = { query, phase: 'loading', error: null, total: 0, changing: false, revision: 0 }
    this.#pages = this.#newPages(query, [])
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getState = (): WindowState => this.#state

  /** The work at a position, undefined while its page is not here. */
  itemAt(index: number): AssetSummary | undefined {
    return this.#pages.itemAt(index)
  }

  /** Position of a work, when its page is here. */
  indexOf(assetId: AssetId): number | undefined {
    return this.#pages.indexOf(assetId)
  }

  /** Shows the result of a query from its beginning. What was shown stays until the new one is here. */
  open(query: LibraryQuery): Promise<void> {
    this.#opened = this.#open(query)
    return this.#opened
  }

  async #open(query: LibraryQuery): Promise<void> {
    this.#opening?.abort()
    const opening = new AbortController()
    this.#opening = opening
    const shown = this.#state.phase === 'ready'
    this.#set({ query, phase: shown ? 'ready' : 'loading', changing: shown })
    try {
      const outline = await this.#options.api.outline(query, this.#pageSize, opening.signal)
      const pages = this.#newPages(query, outline.cursors)
      if (outline.total > 0) await pages.load([0], opening.signal)
      if (opening.signal.aborted) return
      this.#exchange(pages, outline.total, null)
    } catch (error) {
      if (!opening.signal.aborted) this.#set({ phase: 'failed', error, changing: false })
    }
  }

  /** Says which positions are on the screen: their pages are fetched, pages passed on the way are let go. */
  show(span: Span): void {
    const reach = span.end - span.first
    this.#wanted = { first: span.first - reach / 2, end: span.end + reach / 2 }
    this.#pages.want(this.#wanted)
  }

  /** Tries again what failed. */
  retry(): void {
    if (this.#state.phase === 'failed') void this.open(this.#state.query)
    else this.#pages.want(this.#wanted)
  }

  /** The library has changed: one look after the other, never two at once, the last request always answered. */
  refresh(): Promise<void> {
    this.#refreshAgain = true
    this.#refreshing ??= this.#refreshUntilQuiet().finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }

  async #refreshUntilQuiet(): Promise<void> {
    while (this.#refreshAgain) {
      this.#refreshAgain = false
      await this.#opened
      if (this.#state.phase === 'failed') await this.open(this.#state.query)
      else if (this.#state.phase === 'ready') await this.#refreshOnce()
    }
  }

  async #refreshOnce(): Promise<void> {
    const { query } = this.#state
    const opened = this.#opening
    const signal = opened?.signal ?? new AbortController().signal
    try {
      const outline = await this.#options.api.outline(query, this.#pageSize, signal)
      const pages = this.#newPages(query, outline.cursors, this.#pages)
      const { span, anchors } = this.#options.onScreen()
      const distance = anchors.length === 0 ? 0 : await this.#distance(pages, outline.total, anchors, signal)
      await pages.load(pages.pagesOf({ first: span.first + distance, end: span.end + distance }), signal)
      await this.#options.beforeMove?.()
      // Another query was opened meanwhile: its own answer counts.
      if (signal.aborted || this.#opening !== opened) return
      this.#exchange(pages, outline.total, distance)
    } catch (error) {
      // What is shown stays; a lost connection says so elsewhere, and the next change asks again.
      if (!signal.aborted && this.#state.phase !== 'ready') this.#set({ phase: 'failed', error })
    }
  }

  /** How far the first anchor that can be found has moved, looking where it most likely is now and then around. */
  async #distance(pages: PageStore, total: number, anchors: readonly number[], signal: AbortSignal): Promise<number> {
    const held = anchors.flatMap((index) => {
      const item = this.itemAt(index)
      return item === undefined ? [] : [{ index, assetId: item.assetId }]
    })
    const first = held[0]
    if (first === undefined) return 0
    const grown = total - this.#state.total
    const likely = [first.index + grown, first.index].map((index) => Math.floor(index / this.#pageSize))
    const around = [1, -1, 2, -2].map((step) => (likely[0] ?? 0) + step)
    const candidates = [...new Set([...likely, ...around])].filter((page) => pages.has(page)).slice(0, anchorPages)
    for (const page of candidates) {
      await pages.load([page], signal)
      for (const { index, assetId } of held) {
        const now = pages.indexOf(assetId)
        if (now !== undefined) return now - index
      }
    }
    return 0
  }

  /**
   * Ids of the works at these positions, in order, whether or not their pages are here. Asks in the largest pages the contract
   * allows, and keeps nothing but the ids.
   */
  async idsIn(span: Span, signal: AbortSignal): Promise<readonly AssetId[]> {
    return await this.#pages.idsIn(span, signal)
  }

  #newPages(query: LibraryQuery, cursors: readonly (string | null)[], before?: PageStore): PageStore {
    return new PageStore({
      fetch: (cursor, limit, signal) => this.#options.api.list(query, cursor, limit, signal),
      cursors,
      pageSize: this.#pageSize,
      maxPages: this.#options.maxPages ?? 24,
      asOf: Date.now(),
      changed: (pages) => {
        if (pages === this.#pages) this.#set({})
      },
      failed: (pages, error) => {
        if (pages === this.#pages) this.#set({ error })
      },
      ...(before === undefined ? {} : { before }),
    })
  }

  #exchange(pages: PageStore, total: number, distance: number | null): void {
    this.#pages.close()
    this.#pages = pages
    pages.settle()
    // Told first, so that the first drawing of the new state already stands in the right place.
    this.#options.moved(distance, total)
    this.#set({ phase: 'ready', error: null, total, changing: false })
    this.#pages.want(this.#wanted)
  }

  #set(change: Partial<WindowState>): void {
    this.#state = { ...this.#state, ...change, revision: this.#state.revision + 1 }
    for (const listener of this.#listeners) listener()
  }
}
