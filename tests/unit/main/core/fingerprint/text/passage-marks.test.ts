import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  markWindow,
  packMarks,
  unpackMarks,
  Winnower,
} from '../../../../../../src/main/core/fingerprint/text/passage-marks.ts'

function marksOf(hashes: readonly number[]) {
  const winnower = new Winnower()
  for (const hash of hashes) winnower.add(hash)
  return winnower.finish(hashes.length + 4)
}

const hash = fc.integer({ min: 0, max: 0xffffffff })
const fewHashes = fc.integer({ min: 0, max: 3 })

describe('winnowing', () => {
  test('leaves no window without a mark, and marks nothing that is not the least of a window', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(hash, fewHashes), { minLength: markWindow, maxLength: 120 }), (hashes) => {
        const marks = marksOf(hashes)
        const chosen = new Set(marks.places)
        for (let from = 0; from + markWindow <= hashes.length; from++) {
          const window = hashes.slice(from, from + markWindow)
          const inside = [...chosen].filter((place) => place >= from && place < from + markWindow)
          expect(inside.map((place) => hashes[place])).toContain(Math.min(...window))
        }
        expect([...marks.places].map((place) => hashes[place])).toEqual([...marks.hashes])
      }),
    )
  })

  test('two texts that share a window of shingles share a mark, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.array(hash, { minLength: markWindow, maxLength: 30 }),
        fc.array(hash, { maxLength: 30 }),
        fc.array(hash, { maxLength: 30 }),
        (quoted, before, after) => {
          const ours = marksOf(quoted)
          const theirs = new Set(marksOf([...before, ...quoted, ...after]).hashes)
          expect([...ours.hashes].some((each) => theirs.has(each))).toBe(true)
        },
      ),
    )
  })

  test('a row of equal shingles gives one mark a window, not one each', () => {
    expect(marksOf(Array.from({ length: 800 }, () => 7)).places).toHaveLength(100)
  })

  test('a text shorter than a window has one mark, and one without shingles none', () => {
    expect([marksOf([9, 4, 6]), marksOf([])]).toEqual([
      { tokens: 7, hashes: Uint32Array.of(4), places: Uint32Array.of(1) },
      { tokens: 4, hashes: new Uint32Array(0), places: new Uint32Array(0) },
    ])
  })
})

describe('marks as bytes', () => {
  test('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 40_000_000 }), hash)), hash, (marks, tokens) => {
        let place = 0
        const places = marks.map(([step]) => (place = Math.min(place + step, 0xffffffff)))
        const packed = { tokens, hashes: Uint32Array.from(marks, ([, each]) => each), places: Uint32Array.from(places) }
        expect(unpackMarks(packMarks(packed))).toEqual(packed)
      }),
    )
  })

  test('a row that was cut off is told, not read as something else', () => {
    const whole = packMarks(marksOf([5, 3, 8, 1, 9, 9, 9, 9, 2, 7]))
    expect(() => unpackMarks(whole.subarray(0, whole.length - 1))).toThrow(RangeError)
  })
})
