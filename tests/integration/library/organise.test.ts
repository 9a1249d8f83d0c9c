import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifyCustody } from '../../../src/main/core/custody/custody-log.ts'
import { createLibrary } from '../../../src/main/core/library/library.ts'
import { createJournal } from '../../../src/main/core/library/organise/journal.ts'
import { createOrganise } from '../../../src/main/core/library/organise/organise.ts'
import type { Store } from '../../../src/main/core/store/open-store.ts'
import type { Edit } from '../../../src/shared/contract/organise.ts'
import { type AssetId, StepId } from '../../../src/shared/domain/ids.ts'
import { addWork, newId, openAt, openTemp, someTime, tempDir } from '../store/temp-store.ts'
import { everything, titles, walk } from './query.ts'

function over(store: Store) {
  const now = () => someTime
  const journal = createJournal({ store, now, newId })
  const library = createLibrary({ store, now, newId, journal })
  const organise = createOrganise({ store, now, newId, journal })
  const found = (text: string) => titles(walk(library, { ...everything, text, sort: 'name' }, 50))
  return { journal, library, organise, found }
}

function addWorks(store: Store, names: readonly string[]): AssetId[] {
  return store.transaction('add', (write) => names.map((title) => addWork(write, { title }).assetId))
}

/** Everything a person can have changed. */
function state(store: Store): unknown {
  const all = (sql: string) => store.read((read) => read.query(sql).all())
  return [
    all('SELECT id, title, favourite, rating, note, trashed_at IS NULL AS here FROM asset ORDER BY id'),
    all('SELECT id, name FROM tag ORDER BY id'),
    all('SELECT tag_id, asset_row FROM asset_tag ORDER BY 1, 2'),
    all('SELECT id, parent_id, name, search FROM collection ORDER BY id'),
    all('SELECT collection_id, asset_row FROM collection_item ORDER BY 1, 2'),
  ]
}

describe('marking works', () => {
  it('finds them by what was set, and tells what changed and nothing that was so already', () => {
    const store = openTemp()
    const { organise, found, library } = over(store)
    const [a, b] = addWorks(store, ['a', 'b', 'c'])
    if (a === undefined || b === undefined) throw new Error('no works')
    const edit = { favourite: true, rating: 4, note: 'Shown in Zürich, 雨', addTags: ['On tour', 'on TOUR'] }
    expect(organise.edit([a, b], edit)).toMatchObject({ kind: 'edited', works: 2 })
    expect(organise.edit([b, a], edit)).toBeNull()
    organise.edit([b], { rating: 2 })
    expect([
      found('is:favourite'),
      found('rating:>=3'),
      found('zurich'),
      found('note:shown'),
      found('tag:"on tour"'),
      found('tour'),
      found('-is:tagged'),
    ]).toEqual([['a', 'b'], ['a'], ['a', 'b'], ['a', 'b'], ['a', 'b'], ['a', 'b'], ['c']])
    expect(organise.tags()).toEqual([expect.objectContaining({ name: 'On tour', works: 2 })])
    expect(library.get(a)).toMatchObject({ favourite: true, rating: 4, tags: [{ name: 'On tour' }] })
    library.remove([b])
    expect(organise.tags()[0]?.works).toBe(1)
  })

  it('makes one tag of two that are given one name', () => {
    const store = openTemp()
    const { organise, found, journal } = over(store)
    const [a, b] = addWorks(store, ['a', 'b'])
    if (a === undefined || b === undefined) throw new Error('no works')
    organise.edit([a], { addTags: ['print'] })
    organise.edit([a, b], { addTags: ['prints'] })
    const before = state(store)
    const tag = organise.tags().find(({ name }) => name === 'prints')
    if (tag === undefined) throw new Error('no tag')
    organise.renameTag(tag.tagId, 'Print')
    expect([organise.tags().map(({ name, works }) => [name, works]), found('tag:print')]).toEqual([
      [['print', 2]],
      ['a', 'b'],
    ])
    journal.undo(undefined)
    expect(state(store)).toEqual(before)
  })
})

