import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Layout, Move } from '../../../../src/renderer/pages/library/row-layout.ts'
import {
  indexesOf,
  layoutOf,
  maxTop,
  moved,
  rowOfIndex,
  rowsAt,
  rowTop,
  toPhysical,
  topToKeep,
  topToShow,
  toVirtual,
} from '../../../../src/renderer/pages/library/row-layout.ts'

const moves: readonly Move[] = ['previous', 'next', 'up', 'down', 'first', 'last', 'pageUp', 'pageDown']

const layouts = fc
  .record({
    view: fc.constantFrom('grid' as const, 'list' as const),
    width: fc.integer({ min: 320, max: 5120 }),
    height: fc.integer({ min: 200, max: 2880 }),
    total: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 5_000_000 })),
    thumbnailSize: fc.integer({ min: 96, max: 320 }),
  })
  .map(layoutOf)

const withIndex = layouts
  .filter((layout) => layout.total > 0)
  .chain((layout) => fc.tuple(fc.constant(layout), fc.integer({ min: 0, max: layout.total - 1 })))

const inView = (layout: Layout, top: number, index: number) => {
  const upper = rowTop(layout, rowOfIndex(layout, index)) - top
  return upper >= -0.5 && upper + layout.rowHeight <= layout.height + 0.5
}

describe('layout', () => {
  test('at 1280 × 800 the default thumbnails stand in five columns', () => {
    const layout = layoutOf({ view: 'grid', width: 1064, height: 700, total: 10_000, thumbnailSize: 184 })
    expect([layout.columns, layout.columnWidth, layout.rowHeight, layout.rowCount]).toEqual([5, 187, 239, 2000])
  })

  test('every work has its place, and no more than fits the node budget is drawn', () => {
    fc.assert(
      fc.property(layouts, fc.double({ min: 0, max: 1, noNaN: true }), (layout, share) => {
        expect(layout.rowCount * layout.columns).toBeGreaterThanOrEqual(layout.total)
        expect((layout.rowCount - 1) * layout.columns).toBeLessThan(Math.max(1, layout.total))
        expect(layout.physicalHeight).toBeLessThanOrEqual(16_000_000)
        const rows = rowsAt(layout, share * maxTop(layout))
        const { first, end } = indexesOf(layout, rows)
        if (layout.view === 'grid' && layout.columns > 1) expect(end - first).toBeLessThanOrEqual(230 + layout.columns)
        expect(end).toBeLessThanOrEqual(layout.total)
      }),
    )
  })

  test('the rows drawn cover the screen wherever it stands', () => {
    fc.assert(
      fc.property(layouts, fc.double({ min: 0, max: 1, noNaN: true }), (layout, share) => {
        const top = share * maxTop(layout)
        const { first, end } = rowsAt(layout, top)
        if (first > 0) expect(rowTop(layout, first)).toBeLessThanOrEqual(top)
        if (end < layout.rowCount) expect(rowTop(layout, end)).toBeGreaterThanOrEqual(top + layout.height)
      }),
    )
  })

  test('scroll positions and offsets are each other’s inverse, also above the height a browser can lay out', () => {
    fc.assert(
      fc.property(layouts, fc.double({ min: 0, max: 1, noNaN: true }), (layout, share) => {
        const top = share * maxTop(layout)
        expect(toVirtual(layout, toPhysical(layout, top))).toBeCloseTo(top, 3)
        expect(toPhysical(layout, maxTop(layout))).toBeCloseTo(Math.max(0, layout.physicalHeight - layout.height), 3)
      }),
    )
    const tall = layoutOf({ view: 'list', width: 800, height: 600, total: 1_000_000, thumbnailSize: 184 })
    expect([tall.virtualHeight, tall.physicalHeight]).toEqual([44_000_000, 16_000_000])
  })
})

describe('bringing a work into view', () => {
  test('shows it whole, and moves no further than it must', () => {
    fc.assert(
      fc.property(withIndex, fc.double({ min: 0, max: 1, noNaN: true }), ([layout, index], share) => {
        fc.pre(layout.rowHeight + 48 < layout.height)
        const top = share * maxTop(layout)
        const next = topToShow(layout, top, index)
        expect(inView(layout, next, index)).toBe(true)
        expect(topToShow(layout, next, index)).toBeCloseTo(next, 6)
      }),
    )
  })

  test('a work keeps its place on the screen when others arrive before it', () => {
    fc.assert(
      fc.property(withIndex, fc.integer({ min: 0, max: 5000 }), ([layout, index], arrived) => {
        const after = layoutOf({
          view: layout.view,
          width: layout.columns * layout.columnWidth + 20 * (layout.columns - 1) + 48,
          height: layout.height,
          total: layout.total + arrived,
          thumbnailSize: layout.columnWidth,
        })
        fc.pre(after.columns === layout.columns)
        const top = topToShow(layout, 0, index)
        const kept = topToKeep(layout, top, index, after, index + arrived)
        const before = rowTop(layout, rowOfIndex(layout, index)) - top
        const now = rowTop(after, rowOfIndex(after, index + arrived)) - kept
        if (kept > 0 && kept < maxTop(after)) expect(now).toBeCloseTo(before, 6)
      }),
    )
  })
})

describe('keys', () => {
  test('never leave the library, and undo each other away from its edges', () => {
    fc.assert(
      fc.property(withIndex, fc.constantFrom(...moves), ([layout, index], move) => {
        const next = moved(layout, index, move)
        expect(next).toBeGreaterThanOrEqual(0)
        expect(next).toBeLessThan(layout.total)
        if (move === 'down' && next === index + layout.columns) expect(moved(layout, next, 'up')).toBe(index)
        if (move === 'next' && next !== index) expect(moved(layout, next, 'previous')).toBe(index)
      }),
    )
  })

  test('down from the last full row reaches the last work; up and down at the edges stay', () => {
    const layout = layoutOf({ view: 'grid', width: 1064, height: 700, total: 13, thumbnailSize: 184 })
    expect(layout.columns).toBe(5)
    expect([
      moved(layout, 9, 'down'),
      moved(layout, 12, 'down'),
      moved(layout, 3, 'up'),
      moved(layout, 7, 'down'),
    ]).toEqual([12, 12, 3, 12])
    expect([moved(layout, 12, 'first'), moved(layout, 0, 'last'), moved(layout, 12, 'pageUp')]).toEqual([0, 12, 2])
  })
})
