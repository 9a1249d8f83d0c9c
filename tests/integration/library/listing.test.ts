import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { titleKey } from '../../../src/main/core/store/title-key.ts'
import { AssetSummary, type LibraryQuery } from '../../../src/shared/contract/library.ts'
import { addWork, openTemp, someTime } from '../store/temp-store.ts'
import { everything, libraryOver, titles, walk } from './query.ts'

const kinds = ['image', 'audio', 'video', 'text'] as const
const statuses = ['queued', 'processing', 'ready', 'failed'] as const

// Few letters, times and kinds, so that ties and matches are common.
const title = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'b', 'B', 'é', 'e', ' ', '.', '%', '_', '"', '雨', '🌅'),
    minLength: 1,
    maxLength: 12,
  }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
)
const work = fc.record({
  title,
  kind: fc.constantFrom(...kinds),
  status: fc.constantFrom(...statuses),
  at: fc.constantFrom(1, 2, 3, 1_700_000_000_000),
  trashed: fc.boolean(),
})
type ModelWork = { title: string; kind: string; status: string; at: number; trashed: boolean; row: number }

// A dash before a word and a colon inside it belong to the language of searches, which has its own model.
const plainWords = title.map((text) => text.replaceAll(':', '').replace(/(^|[\s"])-+/gu, '$1'))

const query = fc.record<LibraryQuery>({
  text: fc.oneof(fc.constant(''), plainWords),
  kinds: fc.subarray([...kinds]),
  statuses: fc.subarray([...statuses]),
  collectionId: fc.constant(null),
  trashed: fc.boolean(),
  sort: fc.constantFrom('newest', 'oldest', 'name'),
})

/** The same question answered plainly, over an array. */
function expected(works: readonly ModelWork[], wanted: LibraryQuery): string[] {
  const words = wanted.text.split(/[\s"]+/u).flatMap((typed) => {
    const word = titleKey(typed).trim()
    return word === '' ? [] : [word]
  })
  const bytes = (text: string): Buffer => Buffer.from(titleKey(text))
  const order: Record<LibraryQuery['sort'], (a: ModelWork, b: ModelWork) => number> = {
    newest: (a, b) => b.at - a.at || b.row - a.row,
    oldest: (a, b) => a.at - b.at || a.row - b.row,
    name: (a, b) => Buffer.compare(bytes(a.title), bytes(b.title)) || a.row - b.row,
  }
  return works
    .filter(
      (found) =>
        found.trashed === wanted.trashed &&
        (wanted.kinds.length === 0 || wanted.kinds.some((kind) => kind === found.kind)) &&
        (wanted.statuses.length === 0 || wanted.statuses.some((status) => status === found.status)) &&
        words.every((word) => titleKey(found.title).includes(word)),
    )
    .sort(order[wanted.sort])
    .map((found) => found.title)
}

describe('listing', () => {
  it('answers every query like a plain filter and sort, in pages of any size, with outline and counts that agree', () => {
    fc.assert(
      fc.property(
        fc.array(work, { maxLength: 25 }),
        fc.array(fc.tuple(query, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 12 }),
        (works, queries) => {
          const store = openTemp()
          const library = libraryOver(store)
          const model = works.map((made, row) => ({ ...made, row }))
          store.transaction('fill', (write) => {
            for (const made of model) {
              const { assetId } = addWork(write, made)
              if (made.trashed) write.command('UPDATE asset SET trashed_at = 5 WHERE id = ?').run(assetId)
            }
          })
          for (const [wanted, pageSize] of queries) {
            const right = expected(model, wanted)
            expect(titles(walk(library, wanted, pageSize))).toEqual(right)

            const { total, cursors } = library.outline({ query: wanted, pageSize })
            const doors = cursors.flatMap((cursor) =>
              titles(library.list({ query: wanted, cursor, limit: pageSize }).items),
            )
            expect([total, cursors.length, doors]).toEqual([right.length, Math.ceil(right.length / pageSize), right])
            expect(library.counts(wanted).total).toBe(right.length)
          }
          store.close()
        },
      ),
      { numRuns: 40 },
    )
  })

  it('takes what a person types as letters, never as a query language', () => {
    const store = openTemp()
    const library = libraryOver(store)
    store.transaction('fill', (write) => {
      for (const name of ['plain picture', '100% cotton', 'snake_case', 'say "cheese"', 'a*b', 'NOT this', "O'Brien"]) {
        addWork(write, { title: name })
      }
    })
    const found = (text: string): string[] => titles(walk(library, { ...everything, text, sort: 'name' }, 50))
    expect([
      found('%'),
      found('_'),
      found('*'),
      found('pic*'),
      found('NOT'),
      found('title : plain'),
      found('plain OR snake'),
      found('NEAR(plain picture)'),
      found("'"),
      found('^plain'),
      found('pl_in'),
      found('p%n'),
      found('\\'),
      found('cheese" OR "plain'),
    ]).toEqual([
      ['100% cotton'],
      ['snake_case'],
      ['a*b'],
      [],
      ['NOT this'],
      [],
      [],
      [],
      ["O'Brien"],
      [],
      [],
      [],
      [],
      [],
    ])
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(() => library.list({ query: { ...everything, text }, cursor: null, limit: 5 })).not.toThrow()
        expect(() => library.counts({ ...everything, text })).not.toThrow()
      }),
      { numRuns: 300 },
    )
  })

  it('finds every title by any part of itself, whatever its case and accents', () => {
    const store = openTemp()
    const library = libraryOver(store)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), fc.nat(), fc.nat(), (name, a, b) => {
        fc.pre(titleKey(name).trim() !== '')
        store.transaction('add', (write) => addWork(write, { title: name }))
        const letters = [...titleKey(name)]
        const [from, to] = [a % letters.length, b % letters.length].sort((x, y) => x - y)
        const part = letters.slice(from, (to ?? 0) + 1).join('')
        // In quotes, so that a hyphen or a colon in a name is no sign of the language; a quote itself parts words.
        const text = (part.match(/[^\s"]+/gu) ?? []).map((word) => `"${word}"`).join(' ')
        expect(titles(walk(library, { ...everything, text }, 500))).toContain(name)
      }),
      { numRuns: 200 },
    )
  })

  it('survives ten thousand characters of words', () => {
    const store = openTemp()
    const library = libraryOver(store)
    store.transaction('add', (write) => addWork(write, { title: 'one two' }))
    const many = (step: string): string => Array.from({ length: 2_000 }, (_, i) => `${step}${i}`).join(' ')
    for (const text of [many(''), many('word'), 'a'.repeat(10_000), 'x-'.repeat(5_000), 'kind:'.repeat(2_000)]) {
      expect(library.outline({ query: { ...everything, text: text.slice(0, 10_000) }, pageSize: 10 })).toEqual({
        total: 0,
        cursors: [],
      })
    }
  })

  it('looks through thousands of matches in order, and counts them right', () => {
    const store = openTemp()
    const library = libraryOver(store)
    store.transaction('fill', (write) => {
      for (let i = 0; i < 5_200; i++) addWork(write, { title: `img ${i}${i % 100 === 0 ? ' harbour' : ''}`, at: i })
    })
    const common = { ...everything, text: 'img' }
    const outline = library.outline({ query: common, pageSize: 500 })
    const last = library.list({ query: common, cursor: outline.cursors.at(-1) ?? null, limit: 500 })
    expect([outline.total, outline.cursors.length, titles(last.items).at(-1), last.nextCursor]).toEqual([
      5_200,
      11,
      'img 0 harbour',
      null,
    ])
    expect(library.counts({ ...everything, text: 'harbour im' }).total).toBe(52)
    expect(walk(library, common, 500).length).toBe(5_200)
  })

  it('refuses a cursor of another sort or from elsewhere, and takes one whose work has gone', () => {
    const store = openTemp()
    const library = libraryOver(store)
    store.transaction('fill', (write) => {
      for (let i = 0; i < 5; i++) addWork(write, { title: `work ${i}`, at: i })
    })
    const { nextCursor, items } = library.list({ query: everything, cursor: null, limit: 2 })
    const bad = expect.objectContaining({ code: 'BAD_INPUT' })
    expect(() => library.list({ query: { ...everything, sort: 'name' }, cursor: nextCursor, limit: 2 })).toThrow(bad)
    expect(() => library.list({ query: everything, cursor: 'nonsense', limit: 2 })).toThrow(bad)
    library.remove(items.map((item) => item.assetId))
    expect(titles(library.list({ query: everything, cursor: nextCursor, limit: 2 }).items)).toEqual([
      'work 2',
      'work 1',
    ])
  })

  it('continues through names too long for a cursor, also when one of them is renamed meanwhile', () => {
    const store = openTemp()
    const library = libraryOver(store)
    const long = '雨'.repeat(200)
    store.transaction('fill', (write) => {
      for (let i = 0; i < 6; i++) addWork(write, { title: `${long}${i}` })
    })
    const byName = { ...everything, sort: 'name' } as const
    const all = Array.from({ length: 6 }, (_, i) => `${long}${i}`)
    expect(titles(walk(library, byName, 2))).toEqual(all)
    const first = library.list({ query: byName, cursor: null, limit: 2 })
    const moved = first.items[1]
    if (moved !== undefined) library.rename(moved.assetId, 'zzz')
    const rest = titles(library.list({ query: byName, cursor: first.nextCursor, limit: 10 }).items)
    expect(rest).toEqual(expect.arrayContaining([...all.slice(2)]))
  })

  it('shows works as the contract has them: seal, thumbnail, reason of failure', () => {
    const store = openTemp()
    const library = libraryOver(store)
    const [ready, failed, queued] = store.transaction('fill', (write) => [
      addWork(write, { title: 'ready', thumbnail: true, content: 'a', at: 3 }),
      addWork(write, { title: 'failed', status: 'failed', path: '/f.png', content: 'b', at: 2 }),
      addWork(write, { title: 'queued', status: 'queued', content: 'c', at: 1 }),
    ])
    const items = library.list({ query: everything, cursor: null, limit: 10 }).items
    const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
    const common = { kind: 'image', bytes: 1000, mediaType: 'image/png' }
    const unknown = { width: null, height: null, qualityScore: null, thumbnailKey: null }
    expect(items.map((item) => AssetSummary.parse(item))).toEqual([
      {
        ...common,
        assetId: ready.assetId,
        title: 'ready',
        status: 'ready',
        createdAt: 3,
        sha256: hex(ready.sha256),
        width: 640,
        height: 480,
        qualityScore: 0.75,
        seal: '8000000000000001',
        thumbnailKey: ready.versionId.slice(-12),
        failure: null,
        favourite: false,
        rating: 0,
      },
      {
        ...common,
        ...unknown,
        assetId: failed.assetId,
        title: 'failed',
        status: 'failed',
        createdAt: 2,
        sha256: hex(failed.sha256),
        seal: hex(failed.sha256).slice(0, 16),
        failure: '/f.png is damaged.',
        favourite: false,
        rating: 0,
      },
      {
        ...common,
        ...unknown,
        assetId: queued.assetId,
        title: 'queued',
        status: 'queued',
        createdAt: 1,
        sha256: hex(queued.sha256),
        seal: hex(queued.sha256).slice(0, 16),
        failure: null,
        favourite: false,
        rating: 0,
      },
    ])
  })

  it('counts anew after every change', () => {
    const store = openTemp()
    const library = libraryOver(store)
    const totals = () => {
      const { total, trashed, byStatus } = library.counts(everything)
      return [total, trashed, byStatus.ready]
    }
    const seen = [totals()]
    const { assetId } = store.transaction('add', (write) => addWork(write, { at: someTime }))
    seen.push(totals())
    library.remove([assetId])
    seen.push(totals())
    library.restore([assetId])
    seen.push(totals())
    expect(seen).toEqual([
      [0, 0, 0],
      [1, 0, 1],
      [0, 1, 0],
      [1, 0, 1],
    ])
  })
})