describe('collections', () => {
  it('hold what was put into them and into those in them, and smart ones what fits', () => {
    const store = openTemp()
    const { organise, library, found } = over(store)
    const [a, b, c] = addWorks(store, ['alpha', 'beta', 'gamma'])
    if (a === undefined || b === undefined || c === undefined) throw new Error('no works')
    const outer = organise.createCollection({ name: 'Portfolio', parentId: null, search: null }).collectionId
    const inner = organise.createCollection({ name: 'Lisbon', parentId: outer, search: null }).collectionId
    const search = { text: '-alpha', kinds: [], statuses: ['ready' as const] }
    const smart = organise.createCollection({ name: 'Rest', parentId: null, search }).collectionId
    organise.edit([a, b], { collect: outer })
    organise.edit([b, c], { collect: inner })
    expect(organise.edit([a], { collect: smart })).toBeNull()
    const inside = (collectionId: typeof outer, text = '') =>
      titles(walk(library, { ...everything, collectionId, text, sort: 'name' }, 2))
    expect([
      inside(outer),
      inside(inner),
      inside(smart),
      inside(outer, 'kind:image -beta'),
      found('in:lisbon'),
    ]).toEqual([
      ['alpha', 'beta', 'gamma'],
      ['beta', 'gamma'],
      ['beta', 'gamma'],
      ['alpha', 'gamma'],
      ['beta', 'gamma'],
    ])
    expect(organise.collections().map(({ name, works }) => [name, works])).toEqual([
      ['Lisbon', 2],
      ['Portfolio', 3],
      ['Rest', null],
    ])
    expect(() => organise.changeCollection(outer, { parentId: inner })).toThrow(
      expect.objectContaining({ code: 'CONFLICT' }),
    )
    organise.removeCollection(outer)
    expect(organise.collections().map(({ name, parentId }) => [name, parentId])).toEqual([
      ['Lisbon', null],
      ['Rest', null],
    ])
    expect(inside(outer)).toEqual([])
  })
})

