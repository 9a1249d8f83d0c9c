import type { AssetSummary } from '../../../shared/contract/library.ts'
import type { AssetId } from '../../../shared/domain/ids.ts'
import type { Span } from './row-layout.ts'

// Pages of one state of one list, fetched by keyset, the least recently wanted let go first.

export type PageStoreOptions = {
  readonly fetch: (
    cursor: string | null,
    limit: number,
    signal: AbortSignal,
  ) => Promise<{ items: readonly AssetSummary[]; nextCursor: string | null }>
  /** The door to every page. */
  readonly cursors: readonly (string | null)[]
  readonly pageSize: number
  readonly maxPages: number
  /** When the doors were made, in milliseconds. */
  readonly asOf: number
  readonly changed: (pages: PageStore) => void
  readonly failed: (pages: PageStore, error: unknown) => void
  /** The state before: works that have not changed keep being the same object, so that their cells are not drawn again. */
  readonly before?: PageStore
}

/** Largest page the contract allows; for gathering ids. */
const gatheringLimit = 500
const mostInFlight = 4

export class PageStore {
  readonly #options: PageStoreOptions
  /** In order of last use. */
  readonly #pages = new Map<number, readonly AssetSummary[]>()
  readonly #positions = new Map<AssetId, number>()
  readonly #inFlight = new Map<number, AbortController>()
  #queue: number[] = []
  #closed = false
  #before: PageStore | undefined

  constructor(options: PageStoreOptions) {
    this.#options = options
    this.#before = options.before
  }

  /** Lets the state before go; without this each state would hold on to all earlier ones. */
  settle(): void {
    this.#before = undefined
  }

  has(page: number): boolean {
    return page >= 0 && page < this.#options.cursors.length
  }

  itemAt(index: number): AssetSummary | undefined {
    const { pageSize } = this.#options
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize]
  }

  indexOf(assetId: AssetId): number | undefined {
    return this.#positions.get(assetId)
  }

  /** Pages that hold these positions. */
  pagesOf({ first, end }: Span): number[] {
    const { pageSize, cursors } = this.#options
    const from = Math.max(0, Math.floor(first / pageSize))
    const to = Math.min(cursors.length, Math.ceil(end / pageSize))
    return Array.from({ length: Math.max(0, to - from) }, (_page, i) => from + i)
  }

  /** Fetches what is missing of these positions; requests for pages no longer wanted are called off. */
  want(span: Span): void {
    const pages = this.pagesOf(span)
    const wanted = new Set(pages)
    for (const [page, request] of this.#inFlight) if (!wanted.has(page)) request.abort()
    for (const page of pages) this.#touch(page)
    // From the middle outwards: what a person looks at comes first.
    const middle = (span.first + span.end) / 2 / this.#options.pageSize - 0.5
    this.#queue = pages
      .filter((page) => !this.#pages.has(page) && !this.#inFlight.has(page))
      .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
    this.#startNext()
  }

  /** Fetches these pages and waits for them. Throws what the fetch threw. */
  async load(pages: readonly number[], signal: AbortSignal): Promise<void> {
    const missing = pages.filter((page) => this.has(page) && !this.#pages.has(page))
    await Promise.all(missing.map(async (page) => this.#keep(page, await this.#fetch(page, signal))))
  }

  /** Ids at these positions, in order. Works that came after the outline was made are passed over and do not count. */
  async idsIn({ first, end }: Span, signal: AbortSignal): Promise<readonly AssetId[]> {
    const { pageSize, cursors, fetch, asOf } = this.#options
    const ids: AssetId[] = []
    const page = Math.floor(first / pageSize)
    let cursor = cursors[page] ?? null
    let position = page * pageSize
    for (;;) {
      const { items, nextCursor } = await fetch(cursor, gatheringLimit, signal)
      for (const item of items) {
        if (item.createdAt > asOf) continue
        if (position >= first && position < end) ids.push(item.assetId)
        position += 1
      }
      if (nextCursor === null || items.length === 0 || position >= end) return ids
      cursor = nextCursor
    }
  }

  /** Calls everything off. The pages stay readable. */
  close(): void {
    this.#closed = true
    this.#queue = []
    for (const request of this.#inFlight.values()) request.abort()
  }

  #startNext(): void {
    while (!this.#closed && this.#inFlight.size < mostInFlight) {
      const page = this.#queue.shift()
      if (page === undefined) return
      const request = new AbortController()
      this.#inFlight.set(page, request)
      this.#fetch(page, request.signal)
        .then(
          (items) => {
            if (this.#closed || request.signal.aborted) return
            this.#keep(page, items)
            this.#options.changed(this)
          },
          (error: unknown) => {
            if (!request.signal.aborted && !this.#closed) this.#options.failed(this, error)
          },
        )
        .finally(() => {
          if (this.#inFlight.get(page) === request) this.#inFlight.delete(page)
          this.#startNext()
        })
    }
  }

  async #fetch(page: number, signal: AbortSignal): Promise<readonly AssetSummary[]> {
    const { items } = await this.#options.fetch(this.#options.cursors[page] ?? null, this.#options.pageSize, signal)
    return items.map((item) => this.#known(item))
  }

  /** The object known before, where nothing about the work has changed. */
  #known(item: AssetSummary): AssetSummary {
    const index = this.#before?.indexOf(item.assetId)
    const old = index === undefined ? undefined : this.#before?.itemAt(index)
    return old !== undefined && sameSummary(old, item) ? old : item
  }

  #keep(page: number, items: readonly AssetSummary[]): void {
    this.#pages.delete(page)
    this.#pages.set(page, items)
    for (const [i, item] of items.entries()) this.#positions.set(item.assetId, page * this.#options.pageSize + i)
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= this.#options.maxPages) break
      for (const item of this.#pages.get(oldest) ?? []) this.#positions.delete(item.assetId)
      this.#pages.delete(oldest)
    }
  }

  #touch(page: number): void {
    const items = this.#pages.get(page)
    if (items === undefined) return
    this.#pages.delete(page)
    this.#pages.set(page, items)
  }
}

function sameSummary(a: AssetSummary, b: AssetSummary): boolean {
  const [one, other] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))]
  return one.length === other.size && one.every(([key, value]) => other.get(key) === value)
}
