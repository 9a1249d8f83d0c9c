import { hammingDistance } from '../../fingerprint/image/bits.ts'
import { type Orientation, orientations } from '../../fingerprint/image/pdq-dihedral.ts'
import { descriptorBytes, directions, mirrorDescription } from '../../fingerprint/image/points/describe.ts'
import { leastHashQuality, type PicturePoints, type PlacedPoints } from '../../fingerprint/image/points/points.ts'
import type { Affine, Region } from './affine.ts'
import { correspond } from './correspond.ts'
import { type Likeness, likenessOf, type MeanPlane } from './likeness.ts'
import { verify } from './verify.ts'

// Whether two pictures are copies, or one has a part of the other: what the points and hashes of `fingerprint/image/points` say about it.
// Which of many to compare is the business of `candidates.ts`.

export type PictureMatch =
  /** PDQ of what is inside the borders, in the orientation that is nearest. */
  | { method: 'pdq'; distance: number; orientation: Orientation; strength: number }
  /** Points that agree in one affine map. */
  | {
      method: 'points'
      /** −log10 of how many such agreements chance would give. */
      score: number
      points: number
      mirrored: boolean
      /** From the first picture inside its borders, both sides 0–1, to the second's; the first is mirrored beforehand where `mirrored` says so. */
      map: Affine
      /** Where in the first and in the second picture the agreeing points lie. */
      regions: { first: Region; second: Region }
      strength: number
    }

/**
 * From these on two pictures are taken for copies: above what unrelated works reached in trials, drawings of a few like shapes among them.
 * `npm run bench:accuracy` measures them; docs/fingerprints/image.md says how often they are wrong.
 */
export const pictureLimits = {
  pdqDistance: 56,
  sureness: 4.2,
  /** In the bench the nearest wrong picture has 60 bits, the surest 4.0. */
  measured: { searches: 1600, wrong: 0 },
} as const

/** Fewer agreeing points than make this score are not worth a look at the pictures. */
export const leastScore = 6

/** The points of the picture with left and right exchanged. */
export function mirrorPoints<Points extends PlacedPoints>(points: Points): Points {
  const { count, width } = points
  const descriptions = new Uint8Array(count * descriptorBytes)
  for (let i = 0; i < count; i++) mirrorDescription(points.descriptions, descriptions, i * descriptorBytes)
  return {
    ...points,
    x: points.x.map((x) => width - x),
    direction: points.direction.map((direction) => (directions + directions / 2 - direction) % directions),
    descriptions,
  }
}

/** A picture made ready to be compared with many: mirroring its points takes longer than a comparison. */
export type PreparedPicture = { upright: PicturePoints; mirrored: PicturePoints }

export function preparePicture(points: PicturePoints): PreparedPicture {
  return { upright: points, mirrored: mirrorPoints(points) }
}

/** The nearest of eight orientations; null where either picture has too little structure to tell. */
export function wholePicture(
  first: PicturePoints,
  second: PicturePoints,
): Extract<PictureMatch, { method: 'pdq' }> | null {
  if (Math.min(first.hashQuality, second.hashQuality) < leastHashQuality) return null
  const [upright] = second.hashes
  if (upright === undefined) return null
  let [distance, orientation]: [number, Orientation] = [256, 'original']
  for (const [i, hash] of first.hashes.entries()) {
    const apart = hammingDistance(hash, upright)
    if (apart < distance) [distance, orientation] = [apart, orientations[i] ?? 'original']
  }
  return { method: 'pdq', distance, orientation, strength: (128 - distance) / (128 - pictureLimits.pdqDistance) }
}

type SharedPart = Extract<PictureMatch, { method: 'points' }>

function partOf(first: PicturePoints, second: PicturePoints, mirrored: boolean): SharedPart | null {
  const found = verify(first, second, correspond(first, second))
  if (found === null) return null
  const [a, b, c, d, e, f] = found.map
  const [w, h] = [second.width, second.height]
  return {
    method: 'points',
    score: found.score,
    points: found.inliers,
    mirrored,
    map: [(a * first.width) / w, (b * first.height) / w, c / w, (d * first.width) / h, (e * first.height) / h, f / h],
    regions: { first: shares(found.from, first, mirrored), second: shares(found.to, second, false) },
    strength: surenessOf(found.score, 0, null) / pictureLimits.sureness,
  }
}

/** The better of the ways to lay one on the other, or of the named one; null where fewer than four points agree. */
export function sharedPart(
  first: PreparedPicture,
  second: PicturePoints,
  ways: readonly (keyof PreparedPicture)[] = ['upright', 'mirrored'],
): SharedPart | null {
  const [best = null] = ways
    .map((way) => partOf(first[way], second, way === 'mirrored'))
    .filter((part) => part !== null)
    .sort((p, q) => q.score - p.score)
  return best
}

function shares(box: Region, { width, height }: PicturePoints, mirrored: boolean): Region {
  const left = mirrored ? width - box.left - box.width : box.left
  return { left: left / width, top: box.top / height, width: box.width / width, height: box.height / height }
}

/**
 * How sure it is that a part is shared. Pictures made of like shapes share shapes, and points agree on those: then what the map lays on each
 * other beside them differs. So likeness counts most, of all that overlaps and of the region where points agree; the more of a picture that
 * region is, the more; points alone only where there are very many. Weights were fitted to 1,200 copies and 550 wrong pairs of drawings,
 * photographs and screenshots.
 */
function surenessOf(score: number, area: number, likeness: Likeness | null): number {
  if (score < leastScore) return 0
  const byPoints = 3 * Math.log(score / 30)
  if (likeness === null) return Math.max(0, byPoints)
  const byOverlap = 4 * fisher(likeness.overlap) + 2 * Math.log(Math.max(1e-3, area)) + 0.5 * Math.log(score / 9)
  return Math.max(0, 1.5 * fisher(likeness.region) + Math.max(byPoints, byOverlap))
}

const fisher = (correlation: number): number => Math.atanh(Math.min(0.99, Math.max(-0.99, correlation)))
const areaOf = ({ width, height }: Region): number => width * height

/** What is inside the borders of both pictures, at any size. */
export type Looks = { first: MeanPlane; second: MeanPlane }

/**
 * The stronger evidence that two pictures show the same; a copy from a strength of 1 on. Null where nothing speaks for it. `look` is asked
 * where points agree; it may have nothing.
 */
export async function comparePictures(
  first: PreparedPicture,
  second: PicturePoints,
  look: () => Promise<Looks | null>,
): Promise<PictureMatch | null> {
  const whole = wholePicture(first.upright, second)
  const found = sharedPart(first, second)
  const looks = found === null || found.score < leastScore ? null : await look()
  const part = found === null || looks === null ? found : withLooks(found, looks)
  if (whole === null || part === null) return whole ?? part
  return part.strength >= whole.strength ? part : whole
}

/** The same part, judged by what the pictures look like where it lies. */
export function withLooks(part: SharedPart, { first, second }: Looks): SharedPart {
  const likeness = likenessOf(first, second, part, part.regions.first)
  const area = Math.max(areaOf(part.regions.first), areaOf(part.regions.second))
  return { ...part, strength: surenessOf(part.score, area, likeness) / pictureLimits.sureness }
}
