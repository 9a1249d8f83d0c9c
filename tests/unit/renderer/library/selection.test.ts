import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AssetId } from '../../../../src/shared/domain/ids.ts'
import {
  isSelected,
  nothing,
  resolved,
  selectAll,
  selectBetween,
  selectIds,
  selectionCount,
  toggle,
} from '../../../../src/renderer/pages/library/selection.ts'
import { idOf } from './works.ts'

const library = Array.from({ length: 40 }, (_id, i) => idOf(i))

describe('selection', () => {
  test('ranges, toggles and single works count and resolve like a plain set of ids', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('toggle' as const), index: fc.nat(39) }),
      fc.record({ kind: fc.constant('between' as const), index: fc.nat(39), to: fc.nat(39) }),
      fc.record({ kind: fc.constant('one' as const), index: fc.nat(39) }),
      fc.record({ kind: fc.constant('all' as const) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let selection = nothing
        let model = new Set<AssetId>()
        for (const s of steps) {
          if (s.kind === 'all') {
            selection = selectAll(40)
            model = new Set(library)
          } else if (s.kind === 'between') {
            selection = selectBetween(s.index, s.to)
            model = new Set(library.slice(Math.min(s.index, s.to), Math.max(s.index, s.to) + 1))
          } else if (s.kind === 'one') {
            selection = selectIds([idOf(s.index)])
            model = new Set([idOf(s.index)])
          } else {
            selection = toggle(selection, s.index, idOf(s.index))
            if (!model.delete(idOf(s.index))) model.add(idOf(s.index))
          }
        }
        const range = selection.range
        const rangeIds = range === null ? [] : library.slice(range.first, range.end)
        expect(new Set(resolved(selection, rangeIds))).toEqual(model)
        expect(selectionCount(selection)).toBe(model.size)
        expect(library.map((id, i) => isSelected(selection, i, id))).toEqual(library.map((id) => model.has(id)))
      }),
    )
  })

  test('a work whose page is not here shows as selected by its position', () => {
    expect([isSelected(selectBetween(5, 9), 7, undefined), isSelected(selectIds([idOf(1)]), 7, undefined)]).toEqual([
      true,
      false,
    ])
  })

  test('everything of nothing is nothing', () => {
    expect(selectAll(0)).toBe(nothing)
  })
})
