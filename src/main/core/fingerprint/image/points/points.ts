import { pdqDihedral } from '../pdq-dihedral.ts'
import { pdqTerms } from '../pdq.ts'
import type { GreyPlane } from '../picture.ts'
import { blobs, type Found, spread } from './detect.ts'
import { describe, descriptorBytes, directionsAt } from './describe.ts'
import { levelsOf, workingSize } from './levels.ts'
import { smooth, type SmoothPlane } from './smooth.ts'
import { type Box, cut, innerBox } from './trim.ts'

// What a picture's copies are found by where a hash of the whole is blind: crops, captions, pictures in pictures.

/** Points of a picture inside its borders, one array element a point. */
export type PlacedPoints = {
  /** Size of the frame that x and y are in; 1024 on the longer side, for small pictures less. */
  width: number
  height: number
  count: number
  x: Float32Array
  y: Float32Array
  /** The level of the pyramid it was found on: a step is a factor of √2 in size. */
  level: Uint8Array
  /** In 64ths of a turn, clockwise from the right. */
  direction: Uint8Array
  /** 32 bytes a point. */
  descriptions: Uint8Array
}

export type PicturePoints = PlacedPoints & {
  /** What is inside the borders, in 65,535ths of the whole picture's sides. */
  inside: Box
  /** PDQ of what is inside the borders, in the order of `orientations`, 32 bytes each. */
  hashes: Uint8Array[]
  /** PDQ's own quality of that, 0–100. */
  hashQuality: number
}

/** Most points kept: what fits 16 kB. */
export const mostPoints = 440
/** Under this PDQ decides nothing. */
export const leastHashQuality = 50
/** The share of a level among the points, and how much less the next one gets. */
const shareOfFinest = 1
const shareStep = 0.85

type Placed = { plane: SmoothPlane; index: number; scaleX: number; scaleY: number; found: Found[] }

/** How many points each level may give; what one level lacks goes to the others. */
function quotas(available: readonly number[], most: number): number[] {
  const given = available.map(() => 0)
  let left = most
  let open = [...available.keys()]
  while (left > 0 && open.length > 0) {
    const sum = open.reduce((total, i) => total + shareOfFinest * shareStep ** i, 0)
    const round = left
    for (const i of open) {
      const wanted = Math.max(1, Math.floor((round * shareOfFinest * shareStep ** i) / sum))
      const more = Math.min(wanted, left, (available[i] ?? 0) - (given[i] ?? 0))
      given[i] = (given[i] ?? 0) + more
      left -= more
    }
    open = open.filter((i) => (given[i] ?? 0) < (available[i] ?? 0))
  }
  return given
}

/** Places are kept to half a pixel. */
const halves = (value: number, size: number) => Math.min(size - 0.5, Math.max(0, Math.round(2 * value) / 2))

/** A side in the unit of `inside`. */
export const wholeSide = 65_535

function sharesOf(box: Box, { width, height }: GreyPlane): Box {
  const share = (pixels: number, side: number): number => Math.round((pixels * wholeSide) / side)
  return {
    left: share(box.left, width),
    top: share(box.top, height),
    width: share(box.width, width),
    height: share(box.height, height),
  }
}

/**
 * The points of a picture given as `toGrey` gives it, at any size from 1000 pixels up, or as large as the picture is. Null where there is
 * nothing to go by: no point, and too little structure for a hash.
 */
export function picturePoints(plane: GreyPlane): PicturePoints | null {
  const box = innerBox(plane)
  const inner = cut(plane, box)
  const points = pointsInside(inner, mostPoints)
  const { terms, quality } = pdqTerms({ ...inner, channels: 1 })
  if (points.count === 0 && quality < leastHashQuality) return null
  return { ...points, inside: sharesOf(box, plane), hashes: pdqDihedral(terms), hashQuality: quality }
}

/** The points alone, `most` of them at most, of a picture whose borders have been cut away. */
export function pointsInside(inner: GreyPlane, most: number): PlacedPoints {
  const frame = workingSize(inner)
  const levels: Placed[] = levelsOf(inner).map(({ plane: level, ...place }) => {
    const smoothed = smooth(level)
    return { ...place, plane: smoothed, found: blobs(smoothed) }
  })
  const wanted = quotas(
    levels.map(({ found }) => found.length),
    most,
  )
  const points = {
    ...frame,
    count: 0,
    x: new Float32Array(most),
    y: new Float32Array(most),
    level: new Uint8Array(most),
    direction: new Uint8Array(most),
    descriptions: new Uint8Array(most * descriptorBytes),
  }
  // From the coarsest on: second directions take room, and coarse points are few.
  for (const [i, { plane: level, index, scaleX, scaleY, found }] of [...levels.entries()].reverse()) {
    for (const { x, y } of spread(found, level, wanted[i] ?? 0)) {
      for (const direction of directionsAt(level, x, y)) {
        if (points.count === most) break
        const at = points.count++
        points.x[at] = halves((x + 0.5) * scaleX, frame.width)
        points.y[at] = halves((y + 0.5) * scaleY, frame.height)
        points.level[at] = index
        points.direction[at] = direction
        describe(level, { x, y, direction }, points.descriptions, at * descriptorBytes)
      }
    }
  }
  return points
}
