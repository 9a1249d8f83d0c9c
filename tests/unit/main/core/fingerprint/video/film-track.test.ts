import { describe, expect, test } from 'vitest'
import {
  FilmTracker,
  gridCells,
  samplesPerSecond,
} from '../../../../../../src/main/core/fingerprint/video/film-track.ts'
import { packTrack, unpackTrack } from '../../../../../../src/main/core/fingerprint/video/track-bytes.ts'
import { seededRandom } from '../../../../../../bench/make/random.ts'

const [width, height] = [128, 80]

/** Blobs at places that `seed` draws, on a ground whose tone changes, so that no border looks plain. */
function picture(seed: number) {
  const random = seededRandom(seed)
  const samples = Uint8Array.from({ length: width * height }, (_, i) => 60 + (i % width) + ((i / width) | 0))
  for (let blob = 0; blob < 25; blob++) {
    const [x0, y0, size, tone] = [random() * width, random() * height, 3 + random() * 6, random() * 255]
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        if ((x - x0) ** 2 + (y - y0) ** 2 < size * size) samples[y * width + x] = Math.round(tone)
  }
  return { width, height, samples }
}

/** One picture a second; each sample's cells are of one tone. */
function trackOf(seeds: readonly number[], tones: readonly number[], most?: number) {
  const tracker = new FilmTracker(most)
  for (const [second, seed] of seeds.entries()) {
    for (let i = 0; i < samplesPerSecond; i++) tracker.addSample(new Uint8Array(gridCells).fill(tones[second] ?? 0))
    tracker.addPicture(second, picture(seed))
  }
  return tracker.finish()
}

describe('the track of a film', () => {
  test('takes points of a picture that differs from the last, and of one that stays every eight seconds', () => {
    const still = Array.from({ length: 10 }, () => 1)
    const changing = Array.from({ length: 3 }, (_, i) => i)
    expect([
      trackOf(
        still,
        still.map(() => 90),
      ).keys.map(({ seconds }) => seconds),
      trackOf(
        changing,
        changing.map((i) => 40 * i),
      ).keys.map(({ seconds }) => seconds),
    ]).toEqual([
      [0, 8],
      [0, 1, 2],
    ])
  })

  test('of a long film has a bounded number of pictures, evenly over all of it', () => {
    const seconds = Array.from({ length: 12 }, (_, i) => i)
    const track = trackOf(
      seconds,
      seconds.map((i) => (37 * i) % 251),
      4,
    )
    expect(track.keys.map((key) => key.seconds)).toEqual([0, 4, 8])
  })

  test('places points in the whole picture, the bars of a letterbox included', () => {
    const { samples } = picture(5)
    const boxed = { width, height: 160, samples: new Uint8Array(width * 160) }
    boxed.samples.set(samples, 32 * width)
    const [plain, barred] = [{ width, height, samples }, boxed].map((plane) => {
      const tracker = new FilmTracker()
      tracker.addSample(new Uint8Array(gridCells))
      tracker.addPicture(0, plane)
      return tracker.finish().keys[0]?.points
    })
    if (plain === undefined || barred === undefined) throw new Error('no points')
    expect(barred.count).toBe(plain.count)
    for (let i = 0; i < plain.count; i++) {
      const across = ((barred.x[i] ?? 0) / barred.width - (plain.x[i] ?? 0) / plain.width) * width
      const down = ((barred.y[i] ?? 0) / barred.height) * 160 - 32 - ((plain.y[i] ?? 0) / plain.height) * height
      expect(Math.max(Math.abs(across), Math.abs(down))).toBeLessThan(0.01)
    }
  })

  test('comes back from its bytes, places to a 65,535th of the picture', () => {
    const track = trackOf([3, 4, 5], [10, 90, 250])
    const back = unpackTrack(packTrack(track))
    expect(back.cells).toEqual(track.cells)
    for (const [i, { seconds, points }] of back.keys.entries()) {
      const was = track.keys[i]
      if (was === undefined) throw new Error('one key too many')
      const { count } = was.points
      expect([seconds, points.count]).toEqual([was.seconds, count])
      expect(points.descriptions).toEqual(was.points.descriptions.slice(0, points.descriptions.length))
      for (let point = 0; point < count; point++) {
        expect(points.level[point]).toBe(was.points.level[point])
        expect(points.direction[point]).toBe(was.points.direction[point])
        expect(Math.abs((points.x[point] ?? 0) - (was.points.x[point] ?? 0))).toBeLessThan(0.01)
        expect(Math.abs((points.y[point] ?? 0) - (was.points.y[point] ?? 0))).toBeLessThan(0.01)
      }
    }
  })

  test('bytes that were cut off are told', () => {
    const bytes = packTrack(trackOf([3, 4], [10, 90]))
    expect(() => unpackTrack(bytes.subarray(0, 40))).toThrow(RangeError)
    expect(() => unpackTrack(bytes.subarray(0, bytes.length - 6))).toThrow(RangeError)
  })
})
