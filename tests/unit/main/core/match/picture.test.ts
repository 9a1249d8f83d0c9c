import { beforeAll, describe, expect, it } from 'vitest'
import type { GreyPlane } from '../../../../../src/main/core/fingerprint/image/picture.ts'
import { type PicturePoints, picturePoints } from '../../../../../src/main/core/fingerprint/image/points/points.ts'
import { fitAffine, growth } from '../../../../../src/main/core/match/picture/affine.ts'
import { PictureCandidates } from '../../../../../src/main/core/match/picture/candidates.ts'
import {
  comparePictures,
  mirrorPoints,
  type PictureMatch,
  preparePicture,
  sharedPart,
  wholePicture,
  withLooks,
} from '../../../../../src/main/core/match/picture/picture.ts'
import { insideOf } from '../../../../../src/main/core/match/picture/likeness.ts'
import { bordered, drawing, warped } from '../../../../fakes/drawing.ts'

function pointsOf(plane: GreyPlane): PicturePoints {
  const points = picturePoints(plane)
  if (points === null) throw new Error('no points')
  return points
}

const original = drawing(1, 800, 600)
let known: PicturePoints
beforeAll(() => {
  known = pointsOf(original)
})

function compared(copy: GreyPlane): Promise<PictureMatch | null> {
  const points = pointsOf(copy)
  return comparePictures(preparePicture(points), known, async () => ({
    first: insideOf(copy, points),
    second: insideOf(original, known),
  }))
}

/** Where the match says a place in the copy, in shares of its sides, is in the original. */
function placed(match: PictureMatch | null, x: number, y: number): [number, number] {
  if (match?.method !== 'points') throw new Error(`no points but ${match?.method}`)
  const [a, b, c, d, e, f] = match.map
  const from = match.mirrored ? 1 - x : x
  return [a * from + b * y + c, d * from + e * y + f]
}

function near(found: readonly number[], expected: readonly number[]): void {
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 1.5)
}

describe('points of a copy', () => {
  it('find the part that a crop has left, and where it was', async () => {
    const crop = warped(original, { width: 400, height: 300 }, (x, y) => [x + 250, y + 180])
    const match = await compared(crop)
    expect(match).toMatchObject({ method: 'points', mirrored: false })
    expect(match?.strength).toBeGreaterThan(2)
    near(placed(match, 0, 0), [250 / 800, 180 / 600])
    near(placed(match, 1, 1), [650 / 800, 480 / 600])
  })

  it('find a small picture in a large one', async () => {
    const within = warped(drawing(9, 1200, 900), { width: 1200, height: 900 }, (x, y) => [x, y])
    const small = warped(original, { width: 360, height: 270 }, (x, y) => [(x * 800) / 360, (y * 600) / 270])
    for (let y = 0; y < 270; y++)
      within.samples.set(small.samples.subarray(y * 360, (y + 1) * 360), (y + 500) * 1200 + 700)
    const match = await compared(within)
    expect(match?.strength).toBeGreaterThan(1)
    near(placed(match, 700 / 1200, 500 / 900), [0, 0])
  })

  it('find a mirrored, turned and shrunken copy', async () => {
    const [c, s] = [Math.cos(0.6), Math.sin(0.6)]
    const turned = warped(original, { width: 620, height: 620 }, (x, y) => {
      const [u, v] = [(x - 310) * 1.5, (y - 310) * 1.5]
      return [400 - (c * u + s * v), 300 + (c * v - s * u)]
    })
    const match = await compared(turned)
    expect(match).toMatchObject({ method: 'points', mirrored: true })
    expect(match?.strength).toBeGreaterThan(1.5)
  })

  it('are not enough where pictures share shapes and nothing else', async () => {
    // The same thirty marks, each picture's own surroundings between them.
    const marks = drawing(21, 200, 150)
    const grounds = [31, 32].map((seed) => {
      const ground = drawing(seed, 800, 600)
      const marked = { ...ground, samples: ground.samples.slice() }
      for (let y = 0; y < 150; y++)
        marked.samples.set(marks.samples.subarray(y * 200, (y + 1) * 200), (y + 40 + 300 * (seed - 31)) * 800 + 60)
      return marked
    })
    const [first, second] = grounds.map((plane) => ({ plane, points: pointsOf(plane) }))
    if (first === undefined || second === undefined) throw new Error('no grounds')
    const part = sharedPart(preparePicture(first.points), second.points)
    if (part === null) throw new Error('nothing shared')
    const small = { ...part, score: 20 }
    const looks = { first: insideOf(first.plane, first.points), second: insideOf(second.plane, second.points) }
    // As a part of both it is told; as little as chance would give it is not.
    expect([withLooks(part, looks).strength >= 1, withLooks(small, looks).strength >= 1]).toEqual([true, false])
  })

  it('agree in nothing with another picture, in whichever order', () => {
    const others = [2, 3, 4, 5].map((seed) => pointsOf(drawing(seed, 800, 600)))
    const strengths = others.flatMap((other) => [
      sharedPart(preparePicture(other), known)?.strength ?? 0,
      sharedPart(preparePicture(known), other)?.strength ?? 0,
    ])
    expect(Math.max(...strengths)).toBeLessThan(1)
  })

  it('of a mirrored picture are the mirrored points', () => {
    const flopped = pointsOf(warped(original, original, (x, y) => [799 - x, y]))
    const back = mirrorPoints(flopped)
    const places = (points: PicturePoints) =>
      new Set(
        Array.from(
          { length: points.count },
          (_, i) => `${points.level[i]} ${points.x[i]} ${points.y[i]} ${points.direction[i]}`,
        ),
      )
    const there = places(back)
    const both = [...places(known)].filter((place) => there.has(place)).length
    // A place between two half pixels, and a direction between two steps, may be rounded the other way.
    expect(both / known.count).toBeGreaterThan(0.75)
  })
})

