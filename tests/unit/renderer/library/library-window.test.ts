import { describe, expect, test } from 'vitest'
import type { AssetSummary, LibraryQuery } from '../../../../src/shared/contract/library.ts'
import type { Span } from '../../../../src/renderer/pages/library/row-layout.ts'
import type { LibraryApi } from '../../../../src/renderer/pages/library/library-window.ts'
import { LibraryWindow } from '../../../../src/renderer/pages/library/library-window.ts'
import { idOf, workOf } from './works.ts'

const query: LibraryQuery = { text: '', kinds: [], statuses: [], collectionId: null, trashed: false, sort: 'newest' }

/** A library in memory that pages by keyset, as the core does: a cursor is the last work before the page. */
function libraryOf(works: AssetSummary[]) {
  const library = { works, listCalls: 0, aborted: 0, failing: false, hold: undefined as Promise<void> | undefined }
  const api: LibraryApi = {
    outline: async (_query, pageSize) => {
      const pages = Math.ceil(library.works.length / pageSize)
      const cursors = Array.from({ length: pages }, (_c, i) =>
        i === 0 ? null : (library.works[i * pageSize - 1]?.assetId ?? null),
      )
      return { total: library.works.length, cursors }
    },
    list: async (_query, cursor, limit, signal) => {
      library.listCalls += 1
      await library.hold
      await Promise.resolve()
      if (signal.aborted) {
        library.aborted += 1
        throw new Error('called off')
      }
      if (library.failing) throw new Error('the core is gone')
      const start = cursor === null ? 0 : library.works.findIndex((work) => work.assetId === cursor) + 1
      const items = structuredClone(library.works.slice(start, start + limit))
      const last = items.at(-1)
      return { items, nextCursor: last !== undefined && start + limit < library.works.length ? last.assetId : null }
    },
  }
  return { library, api }
}

function windowOver(works: AssetSummary[]) {
  const { library, api } = libraryOf(works)
  const screen: { span: Span; anchors: readonly number[] } = { span: { first: 0, end: 20 }, anchors: [] }
  const moves: (number | null)[] = []
  const shown = new LibraryWindow(
    { api, pageSize: 10, maxPages: 5, onScreen: () => screen, moved: (distance) => moves.push(distance) },
    query,
  )
  return { library, shown, screen, moves }
}

const quiet = () => new Promise((resolve) => setTimeout(resolve, 5))
const titles = (shown: LibraryWindow, span: Span) =>
  Array.from({ length: span.end - span.first }, (_t, i) => shown.itemAt(span.first + i)?.title)
const works = (count: number) => Array.from({ length: count }, (_w, i) => workOf(count - i))

describe('a window over a library', () => {
  test('fetches only the pages on the screen and around it, and keeps a bounded number', async () => {
    const { library, shown } = windowOver(works(1000))
    await shown.open(query)
    expect([shown.getState().phase, shown.getState().total, library.listCalls]).toEqual(['ready', 1000, 1])
    shown.show({ first: 500, end: 520 })
    await quiet()
    expect(titles(shown, { first: 500, end: 502 })).toEqual(['Work 500', 'Work 499'])
    expect(library.listCalls).toBeLessThanOrEqual(6)
    for (const first of [100, 200, 300, 400]) {
      shown.show({ first, end: first + 20 })
      await quiet()
    }
    expect(shown.itemAt(0)).toBeUndefined()
    expect(shown.itemAt(500)).toBeUndefined()
    expect(shown.itemAt(400)?.title).toBe('Work 600')
  })

  test('pages passed on the way are called off', async () => {
    const { library, shown } = windowOver(works(1000))
    await shown.open(query)
    let release = () => {}
    library.hold = new Promise((resolve) => {
      release = resolve
    })
    shown.show({ first: 300, end: 320 })
    shown.show({ first: 900, end: 920 })
    release()
    await quiet()
    expect(library.aborted).toBeGreaterThan(0)
    expect([shown.itemAt(300), shown.itemAt(900)?.title]).toEqual([undefined, 'Work 100'])
  })

  test('new works move what is on the screen by exactly their number', async () => {
    const { library, shown, screen, moves } = windowOver(works(300))
    await shown.open(query)
    shown.show({ first: 100, end: 120 })
    await quiet()
    Object.assign(screen, { span: { first: 100, end: 120 }, anchors: [105] })
    const held = shown.itemAt(105)
    library.works = [...Array.from({ length: 17 }, (_w, i) => workOf(1017 - i)), ...library.works]
    await shown.refresh()
    expect([moves.at(-1), shown.getState().total]).toEqual([17, 317])
    // The very same object: its cell is not drawn again.
    expect(shown.itemAt(122)).toBe(held)
  })

  test('a work that is gone hands its part to the next one on the screen', async () => {
    const { library, shown, screen, moves } = windowOver(works(300))
    await shown.open(query)
    shown.show({ first: 100, end: 120 })
    await quiet()
    Object.assign(screen, { span: { first: 100, end: 120 }, anchors: [100, 101, 102] })
    library.works = library.works.filter((work) => work.assetId !== idOf(200))
    await shown.refresh()
    expect([moves.at(-1), shown.itemAt(100)?.title]).toEqual([-1, 'Work 199'])
  })

  test('at the beginning new works simply appear', async () => {
    const { library, shown, moves } = windowOver(works(30))
    await shown.open(query)
    library.works = [workOf(99), ...library.works]
    await shown.refresh()
    expect([moves.at(-1), shown.itemAt(0)?.title]).toEqual([0, 'Work 99'])
  })

  test('changes that come while one look is under way are answered by one more, not by each', async () => {
    const { library, shown } = windowOver(works(30))
    await shown.open(query)
    const before = library.listCalls
    library.works = [workOf(98), ...library.works]
    const looks = [shown.refresh(), shown.refresh(), shown.refresh()]
    await Promise.all(looks)
    expect(shown.itemAt(0)?.title).toBe('Work 98')
    expect(library.listCalls - before).toBeLessThanOrEqual(12)
  })

  test('ids of a range come in order, without works that arrived since', async () => {
    const { library, shown } = windowOver(works(700))
    await shown.open(query)
    library.works = [workOf(5000, { createdAt: Date.now() + 60_000 }), ...library.works]
    const ids = await shown.idsIn({ first: 0, end: 700 }, new AbortController().signal)
    expect(ids).toEqual(Array.from({ length: 700 }, (_id, i) => idOf(700 - i)))
    expect(await shown.idsIn({ first: 95, end: 97 }, new AbortController().signal)).toEqual([idOf(605), idOf(604)])
  })

  test('a failure to open is shown, and retrying shows the library', async () => {
    const { library, shown } = windowOver(works(5))
    library.failing = true
    await shown.open(query)
    expect(shown.getState().phase).toBe('failed')
    library.failing = false
    shown.retry()
    await quiet()
    expect([shown.getState().phase, shown.itemAt(0)?.title]).toEqual(['ready', 'Work 5'])
  })

  test('of two queries in quick succession only the last one is shown', async () => {
    const { shown } = windowOver(works(30))
    const first = shown.open({ ...query, text: 'a' })
    const second = shown.open({ ...query, text: 'ab' })
    await Promise.all([first, second])
    expect([shown.getState().query.text, shown.getState().phase, shown.getState().changing]).toEqual([
      'ab',
      'ready',
      false,
    ])
  })
})
