import { toGrey } from './grey.ts'
import { jaroszBytes, jaroszGrid, packedGrid, rowPitch } from './jarosz.ts'
import { assertFilled, type GreyPlane, type Picture, type Size } from './picture.ts'
import { type Bench, clearBench } from './simd/bench.ts'

// PDQ, 256 bits and a quality (Facebook, "The TMK+PDQF video-hashing algorithm and the PDQ image-hashing algorithm", 2019), bit
// for bit as the reference C++ computes it: single precision throughout, rounded after each step.

const f32 = Math.fround
const blocks = 64
const terms = 16
const minSide = 5
/** Larger pictures are first sampled down to a square of this side, nearest pixel, by the reference's file reader. */
const maxSide = 512

export const pdqBytes = 32

/** The 16 × 16 low DCT terms that the bits are taken from, null where a side is under 5 pixels; quality 0–100. */
export type PdqTerms = { terms: Float32Array | null; quality: number }

const cosines = (() => {
  const table = new Float32Array(terms * blocks)
  const scale = f32(Math.sqrt(2 / blocks))
  for (let i = 0; i < terms; i++) {
    for (let j = 0; j < blocks; j++) {
      table[i * blocks + j] = scale * Math.cos((Math.PI / 2 / blocks) * (i + 1) * (2 * j + 1))
    }
  }
  return table
})()

const turnedCosines = Float32Array.from(
  { length: blocks * terms },
  (_, at) => cosines[(at % terms) * blocks + Math.floor(at / terms)] ?? 0,
)

/** Rows and columns that the filter runs over. */
type Shape = { rows: number; columns: number }

/** One 8-bit channel of a picture with grey and alpha. */
function withoutAlpha(picture: Picture): Picture {
  return picture.channels === 2 ? { ...toGrey(picture), channels: 1 } : picture
}

/** Luma of the picture, or of the nearest pixels on a square grid of `maxSide` when it is larger, in single precision. */
function fillExactly(bench: Bench, plane: number, picture: Picture, { rows, columns }: Shape): void {
  const { width, height, channels, samples } = picture
  const kernel = `lumaOf${channels}`
  const pitch = 4 * rowPitch(columns)
  const from = bench.take(width * channels)
  const picked = bench.take(columns * channels)
  const offsets = bench.take(4 * columns)
  const into = bench.ints(offsets, columns)
  for (let x = 0; x < columns; x++) into[x] = Math.floor((x * width) / columns) * channels
  const memory = bench.bytes(from, width * channels)
  // Row by row: of a large picture only the rows that are looked at are copied.
  for (let y = 0; y < rows; y++) {
    const start = Math.floor((y * height) / rows) * width * channels
    memory.set(samples.subarray(start, start + width * channels))
    if (columns !== width) bench.run('pickPixels', from, offsets, picked, columns, channels)
    bench.run(kernel, columns === width ? from : picked, plane + y * pitch, columns)
  }
}

/**
 * Where the reference's reader looks: pixel ⌊i · original / 512⌋, the cell's first and not its middle. In a picture that was shrunk
 * while decoding, that point lies between two pixels; left and right of it, and the right one's share, are given for each sample.
 */
function samplePoints(shown: number, original: number): { left: Int32Array; share: Float32Array } {
  const left = new Int32Array(maxSide)
  const share = new Float32Array(maxSide)
  for (let i = 0; i < maxSide; i++) {
    const point = ((Math.floor((i * original) / maxSide) + 0.5) * shown) / original - 0.5
    const held = Math.min(Math.max(point, 0), shown - 1)
    left[i] = Math.min(Math.floor(held), Math.max(shown - 2, 0))
    share[i] = held - (left[i] ?? 0)
  }
  return { left, share }
}

function sampleBetween(bench: Bench, plane: number, grey: GreyPlane, original: Size): void {
  const { width, height, samples } = grey
  const across = samplePoints(width, original.width)
  const down = samplePoints(height, original.height)
  const from = bench.put(samples)
  const row = bench.take(4 * width)
  const points = bench.take(8 * maxSide)
  const shares = bench.take(4 * maxSide)
  const [offsets, parts] = [bench.ints(points, 2 * maxSide), bench.floats(points, 2 * maxSide)]
  for (let x = 0; x < maxSide; x++) {
    offsets[2 * x] = 4 * (across.left[x] ?? 0)
    parts[2 * x + 1] = across.share[x] ?? 0
  }
  bench.floats(shares, maxSide).set(down.share)
  const below = height > 1 ? width : 0
  for (let y = 0; y < maxSide; y++) {
    const upper = from + (down.left[y] ?? 0) * width
    bench.run('blendRows', upper, upper + below, shares + 4 * y, row, width)
    bench.run('blendAlong', row, points, plane + 4 * y * rowPitch(maxSide), maxSide)
  }
}

