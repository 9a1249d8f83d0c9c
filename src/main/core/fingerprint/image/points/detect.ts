import type { SmoothPlane } from './smooth.ts'

// Points worth describing: blobs, where the determinant of the Hessian is largest among its neighbours (Lindeberg 1998, §4), spread over
// the picture.

/** Where in the level, in its pixels, and how strong. */
export type Found = { x: number; y: number; strength: number }

/** From the edge: nearer ones would be described by what is not there. */
const margin = 7
/** A blob of about two grey levels; weaker ones are noise. */
const leastStrength = 12_000
/** Ratio of the principal curvatures above which a point may slide along an edge. */
const edgeRatio = 10
const edgeLimit = (edgeRatio + 1) ** 2 / edgeRatio

/** The top of a parabola through three values, at most half a step away. */
function peakBetween(before: number, here: number, after: number): number {
  const bend = before - 2 * here + after
  return bend >= 0 ? 0 : Math.min(0.5, Math.max(-0.5, (before - after) / (2 * bend)))
}

/** Determinants of the Hessian, 0 where a curve is not a blob. */
function responses({ width, height, samples }: SmoothPlane): Float64Array {
  const found = new Float64Array(width * height)
  for (let y = margin - 1; y <= height - margin; y++) {
    for (let x = margin - 1, i = y * width + x; x <= width - margin; x++, i++) {
      const twice = 2 * (samples[i] ?? 0)
      const xx = (samples[i - 1] ?? 0) + (samples[i + 1] ?? 0) - twice
      const yy = (samples[i - width] ?? 0) + (samples[i + width] ?? 0) - twice
      const product = xx * yy
      if (product < leastStrength) continue
      const xy =
        ((samples[i - width - 1] ?? 0) +
          (samples[i + width + 1] ?? 0) -
          (samples[i - width + 1] ?? 0) -
          (samples[i + width - 1] ?? 0)) /
        4
      const determinant = product - xy * xy
      if (determinant >= leastStrength && (xx + yy) ** 2 < edgeLimit * determinant) found[i] = determinant
    }
  }
  return found
}

/** All blobs of a level, in reading order. */
export function blobs(plane: SmoothPlane): Found[] {
  const { width, height } = plane
  const found: Found[] = []
  if (Math.min(width, height) < 2 * margin + 1) return found
  const r = responses(plane)
  const v = (i: number): number => r[i] ?? 0
  for (let y = margin; y < height - margin; y++) {
    for (let x = margin, i = y * width + x; x < width - margin; x++, i++) {
      const here = v(i)
      if (here === 0) continue
      // Of two equal neighbours the first in reading order is taken.
      if (v(i - width - 1) >= here || v(i - width) >= here || v(i - width + 1) >= here || v(i - 1) >= here) continue
      if (v(i + 1) > here || v(i + width - 1) > here || v(i + width) > here || v(i + width + 1) > here) continue
      found.push({
        x: x + peakBetween(v(i - 1), here, v(i + 1)),
        y: y + peakBetween(v(i - width), here, v(i + width)),
        strength: here,
      })
    }
  }
  return found
}

/** The wanted number of points, spread: the strongest of each cell first, then each cell's second, and so on. */
export function spread(points: readonly Found[], plane: { width: number; height: number }, wanted: number): Found[] {
  if (points.length <= wanted) return [...points]
  const cells = Math.max(1, Math.round(Math.sqrt(wanted / 3)))
  const ranked = [...points].sort((a, b) => b.strength - a.strength || a.y - b.y || a.x - b.x)
  const seen = new Uint16Array(cells * cells)
  const byRound: Found[][] = []
  for (const point of ranked) {
    const column = Math.min(cells - 1, Math.floor((point.x * cells) / plane.width))
    const row = Math.min(cells - 1, Math.floor((point.y * cells) / plane.height))
    const cell = row * cells + column
    const round = seen[cell] ?? 0
    seen[cell] = round + 1
    const others = byRound[round]
    if (others === undefined) byRound[round] = [point]
    else others.push(point)
  }
  return byRound.flat().slice(0, wanted)
}
