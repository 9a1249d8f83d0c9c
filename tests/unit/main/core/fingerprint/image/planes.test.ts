import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hammingDistance, hexOfBits, median } from '../../../../../../src/main/core/fingerprint/image/bits.ts'
import { boxShrink } from '../../../../../../src/main/core/fingerprint/image/box-shrink.ts'
import { flatten } from '../../../../../../src/main/core/fingerprint/image/flatten.ts'
import { toGrey } from '../../../../../../src/main/core/fingerprint/image/grey.ts'
import { hashPlane, imageHashes } from '../../../../../../src/main/core/fingerprint/image/image-hashes.ts'
import { resizeGrey } from '../../../../../../src/main/core/fingerprint/image/lanczos.ts'
import type { GreyPlane } from '../../../../../../src/main/core/fingerprint/image/picture.ts'

const plane = fc
  .record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((samples): GreyPlane => ({ width, height, samples })),
  )
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })

describe('planes', () => {
  it('stay as they are at their own size', () => {
    fc.assert(
      fc.property(plane, (given) => {
        expect(resizeGrey(given, given.width, given.height)).toEqual(given)
      }),
    )
  })

  it('keep an even tone at every size: weights that do not sum to one would shift it', () => {
    const size = fc.integer({ min: 1, max: 60 })
    fc.assert(
      fc.property(size, size, size, size, fc.integer({ min: 0, max: 255 }), (w, h, toW, toH, tone) => {
        const resized = resizeGrey({ width: w, height: h, samples: new Uint8Array(w * h).fill(tone) }, toW, toH)
        expect(new Set(resized.samples)).toEqual(new Set([tone]))
      }),
    )
  })

  it('average squares, and refuse what would leave nothing', () => {
    const samples = new Uint8Array([0, 10, 200, 7, 20, 30, 100, 7, 9, 9, 9, 9])
    expect(boxShrink({ width: 4, height: 3, samples }, 2)).toEqual({
      width: 2,
      height: 1,
      samples: new Uint8Array([15, 79]),
    })
    expect(() => boxShrink({ width: 4, height: 3, samples }, 4)).toThrow(RangeError)
  })

  it('refuse samples that do not fill the stated size', () => {
    expect(() => toGrey({ width: 2, height: 2, channels: 3, samples: new Uint8Array(11) })).toThrow(RangeError)
    expect(() => resizeGrey({ width: 0, height: 2, samples: new Uint8Array(0) }, 8, 8)).toThrow(RangeError)
  })

  it('look at all of a small picture, and average a large one to under 1000 pixels', () => {
    const small = { width: 1200, height: 1000, samples: new Uint8Array(1_200_000) }
    const shrunk = { width: 1000, height: 750, samples: new Uint8Array(750_000) }
    const strip = { width: 3000, height: 10, samples: new Uint8Array(30_000) }
    const sides = ({ width, height }: GreyPlane) => [width, height]
    expect([
      sides(hashPlane(small, small)),
      sides(hashPlane(shrunk, { width: 4000, height: 3000 })),
      sides(hashPlane(strip, { width: 240_000, height: 800 })),
    ]).toEqual([
      [1200, 1000],
      [500, 375],
      [3000, 10],
    ])
  })

  it('give the same hashes each time', () => {
    fc.assert(
      fc.property(plane, (grey) => {
        const picture = { ...grey, channels: 1 } as const
        expect(imageHashes(picture, grey, grey, grey)).toEqual(imageHashes(picture, grey, grey, grey))
      }),
      { numRuns: 30 },
    )
  })
})

describe('bits', () => {
  it('have a distance: zero to itself, the same both ways, never more over a detour', () => {
    fc.assert(
      fc.property(bytes32, bytes32, bytes32, (a, b, c) => {
        expect(hammingDistance(a, a)).toBe(0)
        expect(hammingDistance(a, b)).toBe(hammingDistance(b, a))
        expect(hammingDistance(a, c)).toBeLessThanOrEqual(hammingDistance(a, b) + hammingDistance(b, c))
      }),
    )
    expect(hammingDistance(new Uint8Array([0b1011]), new Uint8Array([0b0110]))).toBe(3)
    expect(() => hammingDistance(new Uint8Array(8), new Uint8Array(32))).toThrow(RangeError)
  })

  it('come out with the first as the highest', () => {
    expect(hexOfBits(16, (index) => index === 0 || index === 15)).toBe('8001')
  })

  it('compare with the median of numpy', () => {
    const values = new Float64Array([5, 1, 3, 2])
    expect([median(values), median(values.subarray(0, 3)), [...values]]).toEqual([2.5, 3, [5, 1, 3, 2]])
  })
})

describe('a ground for transparency', () => {
  const onePixel = (...samples: number[]) =>
    ({ width: 1, height: 1, channels: 4, samples: new Uint8Array(samples) }) as const
  it('is white, and black under light content', () => {
    const flat = (...samples: number[]) => [...flatten(onePixel(...samples)).samples]
    expect([flat(255, 255, 255, 128), flat(0, 0, 0, 128), flat(10, 20, 30, 255), flat(255, 255, 255, 0)]).toEqual([
      [128, 128, 128],
      [127, 127, 127],
      [10, 20, 30],
      [255, 255, 255],
    ])
  })
})