describe('the hash inside the borders', () => {
  it('is the same with a border and without, and knows which way a picture was turned', () => {
    const framed = bordered(original, { left: 80, top: 60, right: 80, bottom: 60 }, () => 250)
    expect(wholePicture(pointsOf(framed), known)).toMatchObject({ distance: 0, orientation: 'original' })
    const quarter = warped(original, { width: 600, height: 800 }, (x, y) => [y, 599 - x])
    expect(wholePicture(pointsOf(quarter), known)).toMatchObject({ orientation: 'rotate90' })
  })

  it('decides nothing where a picture has too little structure', () => {
    expect(wholePicture({ ...known, hashQuality: 49 }, known)).toBe(null)
  })
})

describe('candidates', () => {
  it('name the picture a crop was taken from before all others, and none that was removed', () => {
    const index = new PictureCandidates()
    for (let seed = 1; seed <= 8; seed++) index.add(String(seed), pointsOf(drawing(seed, 240, 180)))
    index.add('1', known)
    const crop = pointsOf(warped(original, { width: 420, height: 320 }, (x, y) => [x + 200, y + 150]))
    expect([index.size, index.find(crop, 3)[0]?.id]).toEqual([8, '1'])
    const flopped = pointsOf(warped(original, original, (x, y) => [799 - x, y]))
    expect(index.find(mirrorPoints(flopped), 3)[0]?.id).toBe('1')
    index.remove('1')
    expect([index.size, index.find(crop, 8).map(({ id }) => id)]).toEqual([7, expect.not.arrayContaining(['1'])])
  })
})

describe('affine maps', () => {
  it('are fitted exactly to points of one, and not at all to points on a line', () => {
    const from = [
      [0, 0],
      [10, 0],
      [0, 10],
      [7, 3],
    ] as const
    const to = from.map(([x, y]) => [2 * x - y + 5, x + 3 * y - 2] as const)
    expect(fitAffine(from, to)?.map((value) => Math.round(value * 1e6) / 1e6)).toEqual([2, -1, 5, 1, 3, -2])
    expect(
      fitAffine(
        [
          [0, 0],
          [1, 1],
          [2, 2],
          [3, 3],
        ],
        to,
      ),
    ).toBe(null)
  })

  it('know how much they stretch, and that a mirror is none', () => {
    expect(growth([2, 0, 0, 0, 3, 0])).toEqual({ least: 2, most: 3 })
    expect(growth([-1, 0, 0, 0, 1, 0])).toBe(null)
  })
})
