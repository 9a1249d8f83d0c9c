import type { GreyPlane } from '../../fingerprint/image/picture.ts'
import { type PicturePoints, wholeSide } from '../../fingerprint/image/points/points.ts'
import { cut } from '../../fingerprint/image/points/trim.ts'
import type { Affine, Region } from './affine.ts'

// Whether two pictures show the same where a map lays one on the other. Points can agree by chance where pictures are made of like shapes;
// then what lies between them does not. Compared are small windows, each in its own brightness and contrast, so that filters, captions and
// watermarks leave most of them alike.

/** Sums of everything above and left of each place, so that the mean of any box is four reads. */
export type MeanPlane = { width: number; height: number; sums: Float64Array }

/** The part of a picture, at any size, that its points were taken from. */
export function insideOf(plane: GreyPlane, { inside }: PicturePoints): MeanPlane {
  const place = (share: number, side: number): number => Math.round((share * side) / wholeSide)
  const left = Math.min(plane.width - 1, place(inside.left, plane.width))
  const top = Math.min(plane.height - 1, place(inside.top, plane.height))
  return meanPlane(
    cut(plane, {
      left,
      top,
      width: Math.max(1, Math.min(plane.width - left, place(inside.width, plane.width))),
      height: Math.max(1, Math.min(plane.height - top, place(inside.height, plane.height))),
    }),
  )
}

function meanPlane({ width, height, samples }: GreyPlane): MeanPlane {
  const sums = new Float64Array((width + 1) * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      row += samples[y * width + x] ?? 0
      sums[(y + 1) * (width + 1) + x + 1] = row + (sums[y * (width + 1) + x + 1] ?? 0)
    }
  }
  return { width, height, sums }
}

/** Mean around a place, both in pixels; null where the place lies outside. */
function meanAt(
  { width, height, sums }: MeanPlane,
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
): number | null {
  if (x < 0 || y < 0 || x > width || y > height) return null
  const left = Math.max(0, Math.min(width - 1, Math.round(x - radiusX)))
  const top = Math.max(0, Math.min(height - 1, Math.round(y - radiusY)))
  const right = Math.max(left + 1, Math.min(width, Math.round(x + radiusX)))
  const bottom = Math.max(top + 1, Math.min(height, Math.round(y + radiusY)))
  const at = (px: number, py: number): number => sums[py * (width + 1) + px] ?? 0
  return (at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top)) / ((right - left) * (bottom - top))
}

/** Cells along a side of the region that is looked at, of a window, and from one window to the next. */
const side = 32
const windowSide = 8
const step = 4
/** Contrast that says nothing, in grey levels, and that says as much as any. */
const noise = 2
const plenty = 12

export type Likeness = {
  /** Mean correlation of the windows, −1 … 1: of all that the map lays on the other picture, and of the region where points agree. */
  overlap: number
  region: number
}

type Cells = { values: Float64Array; known: Uint8Array }

function cellsOf(plane: MeanPlane, place: (u: number, v: number) => readonly [number, number], region: Region): Cells {
  const values = new Float64Array(side * side)
  const known = new Uint8Array(side * side)
  const [width, height] = [region.width / side, region.height / side]
  const [x0, y0] = place(0, 0)
  const [x1, y1] = place(width, 0)
  const [x2, y2] = place(0, height)
  // Of a turned cell the box around it, somewhat smaller.
  const radiusX = 0.5 * Math.max(1, (Math.abs(x1 - x0) + Math.abs(x2 - x0)) * plane.width)
  const radiusY = 0.5 * Math.max(1, (Math.abs(y1 - y0) + Math.abs(y2 - y0)) * plane.height)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [x, y] = place(region.left + (column + 0.5) * width, region.top + (row + 0.5) * height)
      const mean = meanAt(plane, x * plane.width, y * plane.height, radiusX, radiusY)
      if (mean === null) continue
      values[row * side + column] = mean
      known[row * side + column] = 1
    }
  }
  return { values, known }
}

function correlationOf(a: Cells, b: Cells): number {
  let [sum, weights] = [0, 0]
  for (let top = 0; top + windowSide <= side; top += step) {
    for (let left = 0; left + windowSide <= side; left += step) {
      let [n, sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0]
      for (let row = top; row < top + windowSide; row++) {
        for (let i = row * side + left; i < row * side + left + windowSide; i++) {
          if (a.known[i] !== 1 || b.known[i] !== 1) continue
          const [p, q] = [a.values[i] ?? 0, b.values[i] ?? 0]
          n++
          sa += p
          sb += q
          saa += p * p
          sbb += q * q
          sab += p * q
        }
      }
      if (2 * n < windowSide * windowSide) continue
      const [va, vb] = [Math.max(0, saa / n - (sa / n) ** 2), Math.max(0, sbb / n - (sb / n) ** 2)]
      const weight = Math.min(1, Math.sqrt(Math.max(va, vb)) / plenty)
      sum += (weight * (sab / n - (sa / n) * (sb / n))) / Math.sqrt((va + noise ** 2) * (vb + noise ** 2))
      weights += weight
    }
  }
  return weights === 0 ? 0 : sum / weights
}

type Laid = { map: Affine; mirrored: boolean }

function bestOver(first: MeanPlane, second: MeanPlane, { map, mirrored }: Laid, region: Region, shift: number): number {
  const [a, b, c, d, e, f] = map
  const ours = cellsOf(first, (u, v) => [u, v], region)
  let best = -1
  for (let down = -shift; down <= shift; down++) {
    for (let across = -shift; across <= shift; across++) {
      const place = (u: number, v: number): readonly [number, number] => {
        const x = (mirrored ? 1 - u : u) + (across * region.width) / side
        const y = v + (down * region.height) / side
        return [a * x + b * y + c, d * x + e * y + f]
      }
      best = Math.max(best, correlationOf(ours, cellsOf(second, place, region)))
    }
  }
  return best
}

/** Of the first picture the box around what the map lays on the second. */
function overlapOf({ map, mirrored }: Laid): Region | null {
  const [a, b, c, d, e, f] = map
  const grid = 2 * side
  let [left, top, right, bottom] = [1, 1, 0, 0]
  for (let row = 0; row < grid; row++) {
    for (let column = 0; column < grid; column++) {
      const [u, v] = [(column + 0.5) / grid, (row + 0.5) / grid]
      const x = mirrored ? 1 - u : u
      const [p, q] = [a * x + b * v + c, d * x + e * v + f]
      if (p < 0 || q < 0 || p > 1 || q > 1) continue
      left = Math.min(left, column / grid)
      top = Math.min(top, row / grid)
      right = Math.max(right, (column + 1) / grid)
      bottom = Math.max(bottom, (row + 1) / grid)
    }
  }
  return right <= left ? null : { left, top, width: right - left, height: bottom - top }
}

/**
 * `map` takes the first picture, both sides 0–1 and mirrored beforehand where `mirrored` says so, to the second; `region` is a part of
 * the first as it is. Both planes are what is inside the borders.
 */
export function likenessOf(first: MeanPlane, second: MeanPlane, laid: Laid, region: Region): Likeness {
  const overlap = overlapOf(laid)
  return {
    overlap: overlap === null ? 0 : bestOver(first, second, laid, overlap, 1),
    region: bestOver(first, second, laid, region, 2),
  }
}
