import { directions } from '../../fingerprint/image/points/describe.ts'
import type { PlacedPoints } from '../../fingerprint/image/points/points.ts'
import { type Affine, fitAffine, growth } from './affine.ts'
import type { Pair } from './correspond.ts'

// Whether pairs of points tell of one and the same picture: many of them must agree in one map of the plane. Each pair proposes a map by
// itself, since a point knows its size and direction; nothing is drawn by lot. The score is how unlikely the agreement is by chance
// (Moisan and Stival 2004), as a power of ten.

type Box = { left: number; top: number; width: number; height: number }

export type Agreement = {
  /** −log10 of the number of such agreements expected among chance pairs. */
  score: number
  inliers: number
  /** From `a`'s frame to `b`'s. */
  map: Affine
  /** Smallest upright boxes in `a`'s and in `b`'s frame around the points that agree. */
  from: Box
  to: Box
}

/** For a proposal: off by this share of the longer side at most, times how far the pair is from the proposing one. */
const looseShare = 0.045
/** For a fitted map, in pixels of the working frame. */
const tightPixels = 11
const directionsOff = 5
const levelsOff = 1.5
const refined = 4
const proposals = 6
/** Points nearer to each other than this tell the same thing twice. */
const apart = 7
/** A picture as a whole is not squeezed more than this. */
const mostSqueeze = 2.6
const mostGrowth = 12

const turn = (2 * Math.PI) / directions

function turnsOff(a: number, b: number): number {
  const off = (((a - b) % directions) + directions) % directions
  return Math.min(off, directions - off)
}

type Both = { ax: number; ay: number; bx: number; by: number; levels: number; turns: number; distance: number }

function proposalOf(pair: Both): Affine {
  const scale = 2 ** (pair.levels / 2)
  const [c, s] = [scale * Math.cos(pair.turns * turn), scale * Math.sin(pair.turns * turn)]
  return [c, -s, pair.bx - c * pair.ax + s * pair.ay, s, c, pair.by - s * pair.ax - c * pair.ay]
}

/** Pairs that a map takes to where they are, and whose own size and turn are those of `levels` and `turns`. */
function agreeing(
  pairs: readonly Both[],
  [a, b, c, d, e, f]: Affine,
  levels: number,
  turns: number,
  pixels: number,
): Both[] {
  const limit = pixels * pixels
  return pairs.filter((pair) => {
    const x = a * pair.ax + b * pair.ay + c - pair.bx
    const y = d * pair.ax + e * pair.ay + f - pair.by
    if (x * x + y * y > limit) return false
    return Math.abs(pair.levels - levels) <= levelsOff && turnsOff(pair.turns, turns) <= directionsOff
  })
}

/** Of pairs that lie together in either picture the one that is most alike. */
function distinct(pairs: readonly Both[]): Both[] {
  const kept: Both[] = []
  for (const pair of [...pairs].sort((p, q) => p.distance - q.distance)) {
    const close = kept.some(
      (other) =>
        (Math.abs(other.ax - pair.ax) < apart && Math.abs(other.ay - pair.ay) < apart) ||
        (Math.abs(other.bx - pair.bx) < apart && Math.abs(other.by - pair.by) < apart),
    )
    if (!close) kept.push(pair)
  }
  return kept
}

function boxAround(xs: readonly number[], ys: readonly number[]): Box {
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top }
}

function logChoose(n: number, k: number): number {
  let sum = 0
  for (let i = 1; i <= k; i++) sum += Math.log10((n - k + i) / i)
  return sum
}

/** The best agreement among pairs of points of two pictures; null where not even four points agree. */
export function verify(a: PlacedPoints, b: PlacedPoints, pairs: readonly Pair[]): Agreement | null {
  if (pairs.length < 4) return null
  const both: Both[] = pairs.map((pair) => ({
    ax: a.x[pair.a] ?? 0,
    ay: a.y[pair.a] ?? 0,
    bx: b.x[pair.b] ?? 0,
    by: b.y[pair.b] ?? 0,
    levels: (b.level[pair.b] ?? 0) - (a.level[pair.a] ?? 0),
    turns: ((b.direction[pair.b] ?? 0) - (a.direction[pair.a] ?? 0) + directions) % directions,
    distance: pair.distance,
  }))
  const loose = looseShare * Math.max(b.width, b.height)
  const proposed = both
    .map((pair) => ({ pair, count: agreeing(both, proposalOf(pair), pair.levels, pair.turns, loose).length }))
    .sort((p, q) => q.count - p.count || p.pair.distance - q.pair.distance)
    .slice(0, proposals)
  // Chance: a place within the tolerance, a direction and a level within theirs.
  const chance =
    Math.min(1, (Math.PI * tightPixels ** 2) / (b.width * b.height)) * ((2 * directionsOff + 1) / directions) * 0.4
  const found = distinct(both).length
  let best: Agreement | null = null
  for (const { pair, count } of proposed) {
    if (count < 4) break
    let map: Affine | null = proposalOf(pair)
    let inliers = agreeing(both, map, pair.levels, pair.turns, loose)
    for (let round = 0; round < refined && map !== null; round++) {
      map = fitAffine(
        inliers.map(({ ax, ay }) => [ax, ay]),
        inliers.map(({ bx, by }) => [bx, by]),
      )
      if (map !== null)
        inliers = agreeing(both, map, pair.levels, pair.turns, round === 0 ? 2 * tightPixels : tightPixels)
    }
    if (map === null) continue
    const grown = growth(map)
    if (
      grown === null ||
      grown.most > mostSqueeze * grown.least ||
      grown.most > mostGrowth ||
      grown.least < 1 / mostGrowth
    )
      continue
    const kept = distinct(inliers)
    if (kept.length < 4) continue
    // Of fewer pairs fewer may lie together: those that agree can be more than those counted among all.
    const among = Math.max(found, kept.length)
    const score = -(Math.log10(among) + logChoose(among, kept.length) + (kept.length - 3) * Math.log10(chance))
    if (best !== null && best.score >= score) continue
    const from = boxAround(
      kept.map(({ ax }) => ax),
      kept.map(({ ay }) => ay),
    )
    const to = boxAround(
      kept.map(({ bx }) => bx),
      kept.map(({ by }) => by),
    )
    best = { score, inliers: kept.length, map, from, to }
  }
  return best
}
