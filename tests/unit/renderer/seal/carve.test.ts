import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MediaKind } from '../../../../src/shared/domain/media-kind.ts'
import { bitGrid } from '../../../../src/renderer/components/seal/bits.ts'
import { carve, outlines, seedOf } from '../../../../src/renderer/components/seal/carve.ts'
import { frameOf } from '../../../../src/renderer/components/seal/frame.ts'
import { rememberedSealShape, sealShape } from '../../../../src/renderer/components/seal/seal-shape.ts'
import { covers, polygons } from './path-cover.ts'

const hash64 = fc.stringMatching(/^[0-9a-f]{16}$/)
const kinds = fc.constantFrom(...MediaKind.options)
const sizes = fc.constantFrom(16, 20, 24, 32, 48, 160)
const lines = (count: number) => Array.from({ length: count + 1 }, (_line, i) => i * 10)
const knife = { wander: 0.1, radius: 0.3 }

describe('bits', () => {
  test('are read row by row, most significant bit first', () => {
    const set = bitGrid('8000000000000101').flatMap((row, y) => row.flatMap((bit, x) => (bit ? [[x, y]] : [])))
    expect(set).toEqual([
      [0, 0],
      [7, 6],
      [7, 7],
    ])
  })

  test('256 bits make a square of sixteen', () => {
    expect(bitGrid(`8${'0'.repeat(62)}1`).map((row) => row.length)).toEqual(Array.from({ length: 16 }, () => 16))
  })

  test.each(['', 'abc', 'zz'.repeat(8)])('%j is refused instead of drawn wrong', (hex) => {
    expect(() => bitGrid(hex)).toThrow(RangeError)
  })
})

describe('carve', () => {
  test('a lone cell, a bar and a ring have the corners they should', () => {
    const corners = (rows: string[]) =>
      outlines(rows.map((row) => [...row].map((bit) => bit === '1'))).map((loop) => loop.map((c) => [c.x, c.y, c.turn]))
    expect(corners(['10', '00'])).toEqual([
      [
        [1, 0, 1],
        [1, 1, 1],
        [0, 1, 1],
        [0, 0, 1],
      ],
    ])
    expect(corners(['11', '00'])).toEqual([
      [
        [2, 0, 1],
        [2, 1, 1],
        [0, 1, 1],
        [0, 0, 1],
      ],
    ])
    expect(corners(['111', '101', '111']).map((loop) => loop.length)).toEqual([4, 4])
    expect(corners(['111', '101', '111'])[1]?.map((corner) => corner[2])).toEqual([-1, -1, -1, -1])
  })

  test('cells that only touch at a corner stay two strokes', () => {
    expect(
      outlines([
        [true, false],
        [false, true],
      ]),
    ).toHaveLength(2)
    expect(
      outlines([
        [false, true],
        [true, false],
      ]),
    ).toHaveLength(2)
  })

  test('covers the heart of every set cell and of no clear one', () => {
    fc.assert(
      fc.property(hash64, (hex) => {
        const grid = bitGrid(hex)
        const shapes = polygons(carve(grid, { columns: lines(8), rows: lines(8), seed: seedOf(hex), ...knife }))
        for (let row = 0; row < 8; row++) {
          for (let column = 0; column < 8; column++) {
            // The middle and four points around it, well inside the cell.
            for (const [dx, dy] of [
              [5, 5],
              [2.5, 2.5],
              [7.5, 2.5],
              [2.5, 7.5],
              [7.5, 7.5],
            ] as const) {
              const covered = covers(shapes, column * 10 + dx, row * 10 + dy)
              expect([hex, row, column, dx, dy, covered]).toEqual([
                hex,
                row,
                column,
                dx,
                dy,
                grid[row]?.[column] === true,
              ])
            }
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('neighbours merge: the border between two set cells is covered', () => {
    fc.assert(
      fc.property(hash64, (hex) => {
        const grid = bitGrid(hex)
        const shapes = polygons(carve(grid, { columns: lines(8), rows: lines(8), seed: seedOf(hex), ...knife }))
        for (let row = 0; row < 8; row++) {
          for (let column = 0; column < 7; column++) {
            if (grid[row]?.[column] === true && grid[row]?.[column + 1] === true)
              expect([hex, row, column, covers(shapes, column * 10 + 10, row * 10 + 5)]).toEqual([
                hex,
                row,
                column,
                true,
              ])
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  test('an empty grid is an empty path, a full one a single outline', () => {
    const cut = { columns: lines(8), rows: lines(8), seed: 1, ...knife }
    expect(carve(bitGrid('0'.repeat(16)), cut)).toBe('')
    expect(carve(bitGrid('f'.repeat(16)), cut).match(/M/g)).toHaveLength(1)
  })
})

describe('seal', () => {
  test('is the same each time, and its path stays short', () => {
    fc.assert(
      fc.property(hash64, kinds, sizes, (hex, kind, size) => {
        const once = sealShape(hex, kind, size)
        expect(sealShape(hex, kind, size)).toEqual(once)
        expect(rememberedSealShape(hex, kind, size)).toEqual(once)
        expect(once.strokes.length).toBeLessThan(7000)
      }),
    )
    // The chequerboard has the most corners an 8 × 8 pattern can have.
    expect(sealShape('aa55aa55aa55aa55', 'image', 160).strokes.length).toBeLessThan(7000)
  })

  test('the pattern lies inside its frame, whatever the kind and size', () => {
    fc.assert(
      fc.property(kinds, sizes, (kind, size) => {
        const frame = frameOf(kind, size)
        const field = polygons(frame.outline)
        const [left, right] = [frame.columns[0] ?? 0, frame.columns[8] ?? 0]
        const [top, bottom] = [frame.rows[0] ?? 0, frame.rows[8] ?? 0]
        for (const [x, y] of [
          [left, top],
          [right, top],
          [left, bottom],
          [right, bottom],
        ] as const)
          expect([kind, size, x, y, covers(field, x, y)]).toEqual([kind, size, x, y, true])
        expect(new Set(frame.columns).size + new Set(frame.rows).size).toBe(18)
      }),
    )
  })

  test('small seals are drawn on whole pixels', () => {
    const numbers = (path: string) => [...path.matchAll(/[\d.]+/g)].map((match) => Number(match[0]))
    expect(numbers(sealShape('f0e1d2c3b4a59687', 'image', 16).strokes).every(Number.isInteger)).toBe(true)
  })

  test('differs between works, kinds aside', () => {
    expect(sealShape('f0e1d2c3b4a59687', 'image', 48).strokes).not.toBe(
      sealShape('f0e1d2c3b4a59686', 'image', 48).strokes,
    )
  })
})
