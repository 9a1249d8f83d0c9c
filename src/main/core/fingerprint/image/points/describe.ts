import type { SmoothPlane } from './smooth.ts'

// What the surroundings of a point look like: histograms of gradient directions in 4 × 4 cells, turned upright (Lowe 2004, §5 and 6), of
// which only is kept which of the 128 values lie above their median and which above their upper quartile (after Zhou et al. 2012).
// Square roots and the four operations only, and rounded tables: the same bytes on every machine.

/** Directions a turn is counted in. */
export const directions = 64
/** Bits of a description. */
export const descriptorBytes = 32

const cells = 4
const bins = 8
const side = 20
const cellPixels = side / cells
/** Surroundings that the direction is taken from, in pixels of the level. */
const directionRadius = 8
const secondPeak = 0.85

const turn = (index: number) => (2 * Math.PI * index) / directions
const rounded = (value: number) => Math.round(value * 2 ** 20) / 2 ** 20
const cosines = Float64Array.from({ length: directions }, (_, i) => rounded(Math.cos(turn(i))))
const sines = Float64Array.from({ length: directions }, (_, i) => rounded(Math.sin(turn(i))))
const bell = (squared: number, sigma: number) => rounded(Math.exp(-squared / (2 * sigma * sigma)))

/** The direction of a vector as a part of a turn, 0 up to but not including 1; at most a 1700th of a turn off. */
function turnOf(x: number, y: number): number {
  const [ax, ay] = [Math.abs(x), Math.abs(y)]
  if (ax === 0 && ay === 0) return 0
  const steep = ay > ax
  const ratio = steep ? ax / ay : ay / ax
  const eighth = ratio * (0.125 + 0.04344981 * (1 - ratio))
  const quarter = steep ? 0.25 - eighth : eighth
  const half = x < 0 ? 0.5 - quarter : quarter
  const whole = y < 0 ? 1 - half : half
  return whole >= 1 ? 0 : whole
}

type Sample = { u: number; v: number; weight: number; parts: { cell: number; share: number }[] }

/** Each sample of the patch: where it lies from the point, and how it is shared out among the cells around it. */
const patch: readonly Sample[] = Array.from({ length: side * side }, (_, index) => {
  const u = (index % side) - (side - 1) / 2
  const v = Math.floor(index / side) - (side - 1) / 2
  const parts: Sample['parts'] = []
  const [cu, cv] = [(u + side / 2) / cellPixels - 0.5, (v + side / 2) / cellPixels - 0.5]
  for (const row of [Math.floor(cv), Math.floor(cv) + 1]) {
    for (const column of [Math.floor(cu), Math.floor(cu) + 1]) {
      const share = (1 - Math.abs(cu - column)) * (1 - Math.abs(cv - row))
      if (row >= 0 && row < cells && column >= 0 && column < cells && share > 0) {
        parts.push({ cell: row * cells + column, share })
      }
    }
  }
  return { u, v, weight: bell(u * u + v * v, side / 2), parts }
})
const patchU = Float64Array.from(patch, ({ u }) => u)
const patchV = Float64Array.from(patch, ({ v }) => v)
const patchCells = Int32Array.from(patch.flatMap(({ parts }) => [0, 1, 2, 3].map((i) => (parts[i]?.cell ?? 0) * bins)))
const patchShares = Float64Array.from(
  patch.flatMap(({ parts, weight }) => [0, 1, 2, 3].map((i) => (parts[i]?.share ?? 0) * weight)),
)

/** The directions most gradients around a point have: the strongest, and one more where it is nearly as strong. */
export function directionsAt({ width, height, samples }: SmoothPlane, x: number, y: number): number[] {
  const histogram = new Float64Array(directions)
  const [cx, cy] = [Math.round(x), Math.round(y)]
  for (let dy = -directionRadius; dy <= directionRadius; dy++) {
    const row = cy + dy
    if (row < 1 || row >= height - 1) continue
    for (let dx = -directionRadius; dx <= directionRadius; dx++) {
      const column = cx + dx
      const squared = dx * dx + dy * dy
      if (column < 1 || column >= width - 1 || squared > directionRadius * directionRadius) continue
      const i = row * width + column
      const gx = (samples[i + 1] ?? 0) - (samples[i - 1] ?? 0)
      const gy = (samples[i + width] ?? 0) - (samples[i - width] ?? 0)
      const weight = Math.sqrt(gx * gx + gy * gy) * (directionWeights[squared] ?? 0)
      const bin = Math.floor(turnOf(gx, gy) * directions + 0.5) % directions
      histogram[bin] = (histogram[bin] ?? 0) + weight
    }
  }
  return peaksOf(smoothed(smoothed(histogram)))
}

