import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxShrink, halveRgb } from '../../../../../../src/main/core/fingerprint/image/box-shrink.ts'
import { toGrey } from '../../../../../../src/main/core/fingerprint/image/grey.ts'
import {
  jaroszBytes,
  jaroszGrid,
  rowPitch,
  windowSize,
} from '../../../../../../src/main/core/fingerprint/image/jarosz.ts'
import { resizeGrey } from '../../../../../../src/main/core/fingerprint/image/lanczos.ts'
import type { GreyPlane, Picture } from '../../../../../../src/main/core/fingerprint/image/picture.ts'
import { imageQuality } from '../../../../../../src/main/core/fingerprint/image/quality.ts'
import { Bench, clearBench } from '../../../../../../src/main/core/fingerprint/image/simd/bench.ts'
import { hashByTransform, waveletHash } from '../../../../../../src/main/core/fingerprint/image/wavelet-hash.ts'

// Every kernel against the formula it stands for, one sample after the other. Odd sizes matter: vectors overrun rows, and the overrun must
// never reach a result.

const side = fc.integer({ min: 1, max: 70 })
const seeds = fc.integer({ min: 1, max: 2 ** 30 })
const styles = fc.constantFrom('noise', 'two tones', 'extremes')

function samplesOf(count: number, seed: number, style: string): Uint8Array {
  let state = seed
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const value = state >>> 24
    return style === 'noise' ? value : style === 'two tones' ? 100 + (value >> 7) : value < 128 ? 0 : 255
  })
}

const plane = fc
  .record({ width: side, height: side, seed: seeds, style: styles })
  .map(
    ({ width, height, seed, style }): GreyPlane => ({ width, height, samples: samplesOf(width * height, seed, style) }),
  )

function rgb(width: number, height: number, seed: number): Picture {
  return { width, height, channels: 3, samples: samplesOf(width * height * 3, seed, 'noise') }
}

function at(samples: ArrayLike<number>, index: number): number {
  const sample = samples[index]
  if (sample === undefined) throw new RangeError(`no sample ${index} of ${samples.length}`)
  return sample
}

/** Pillow's weights of one output sample (libImaging, Resample.c), as whole 22-bit numbers. */
function pillowWeights(from: number, to: number, out: number): { first: number; weights: number[] } {
  if (from === to) return { first: out, weights: [2 ** 22] }
  const scale = from / to
  const stretch = Math.max(1, scale)
  const centre = (out + 0.5) * scale
  const first = Math.max(0, Math.trunc(centre - 3 * stretch + 0.5))
  const end = Math.min(from, Math.trunc(centre + 3 * stretch + 0.5))
  const sinc = (x: number) => (x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI))
  const exact = Array.from({ length: end - first }, (_, i) => {
    const x = (i + first - centre + 0.5) * (1 / stretch)
    return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0
  })
  const sum = exact.reduce((total, weight) => total + weight, 0)
  return {
    first,
    weights: exact.map((weight) => Math.trunc((weight / sum) * 2 ** 22 + (weight / sum < 0 ? -0.5 : 0.5))),
  }
}

function pillowColumns({ width, height, samples }: GreyPlane, to: number): GreyPlane {
  const out = new Uint8ClampedArray(to * height)
  for (let x = 0; x < to; x++) {
    const { first, weights } = pillowWeights(width, to, x)
    for (let y = 0; y < height; y++) {
      const sum = weights.reduce((total, weight, i) => total + weight * at(samples, y * width + first + i), 2 ** 21)
      out[y * to + x] = Math.floor(sum / 2 ** 22)
    }
  }
  return { width: to, height, samples: new Uint8Array(out) }
}

function turned({ width, height, samples }: GreyPlane): GreyPlane {
  const out = Uint8Array.from(samples, (_, index) => at(samples, (index % height) * width + Math.floor(index / height)))
  return { width: height, height: width, samples: out }
}

/** One pass of the reference's running mean along a line of single-precision numbers. */
function boxLine(line: number[], window: number): number[] {
  const half = (window + 2) >> 1
  let [sum, size] = [0, 0]
  const out: number[] = []
  for (let i = 0; i < line.length + half - 1; i++) {
    if (i < line.length) [sum, size] = [Math.fround(sum + at(line, i)), size + 1]
    if (i >= window) [sum, size] = [Math.fround(sum - at(line, i - window)), size - 1]
    if (i - half + 1 >= 0) out.push(Math.fround(sum / size))
  }
  return out
}

