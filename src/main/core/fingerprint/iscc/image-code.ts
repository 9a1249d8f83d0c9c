import { median } from '../image/bits.ts'
import { contentType, encodeUnit, mainType } from './codec.ts'

// The Image-Code of ISO 24138: four 8×8 corners of the DCT of 32×32 grey pixels, each bit against its corner's median.

export const side = 32
const corner = 8

/**
 * DCT-II without scaling, recursively after Lee (1984), in double precision. The order of the operations is the reference's: values that
 * are equal to the median must stay so.
 */
function cosineTransform(values: readonly number[]): number[] {
  const count = values.length
  if (count === 1) return [...values]
  const half = count / 2
  const sums: number[] = []
  const differences: number[] = []
  for (let i = 0; i < half; i++) {
    const left = values[i] ?? 0
    const right = values[count - 1 - i] ?? 0
    sums.push(left + right)
    differences.push((left - right) / (Math.cos(((i + 0.5) * Math.PI) / count) * 2))
  }
  const even = cosineTransform(sums)
  const odd = cosineTransform(differences)
  const out: number[] = []
  for (let i = 0; i < half; i++) out.push(even[i] ?? 0, (odd[i] ?? 0) + (i + 1 < half ? (odd[i + 1] ?? 0) : 0))
  return out
}

function transpose(rows: readonly (readonly number[])[]): number[][] {
  return Array.from({ length: side }, (_, x) => rows.map((row) => row[x] ?? 0))
}

/** 32 bytes from 1,024 grey values, row by row. Throws a RangeError for another count. */
export function imageDigest(pixels: ArrayLike<number>): Uint8Array {
  if (pixels.length !== side * side) throw new RangeError(`an Image-Code needs 1,024 pixels, not ${pixels.length}`)
  const rows = Array.from({ length: side }, (_, y) =>
    cosineTransform(Array.from({ length: side }, (_, x) => pixels[y * side + x] ?? 0)),
  )
  const matrix = transpose(transpose(rows).map(cosineTransform))
  const out = new Uint8Array(32)
  const corners = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const
  for (const [part, [left, top]] of corners.entries()) {
    const values = matrix.slice(top, top + corner).flatMap((row) => row.slice(left, left + corner))
    const middle = median(Float64Array.from(values))
    for (const [i, value] of values.entries()) {
      const bit = 64 * part + i
      if (value > middle) out[bit >> 3] = (out[bit >> 3] ?? 0) | (1 << (7 - (bit & 7)))
    }
  }
  return out
}

/** The unit of 1,024 grey values (`imagePixels` makes them), 64 bits unless told. */
export function imageCode(pixels: ArrayLike<number>, bits = 64): string {
  return encodeUnit(mainType.content, contentType.image, bits, imageDigest(pixels))
}