describe('undo', () => {
  it('outlives the program, goes on backwards, and can be done again', () => {
    const dir = tempDir()
    const first = openAt(dir)
    const [a] = addWorks(first, ['a', 'b'])
    if (a === undefined) throw new Error('no work')
    const before = over(first)
    before.organise.edit([a], { favourite: true })
    before.library.rename(a, 'renamed')
    before.library.remove([a])
    const done = state(first)
    first.close()

    const second = openAt(dir)
    const { journal, found } = over(second)
    expect(second.read((read) => journal.steps(read))).toMatchObject({ undo: { kind: 'removed' }, redo: null })
    journal.undo(undefined)
    expect(found('')).toEqual(['b', 'renamed'])
    journal.undo(undefined)
    journal.undo(undefined)
    expect([found('is:favourite'), found(''), journal.undo(undefined)]).toEqual([[], ['a', 'b'], null])
    for (let i = 0; i < 3; i++) journal.redo()
    expect([journal.redo(), state(second)]).toEqual([null, done])
  })

  it('takes only the step that was asked for, and forgets what was undone once something else is done', () => {
    const store = openTemp()
    const { organise, journal } = over(store)
    const [a] = addWorks(store, ['a'])
    if (a === undefined) throw new Error('no work')
    const first = organise.edit([a], { rating: 1 })
    organise.edit([a], { rating: 2 })
    expect(() => journal.undo(first?.stepId)).toThrow(expect.objectContaining({ code: 'CONFLICT' }))
    journal.undo(undefined)
    organise.edit([a], { favourite: true })
    expect(journal.redo()).toBeNull()
  })

  it('makes one step of parts that carry one id', () => {
    const store = openTemp()
    const { organise, journal } = over(store)
    const [a, b] = addWorks(store, ['a', 'b'])
    if (a === undefined || b === undefined) throw new Error('no works')
    const step = StepId.parse('4d7a2f0e-6f3c-4a56-9d0e-0a1b2c3d4e5f')
    const before = state(store)
    organise.edit([a], { rating: 3 }, step)
    expect(organise.edit([b], { rating: 3 }, step)).toEqual({ stepId: step, kind: 'rated', works: 2, name: '3' })
    journal.undo(step)
    expect(state(store)).toEqual(before)
  })

  it('passes over works that are gone for good', async () => {
    const store = openTemp()
    const { organise, journal, library } = over(store)
    const [a, b] = addWorks(store, ['a', 'b'])
    if (a === undefined || b === undefined) throw new Error('no works')
    organise.edit([a, b], { addTags: ['x'], favourite: true, note: 'n' })
    store.transaction('long ago', (write) => write.command('UPDATE asset SET trashed_at = 1 WHERE id = ?').run(a))
    await library.purge()
    journal.undo(undefined)
    journal.redo()
    expect([organise.tags()[0]?.works, library.get(b).favourite, store.integrityProblems()]).toEqual([1, true, []])
  })

  it('leads back from any acts to where they began, and forward to where they ended', async () => {
    const act = fc.oneof(
      fc.record({
        do: fc.constant('edit' as const),
        works: fc.subarray([0, 1, 2, 3], { minLength: 1 }),
        edit: fc.constantFrom<Edit[]>(
          { favourite: true },
          { favourite: false },
          { rating: 5 },
          { rating: 0 },
          { note: 'n' },
          { note: '' },
          { addTags: ['x', 'y'] },
          { addTags: ['X'] },
        ),
      }),
      fc.record({
        do: fc.constantFrom('remove' as const, 'restore' as const, 'rename' as const),
        works: fc.subarray([0, 1, 2, 3], { minLength: 1 }),
      }),
      fc.record({
        do: fc.constantFrom(
          'collection' as const,
          'fill' as const,
          'move' as const,
          'drop' as const,
          'untag' as const,
          'retag' as const,
        ),
        works: fc.subarray([0, 1, 2, 3], { minLength: 1 }),
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), async (acts) => {
        const store = openTemp()
        const { organise, journal, library } = over(store)
        const ids = addWorks(store, ['a', 'b', 'c', 'd'])
        const states = [state(store)]
        let count = 0
        for (const wanted of acts) {
          const works = wanted.works.flatMap((index) => ids[index] ?? [])
          const first = organise.collections()[0]?.collectionId
          const last = organise.collections().at(-1)?.collectionId
          const tag = organise.tags()[0]?.tagId
          if (wanted.do === 'edit') organise.edit(works, wanted.edit)
          else if (wanted.do === 'remove') library.remove(works)
          else if (wanted.do === 'restore') library.restore(works)
          else if (wanted.do === 'rename') library.rename(works[0] ?? ids[0] ?? expect.fail(), `name ${++count}`)
          else if (wanted.do === 'collection')
            organise.createCollection({ name: `c${++count}`, parentId: last ?? null, search: null })
          else if (wanted.do === 'fill' && first !== undefined) organise.edit(works, { collect: first })
          else if (wanted.do === 'move' && last !== undefined)
            organise.changeCollection(last, { parentId: null, name: 'moved' })
          else if (wanted.do === 'drop' && first !== undefined) organise.removeCollection(first)
          else if (wanted.do === 'untag' && tag !== undefined) organise.removeTag(tag)
          else if (wanted.do === 'retag' && tag !== undefined) organise.renameTag(tag, 'y')
          const now = state(store)
          if (JSON.stringify(now) !== JSON.stringify(states.at(-1))) states.push(now)
        }
        for (const before of states.slice(0, -1).toReversed()) {
          journal.undo(undefined)
          expect(state(store)).toEqual(before)
        }
        expect(journal.undo(undefined)).toBeNull()
        for (const after of states.slice(1)) {
          journal.redo()
          expect(state(store)).toEqual(after)
        }
        expect([journal.redo(), (await verifyCustody(store)).ok]).toEqual([null, true])
        store.close()
      }),
      { numRuns: 30 },
    )
  })
})