describe('kernels', () => {
  it('weigh colours as Pillow does, for any number of pixels', () => {
    fc.assert(
      fc.property(side, side, seeds, fc.constantFrom(3 as const, 4 as const), (width, height, seed, channels) => {
        const samples = samplesOf(width * height * channels, seed, 'noise')
        const expected = Uint8Array.from({ length: width * height }, (_, i) => {
          const [red, green, blue] = [0, 1, 2].map((colour) => at(samples, i * channels + colour))
          return ((red ?? 0) * 19595 + (green ?? 0) * 38470 + (blue ?? 0) * 7471 + 0x8000) >> 16
        })
        expect(toGrey({ width, height, channels, samples }).samples).toEqual(expected)
      }),
    )
    const large = rgb(257, 401, 5)
    expect(toGrey(large).samples.subarray(-7)).toEqual(
      toGrey({ ...rgb(7, 1, 1), samples: large.samples.slice(-21) }).samples,
    )
  })

  it('resize as Pillow does: a wrong half of a weight or a leaked neighbour shows', () => {
    fc.assert(
      fc.property(plane, side, side, (given, width, height) => {
        const expected = turned(pillowColumns(turned(pillowColumns(given, width)), height))
        expect(resizeGrey(given, width, height)).toEqual(expected)
      }),
      { numRuns: 60 },
    )
    const wide = { width: 3001, height: 3, samples: samplesOf(9003, 9, 'extremes') }
    expect(resizeGrey(wide, 8, 3)).toEqual(pillowColumns(wide, 8))
  })

  it('average squares of two, in grey and in colour', () => {
    const sides = fc.integer({ min: 2, max: 90 })
    fc.assert(
      fc.property(sides, sides, seeds, (width, height, seed) => {
        const picture = rgb(width, height, seed)
        const averaged = (samples: Uint8Array, channels: number) =>
          Uint8Array.from({ length: (width >> 1) * (height >> 1) * channels }, (_, i) => {
            const pixel = Math.floor(i / channels)
            const left = (2 * Math.floor(pixel / (width >> 1)) * width + 2 * (pixel % (width >> 1))) * channels
            const corners = [0, channels, width * channels, (width + 1) * channels]
            return corners.reduce((sum, corner) => sum + at(samples, left + corner + (i % channels)), 2) >> 2
          })
        expect(halveRgb(picture).samples).toEqual(averaged(picture.samples, 3))
        const grey = toGrey(picture)
        expect(boxShrink(grey, 2).samples).toEqual(averaged(grey.samples, 1))
      }),
    )
    expect(() => halveRgb(rgb(1, 9, 1))).toThrow(RangeError)
    expect(() => halveRgb({ ...rgb(2, 2, 1), channels: 4 })).toThrow(RangeError)
  })

  it('blur in the order of PDQ’s reference, to the last digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 300 }), fc.integer({ min: 5, max: 300 }), seeds, (rows, columns, seed) => {
        const luma = Array.from(samplesOf(rows * columns, seed, 'noise'), (value) => Math.fround(value * 1.0037))
        const lines = Array.from({ length: rows }, (_, y) => luma.slice(y * columns, (y + 1) * columns))
        const transposed = (matrix: number[][]) => (matrix[0] ?? []).map((_, x) => matrix.map((line) => at(line, x)))
        const blurred = (matrix: number[][]) => {
          const across = matrix.map((line) => boxLine(line, windowSize(columns, 64)))
          return transposed(transposed(across).map((line) => boxLine(line, windowSize(rows, 64))))
        }
        const twice = blurred(blurred(lines))
        const expected = Float32Array.from({ length: 64 * 64 }, (_, i) => {
          const y = Math.trunc(((Math.floor(i / 64) + 0.5) * rows) / 64)
          return at(twice[y] ?? [], Math.trunc((((i % 64) + 0.5) * columns) / 64))
        })
        const bench = clearBench()
        const start = bench.take(jaroszBytes(rows, columns, 64))
        const pitch = rowPitch(columns)
        const floats = bench.floats(start, pitch * rows)
        for (const [y, line] of lines.entries()) floats.set(line, y * pitch)
        expect(jaroszGrid(bench, start, { rows, columns, blocks: 64 })).toEqual(expected)
      }),
      { numRuns: 12 },
    )
  })

  it('measure sharpness and tones as the formulas say', () => {
    fc.assert(
      fc.property(plane, (given) => {
        const { width, height, samples } = given
        const laplacians: number[] = []
        for (let y = 1; y < height - 1; y++) {
          for (let x = 1; x < width - 1; x++) {
            const here = y * width + x
            const around = [here - 1, here + 1, here - width, here + width].map((near) => at(samples, near))
            laplacians.push(around.reduce((sum, near) => sum + near, -4 * at(samples, here)))
          }
        }
        const count = Math.max(1, laplacians.length)
        const mean = laplacians.reduce((sum, value) => sum + value, 0) / count
        const squares = laplacians.reduce((sum, value) => sum + value * value, 0) / count
        const deviation = Math.sqrt(Math.max(0, squares - mean * mean))
        const sorted = samples.toSorted()
        const lost = samples.filter((value) => value <= 2 || value >= 253).length
        const level = (share: number) => at(sorted, Math.max(0, Math.ceil(share * samples.length) - 1))
        const { parts } = imageQuality({ size: given, plane: given, compression: null })
        expect(parts['sharpness']).toBeCloseTo(deviation / (deviation + 10), 3)
        expect(parts['exposure']).toBeCloseTo(1 - lost / samples.length, 3)
        expect(parts['contrast']).toBeCloseTo(Math.min(1, (level(0.99) - level(0.01)) / 200), 3)
      }),
    )
  })

  it('give the transform’s wHash without the transform, whether values tie or not', () => {
    fc.assert(
      fc.property(fc.constantFrom(8, 16, 32, 64), seeds, styles, (scale, seed, style) => {
        const samples = samplesOf(scale * scale, seed, style)
        expect(waveletHash({ width: scale, height: scale, samples })).toBe(hashByTransform(samples, scale))
      }),
    )
  })
})

describe('their memory', () => {
  it('grows, and is given up after a giant picture instead of being kept by each thread', () => {
    const before = clearBench()
    before.take(60e6)
    expect([before.tooLarge, clearBench() === before, clearBench().tooLarge]).toEqual([true, false, false])
  })

  it('holds what is put in apart, and knows its kernels by name', () => {
    const bench = new Bench()
    const [first, second] = [bench.put(new Uint8Array(100_001).fill(7)), bench.put(new Uint8Array(2_000_003).fill(9))]
    expect([at(bench.bytes(first, 100_001), 100_000), at(bench.bytes(second, 1), 0), second % 16]).toEqual([7, 9, 0])
    expect(() => bench.run('sharpen')).toThrow('sharpen')
  })
})
