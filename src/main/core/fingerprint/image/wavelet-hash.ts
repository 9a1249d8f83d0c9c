import { hexOfBits, median } from './bits.ts'
import { resizeGrey } from './lanczos.ts'
import type { GreyPlane } from './picture.ts'

// Where large areas are even, many of the 64 values of a wHash differ by rounding alone, so the order of the floating-point steps is
// part of the hash. It is PyWavelets': taking apart goes down the columns first, then along the rows; putting together goes back.

const root = Math.SQRT1_2
const kept = 8

/** Low band of one Haar step over the upper left `side` square of rows of `pitch` samples, left in the square's upper left quarter. */
function takeLow(plane: Float64Array, pitch: number, side: number): void {
  const middle = side >> 1
  for (let y = 0; y < middle; y++) {
    const upper = 2 * y * pitch
    const lower = upper + pitch
    const row = y * pitch
    for (let x = 0; x < middle; x++) {
      const left = root * (plane[upper + 2 * x] ?? 0) + root * (plane[lower + 2 * x] ?? 0)
      const right = root * (plane[upper + 2 * x + 1] ?? 0) + root * (plane[lower + 2 * x + 1] ?? 0)
      plane[row + x] = root * left + root * right
    }
  }
}

/** One step from `plane` into four bands: the low one back into the plane's upper left quarter, the others into `bands`. */
function takeApart(plane: Float64Array, pitch: number, side: number, bands: Float64Array): void {
  const middle = side >> 1
  const area = middle * middle
  for (let y = 0; y < middle; y++) {
    const upper = 2 * y * pitch
    const lower = upper + pitch
    for (let x = 0; x < middle; x++) {
      const a = root * (plane[upper + 2 * x] ?? 0)
      const b = root * (plane[upper + 2 * x + 1] ?? 0)
      const c = root * (plane[lower + 2 * x] ?? 0)
      const d = root * (plane[lower + 2 * x + 1] ?? 0)
      const lowLeft = root * (a + c)
      const lowRight = root * (b + d)
      const highLeft = root * (a - c)
      const highRight = root * (b - d)
      const at = y * middle + x
      bands[at] = lowLeft - lowRight
      bands[area + at] = highLeft + highRight
      bands[2 * area + at] = highLeft - highRight
      // Row y of the result lies at or above the rows that are still to be read.
      plane[y * pitch + x] = lowLeft + lowRight
    }
  }
}

/** Undoes `takeApart`, from the last rows upwards so that nothing is overwritten before it is read. */
function putTogether(plane: Float64Array, pitch: number, side: number, bands: Float64Array): void {
  const middle = side >> 1
  const area = middle * middle
  for (let y = middle - 1; y >= 0; y--) {
    const upper = 2 * y * pitch
    const lower = upper + pitch
    for (let x = middle - 1; x >= 0; x--) {
      const at = y * middle + x
      const low = root * (plane[y * pitch + x] ?? 0)
      const across = root * (bands[at] ?? 0)
      const down = root * (bands[area + at] ?? 0)
      const diagonal = root * (bands[2 * area + at] ?? 0)
      const lowLeft = root * (low + across)
      const lowRight = root * (low - across)
      const highLeft = root * (down + diagonal)
      const highRight = root * (down - diagonal)
      plane[upper + 2 * x] = lowLeft + highLeft
      plane[upper + 2 * x + 1] = lowRight + highRight
      plane[lower + 2 * x] = lowLeft - highLeft
      plane[lower + 2 * x + 1] = lowRight - highRight
    }
  }
}

/** Sums of the 8 × 8 equal squares of a square plane. */
function squareSums(samples: Uint8Array, scale: number): Float64Array {
  const sums = new Float64Array(kept * kept)
  const side = scale / kept
  for (let y = 0; y < scale; y++) {
    const row = kept * Math.floor(y / side)
    for (let square = 0, at = y * scale; square < kept; square++) {
      let sum = 0
      for (const end = at + side; at < end; at++) sum += samples[at] ?? 0
      sums[row + square] = (sums[row + square] ?? 0) + sum
    }
  }
  return sums
}

/**
 * The bits without the transform, null where rounding decides. The low terms are the sums of 8 × 8 squares, scaled and moved, give or take
 * rounding of less than a billionth of one level: where the two sums beside the median differ, the sums are in the order of the terms.
 */
function bitsOfSums(samples: Uint8Array, scale: number): string | null {
  const sums = squareSums(samples, scale)
  const sorted = sums.slice().sort()
  const upper = sorted[kept * (kept >> 1)] ?? 0
  return sorted[kept * (kept >> 1) - 1] === upper ? null : hexOfBits(kept * kept, (at) => (sums[at] ?? 0) >= upper)
}

/**
 * wHash, 64 bits as 16 hex digits (imagehash's `whash`): the picture at the largest power of two that fits its shorter side (at least 8),
 * samples / 255, the mean taken out as the last low band of a full Haar decomposition, then one bit for each of the 8 × 8 low
 * terms above their median.
 */
export function waveletHash(grey: GreyPlane): string {
  const scale = Math.max(kept, 2 ** Math.floor(Math.log2(Math.min(grey.width, grey.height))))
  const { samples } = resizeGrey(grey, scale, scale)
  return bitsOfSums(samples, scale) ?? hashByTransform(samples, scale)
}

/** The wHash of a square plane whose side is a power of two, at least 8, by the transform itself, step for step in PyWavelets' order. */
export function hashByTransform(samples: Uint8Array, scale: number): string {
  const plane = new Float64Array(scale * scale)
  for (let i = 0; i < plane.length; i++) plane[i] = (samples[i] ?? 0) / 255

  const bandsBySide: { side: number; bands: Float64Array }[] = []
  for (let side = scale; side > 1; side >>= 1) {
    const bands = new Float64Array(3 * (side >> 1) ** 2)
    takeApart(plane, scale, side, bands)
    bandsBySide.push({ side, bands })
  }
  plane[0] = 0
  for (const { side, bands } of bandsBySide.reverse()) putTogether(plane, scale, side, bands)

  for (let side = scale; side > kept; side >>= 1) takeLow(plane, scale, side)
  const low = new Float64Array(kept * kept)
  for (let y = 0; y < kept; y++) low.set(plane.subarray(y * scale, y * scale + kept), y * kept)
  const middle = median(low)
  return hexOfBits(kept * kept, (index) => (low[index] ?? 0) > middle)
}
