import { hexOfBits, median } from './bits.ts'
import { resizeGrey } from './lanczos.ts'
import type { GreyPlane } from './picture.ts'

const side = 32
const kept = 8

/** Odd DCT-II terms of a signal of `size`, as cosines against the differences of its mirrored halves. */
function oddCosines(size: number): Float64Array {
  const table = new Float64Array((size >> 1) ** 2)
  for (let k = 0; k < size >> 1; k++) {
    for (let n = 0; n < size >> 1; n++) {
      table[k * (size >> 1) + n] = Math.cos((Math.PI * (2 * k + 1) * (2 * n + 1)) / (2 * size))
    }
  }
  return table
}

const tables = new Map([32, 16, 8, 4, 2].map((size) => [size, oddCosines(size)] as const))

/**
 * The first `want` terms of a DCT-II without scale factor (scipy's `dct` is twice that, which no median notices) of `count` signals side by
 * side: sample n of signal s at n × count + s, terms likewise. Folds the signals on their middle at every step: what is symmetrical then
 * gives terms of exactly zero, as it must for bits against a median.
 */
function lowTerms(signals: Float64Array, count: number, want: number): Float64Array {
  const size = signals.length / count
  if (size === 1) return signals
  const middle = size >> 1
  const sums = new Float64Array(middle * count)
  const differences = new Float64Array(middle * count)
  for (let n = 0, at = 0; n < middle; n++) {
    for (let s = 0, mirrored = (size - 1 - n) * count; s < count; s++, at++, mirrored++) {
      const left = signals[at] ?? 0
      const right = signals[mirrored] ?? 0
      sums[at] = left + right
      differences[at] = left - right
    }
  }
  const out = new Float64Array(want * count)
  const even = lowTerms(sums, count, (want + 1) >> 1)
  for (let k = 0; 2 * k < want; k++) out.set(even.subarray(k * count, (k + 1) * count), 2 * k * count)
  const cosines = tables.get(size) ?? oddCosines(size)
  for (let k = 0; 2 * k + 1 < want; k++) {
    const row = (2 * k + 1) * count
    for (let n = 0, at = 0; n < middle; n++) {
      const cosine = cosines[k * middle + n] ?? 0
      for (let s = 0; s < count; s++, at++) out[row + s] = (out[row + s] ?? 0) + (differences[at] ?? 0) * cosine
    }
  }
  return out
}

/** A matrix of `columns` columns with rows and columns exchanged. */
function turned(matrix: Float64Array, columns: number): Float64Array {
  const rows = matrix.length / columns
  return Float64Array.from(matrix, (_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)] ?? 0)
}

/**
 * pHash, 64 bits as 16 hex digits: 32 × 32, two-dimensional DCT-II, the 8 × 8 terms of lowest frequency with the constant one among
 * them, one bit for each above their median (imagehash's `phash`).
 */
export function perceptualHash(grey: GreyPlane): string {
  const { samples } = resizeGrey(grey, side, side)
  const byRow = turned(lowTerms(Float64Array.from(samples), side, kept), side)
  const terms = turned(lowTerms(byRow, kept, kept), kept)
  const middle = median(terms)
  return hexOfBits(kept * kept, (index) => (terms[index] ?? 0) > middle)
}
