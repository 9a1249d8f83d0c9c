import { assertFilled, type GreyPlane } from '../picture.ts'

// A border, a letterbox, the paper round a drawing: what carries nothing is taken away first, so that a copy with a border and one
// without begin with the same pixels.

/** Pixels from the left and the top, and the size that is left. */
export type Box = { left: number; top: number; width: number; height: number }

/** Samples of one line may differ by this much, and lines of one border from its first: what JPEG does to a plain area. */
const tolerance = 14
/** A side is never cut to less than this share of it. */
const keepsAtLeast = 0.125

type Line = (index: number) => { least: number; most: number }

/** Lines from the outside in that look like the outermost one. */
function plainLines(line: Line, count: number): number {
  const first = line(0)
  let least = first.least
  let most = first.most
  let plain = 0
  while (plain < count) {
    const next = line(plain)
    least = Math.min(least, next.least)
    most = Math.max(most, next.most)
    if (most - least > tolerance) break
    plain++
  }
  return plain
}

/** The box inside the uniform borders of a plane; the whole plane where it is all one tone. */
export function innerBox(plane: GreyPlane): Box {
  assertFilled(plane, 1)
  const { width, height, samples } = plane
  const extent = (start: number, step: number, count: number): { least: number; most: number } => {
    let least = 255
    let most = 0
    for (let i = 0, at = start; i < count; i++, at += step) {
      const sample = samples[at] ?? 0
      if (sample < least) least = sample
      if (sample > most) most = sample
    }
    return { least, most }
  }
  const whole = { left: 0, top: 0, width, height }
  const top = plainLines((y) => extent(y * width, 1, width), height)
  if (top >= height) return whole
  const bottom = plainLines((y) => extent((height - 1 - y) * width, 1, width), height)
  const rows = height - top - bottom
  if (rows < height * keepsAtLeast) return whole
  const left = plainLines((x) => extent(top * width + x, width, rows), width)
  const right = plainLines((x) => extent(top * width + width - 1 - x, width, rows), width)
  const columns = width - left - right
  return columns < width * keepsAtLeast ? whole : { left, top, width: columns, height: rows }
}

/** The part of a plane inside a box that lies within it. */
export function cut(plane: GreyPlane, box: Box): GreyPlane {
  if (box.width === plane.width && box.height === plane.height) return plane
  const samples = new Uint8Array(box.width * box.height)
  for (let y = 0; y < box.height; y++) {
    const from = (box.top + y) * plane.width + box.left
    samples.set(plane.samples.subarray(from, from + box.width), y * box.width)
  }
  return { width: box.width, height: box.height, samples }
}
