import fc from 'fast-check'
import { expect, it } from 'vitest'
import { RowSet } from '../../../../../../src/main/core/library/search/row-set.ts'
import { walk, wantedClasses } from '../../../../../../src/main/core/library/search/walk.ts'
import { parseSearch } from '../../../../../../src/shared/domain/search/parse-search.ts'

it('is a set: what two share, and what one has alone', () => {
  const rows = fc.uniqueArray(fc.integer({ min: 0, max: 200 }))
  fc.assert(
    fc.property(rows, rows, fc.boolean(), (a, b, negated) => {
      const kept = new RowSet(200, a).keep(new RowSet(200, b), negated)
      const found = Array.from({ length: 201 }, (_row, i) => i).filter((row) => kept.has(row))
      expect(found).toEqual(a.filter((row) => b.includes(row) !== negated).sort((x, y) => x - y))
    }),
  )
})

it('drops rows beyond its size, and has every row when it is whole', () => {
  expect([new RowSet(10, [11, 64, 10]).has(64), new RowSet(10, [10]).has(10), RowSet.all(40).has(40)]).toEqual([
    false,
    true,
    true,
  ])
})

it('walks an order forwards and backwards through kinds and states', () => {
  // Rows 1 to 4: a ready image, a failed image, a ready sound, a queued text.
  const order = Float64Array.from([1 * 16 + 2, 2 * 16 + 3, 3 * 16 + 4 + 2, 4 * 16 + 12])
  const found = (text: string, backwards = false, rows: RowSet | null = null) => {
    const wanted = wantedClasses({ kinds: [], statuses: [] }, [parseSearch(text, 0)])
    return [...walk(order, rows, wanted, backwards)]
  }
  expect([
    found(''),
    found('', true),
    found('kind:image'),
    found('-kind:image'),
    found('status:working,failed'),
    found('kind:audio -status:ready'),
    found('kind:image,audio', false, new RowSet(4, [3, 4])),
  ]).toEqual([[1, 2, 3, 4], [4, 3, 2, 1], [1, 2], [3, 4], [2, 4], [], [3]])
})