/** The 64 × 64 grid of luma that the terms are taken from. */
function gridOf(picture: Picture, shrunk: Shrunk | undefined): Float32Array {
  const from = shrunk === undefined ? picture : shrunk.original
  const samples = from.width > maxSide || from.height > maxSide
  const shape = samples ? { rows: maxSide, columns: maxSide } : { rows: picture.height, columns: picture.width }
  const opaque = withoutAlpha(picture)
  const bench = clearBench()
  const plane = bench.take(jaroszBytes(shape.rows, shape.columns, blocks))
  if (samples && shrunk !== undefined) sampleBetween(bench, plane, shrunk.grey, shrunk.original)
  else fillExactly(bench, plane, opaque, shape)
  if (shape.rows === blocks && shape.columns === blocks) return packedGrid(bench, plane, blocks)
  return jaroszGrid(bench, plane, { ...shape, blocks })
}

/** A gradient in whole hundredths of the full range, towards zero. */
function gradient(from: number, to: number): number {
  return Math.abs(Math.trunc(f32(f32(f32(from - to) * 100) / 255)))
}

/** 0–100 from the gradients of a 64 × 64 luma grid. */
function gradientQuality(grid: Float32Array): number {
  let sum = 0
  for (let y = 0, at = 0; y < blocks; y++) {
    for (let x = 0; x < blocks; x++, at++) {
      const here = grid[at] ?? 0
      if (y + 1 < blocks) sum += gradient(here, grid[at + blocks] ?? 0)
      if (x + 1 < blocks) sum += gradient(here, grid[at + 1] ?? 0)
    }
  }
  return Math.min(100, Math.floor(sum / 90))
}

/** The low terms of a two-dimensional DCT as cosines · grid · cosines turned, every sum rounded after each product and addition. */
function lowTerms(grid: Float32Array): Float32Array {
  const bench = clearBench()
  const putFloats = (values: Float32Array): number => {
    const start = bench.take(4 * values.length)
    bench.floats(start, values.length).set(values)
    return start
  }
  const [left, right, middle] = [putFloats(cosines), putFloats(turnedCosines), putFloats(grid)]
  const half = bench.take(4 * terms * blocks)
  const to = bench.take(4 * terms * terms)
  bench.run('multiply', left, middle, half, terms, blocks, blocks)
  bench.run('multiply', half, right, to, terms, blocks, terms)
  return bench.floats(to, terms * terms).slice()
}

/** Quality and terms of a 64 × 64 luma grid (row-major), for callers such as a video reader that already have one. */
export function pdqTermsOfGrid(grid: Float32Array): PdqTerms {
  if (grid.length !== blocks * blocks) throw new RangeError(`PDQ wants a 64 × 64 grid, not ${grid.length} values`)
  return { terms: lowTerms(grid), quality: gradientQuality(grid) }
}

/** A picture that was shrunk while decoding: its size before, and its brightness after `toGrey`. */
export type Shrunk = { original: Size; grey: GreyPlane }

/**
 * PDQ's terms and quality of a picture, equal to the reference's; of a shrunk one, close to those of its original. A picture with
 * a side under 5 pixels has no terms and quality 0.
 */
export function pdqTerms(picture: Picture, shrunk?: Shrunk): PdqTerms {
  assertFilled(picture, picture.channels)
  if (picture.width < minSide || picture.height < minSide) return { terms: null, quality: 0 }
  return pdqTermsOfGrid(gridOf(picture, shrunk))
}

/** One bit for each term above the median (the lower one of the two in the middle); the last term is the first bit of the hash. */
export function pdqBits(of: Float32Array | null): Uint8Array {
  const bytes = new Uint8Array(pdqBytes)
  if (of === null) return bytes
  const median = Float32Array.from(of).sort()[of.length / 2 - 1] ?? 0
  for (let i = 0; i < of.length; i++) {
    if ((of[i] ?? 0) > median) {
      const byte = pdqBytes - 1 - (i >> 3)
      bytes[byte] = (bytes[byte] ?? 0) | (1 << (i & 7))
    }
  }
  return bytes
}