const directionWeights = Float64Array.from({ length: directionRadius * directionRadius + 1 }, (_, squared) =>
  bell(squared, directionRadius / 2),
)

/** A window of 1 4 6 4 1 round the turn. */
function smoothed(histogram: Float64Array): Float64Array {
  const at = (i: number) => histogram[(i + directions) % directions] ?? 0
  return histogram.map((_, i) => at(i - 2) + 4 * at(i - 1) + 6 * at(i) + 4 * at(i + 1) + at(i + 2))
}

function peaksOf(histogram: Float64Array): number[] {
  const at = (i: number) => histogram[(i + directions) % directions] ?? 0
  const peaks = [...histogram.keys()]
    .filter((i) => at(i) > 0 && at(i) >= at(i + 1) && at(i) > at(i - 1))
    .sort((a, b) => at(b) - at(a) || a - b)
  const [first, second] = peaks
  if (first === undefined) return [0]
  return second !== undefined && at(second) >= secondPeak * at(first) ? [first, second] : [first]
}

const values = new Float64Array(cells * cells * bins)

/** Writes the 32 bytes for a point and one of its directions to `to` at `offset`. */
export function describe(
  { width, height, samples }: SmoothPlane,
  point: { x: number; y: number; direction: number },
  to: Uint8Array,
  offset: number,
): void {
  values.fill(0)
  const cosine = cosines[point.direction] ?? 1
  const sine = sines[point.direction] ?? 0
  for (let s = 0; s < patchU.length; s++) {
    const u = patchU[s] ?? 0
    const v = patchV[s] ?? 0
    const column = Math.floor(point.x + u * cosine - v * sine + 0.5)
    const row = Math.floor(point.y + u * sine + v * cosine + 0.5)
    if (column < 1 || row < 1 || column >= width - 1 || row >= height - 1) continue
    const i = row * width + column
    const gx = (samples[i + 1] ?? 0) - (samples[i - 1] ?? 0)
    const gy = (samples[i + width] ?? 0) - (samples[i - width] ?? 0)
    const squared = gx * gx + gy * gy
    if (squared === 0) continue
    const length = Math.sqrt(squared)
    const bin = turnOf(gx * cosine + gy * sine, gy * cosine - gx * sine) * bins
    const low = Math.floor(bin) % bins
    const high = (low + 1) % bins
    const share = bin - Math.floor(bin)
    for (let part = 4 * s; part < 4 * s + 4; part++) {
      const weight = length * (patchShares[part] ?? 0)
      if (weight === 0) continue
      const cell = patchCells[part] ?? 0
      values[cell + low] = (values[cell + low] ?? 0) + weight * (1 - share)
      values[cell + high] = (values[cell + high] ?? 0) + weight * share
    }
  }
  const sorted = values.slice().sort()
  const median = sorted[sorted.length / 2 - 1] ?? 0
  const quartile = sorted[(3 * sorted.length) / 4 - 1] ?? 0
  to.fill(0, offset, offset + descriptorBytes)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0
    const byte = offset + (i >> 3)
    if (value > median) to[byte] = (to[byte] ?? 0) | (1 << (i & 7))
    if (value > quartile) to[byte + 16] = (to[byte + 16] ?? 0) | (1 << (i & 7))
  }
}

/** The place of each bit in the description of the mirrored surroundings: rows of cells change places, directions their sign. */
const mirroredBits = Uint8Array.from({ length: 128 }, (_, i) => {
  const [cell, bin] = [i >> 3, i & 7]
  const [row, column] = [cell >> 2, cell & 3]
  return ((3 - row) * 4 + column) * 8 + ((8 - bin) % 8)
})

/** The description of the same point in the mirrored picture. */
export function mirrorDescription(from: Uint8Array, to: Uint8Array, offset: number): void {
  to.fill(0, offset, offset + descriptorBytes)
  for (let half = 0; half < descriptorBytes; half += 16) {
    for (let i = 0; i < 128; i++) {
      if ((((from[offset + half + (i >> 3)] ?? 0) >> (i & 7)) & 1) === 0) continue
      const place = mirroredBits[i] ?? 0
      const byte = offset + half + (place >> 3)
      to[byte] = (to[byte] ?? 0) | (1 << (place & 7))
    }
  }
}
