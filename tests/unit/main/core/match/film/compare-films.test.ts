import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../../../../bench/make/random.ts'
import {
  FilmTracker,
  type FilmTrack,
  gridSide,
  samplesPerSecond,
} from '../../../../../../src/main/core/fingerprint/video/film-track.ts'
import { readFilms, strengthOf } from '../../../../../../src/main/core/match/film/compare-films.ts'
import { FilmIndex } from '../../../../../../src/main/core/match/film/film-index.ts'

// Films drawn in memory: a background of blobs, before which discs move on paths of their own.

const [width, height] = [192, 108]
type Drawn = (x: number, y: number, seconds: number) => number

function background(seed: number): Drawn {
  const random = seededRandom(seed)
  const blobs = Array.from({ length: 60 }, () => [random(), random(), 0.01 + 0.03 * random(), 255 * random()] as const)
  return (x, y) => {
    let tone = 110
    for (const [bx, by, size, own] of blobs) if ((x - bx) ** 2 + ((y - by) * 0.56) ** 2 < size * size) tone = own
    return tone
  }
}

function take(behind: Drawn, seed: number): Drawn {
  const random = seededRandom(seed)
  const discs = Array.from({ length: 3 }, () => {
    const pace = Array.from({ length: 6 }, () => 0.5 + 1.5 * random())
    const place = (t: number, i: number) =>
      0.5 + 0.2 * (Math.sin((pace[i] ?? 1) * t + 6 * (pace[i + 1] ?? 1)) + Math.sin(2.3 * (pace[i + 2] ?? 1) * t))
    return { place, tone: 255 * random() }
  })
  return (x, y, t) => {
    for (const { place, tone } of discs)
      if ((x - place(t, 0)) ** 2 + ((y - place(t, 3)) * 0.56) ** 2 < 0.008) return tone
    return behind(x, y, t)
  }
}

function trackOf(draw: Drawn, seconds: number): FilmTrack {
  const tracker = new FilmTracker()
  for (let sample = 0; sample < seconds * samplesPerSecond; sample++) {
    const now = sample / samplesPerSecond
    const side = 4 * gridSide
    const cells = new Float64Array(gridSide * gridSide)
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const cell = (y >> 2) * gridSide + (x >> 2)
        cells[cell] = (cells[cell] ?? 0) + draw((x + 0.5) / side, (y + 0.5) / side, now) / 16
      }
    tracker.addSample(Uint8Array.from(cells, Math.round))
    if (sample % samplesPerSecond !== 0) continue
    const samples = new Uint8Array(width * height)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) samples[y * width + x] = draw((x + 0.5) / width, (y + 0.5) / height, now)
    tracker.addPicture(now, { width, height, samples })
  }
  return tracker.finish()
}

const room = background(1)
const films = [2, 3, 4].map((seed) => take(room, seed)).concat(take(background(7), 8))
const tracks = films.map((film) => trackOf(film, 9))
const index = new FilmIndex()
for (const [number, track] of tracks.entries()) index.add(number, track)

/** Every film's strength, and the strongest one's reading. */
function search(draw: Drawn, seconds: number) {
  const track = trackOf(draw, seconds)
  const readings = index.candidates(track, 10, 10).flatMap(({ film, pairs }) => {
    const other = tracks[film]
    const reading = other === undefined ? null : readFilms(track, other, pairs)
    return reading === null ? [] : [{ film, strength: strengthOf(reading), reading }]
  })
  const [best, second] = readings.sort((p, q) => q.strength - p.strength)
  return { film: best?.film, strength: best?.strength ?? 0, next: second?.strength ?? 0, reading: best?.reading }
}

const [first, second, , other] = films
if (first === undefined || second === undefined || other === undefined) throw new Error('no films')

const changes: readonly [string, Drawn, { from: number; to: number }][] = [
  ['mirrored', (x, y, t) => first(1 - x, y, t), { from: 0, to: 9 }],
  ['cropped to two thirds', (x, y, t) => first(0.1 + 0.8 * x, 0.1 + 0.8 * y, t), { from: 0, to: 9 }],
  ['in a letterbox', (x, y, t) => (Math.abs(y - 0.5) < 0.35 ? first(x, (y - 0.15) / 0.7, t) : 0), { from: 0, to: 9 }],
  ['brighter and flatter', (x, y, t) => 60 + 0.6 * first(x, y, t), { from: 0, to: 9 }],
  ['a quarter faster', (x, y, t) => first(x, y, 1.25 * t), { from: 0, to: 9 }],
  ['an excerpt of four seconds', (x, y, t) => first(x, y, t + 3), { from: 3, to: 7 }],
  [
    'small, in a corner of another film',
    (x, y, t) => (x > 0.35 && y > 0.35 ? first((x - 0.35) / 0.65, (y - 0.35) / 0.65, t) : other(x, y, t + 40)),
    { from: 0, to: 9 },
  ],
]

describe('finding a film again', () => {
  test.each(changes)('%s, among takes before the same background', (name, draw, span) => {
    const seconds = name.includes('four') ? 4 : name.includes('faster') ? 7 : 9
    const { film, strength, next, reading } = search(draw, seconds)
    expect(film).toBe(0)
    expect(strength).toBeGreaterThan(0.6)
    expect(next).toBeLessThan(0.6 * strength)
    expect(Math.abs((reading?.right.from ?? 99) - span.from)).toBeLessThanOrEqual(0.5)
    expect(Math.abs((reading?.right.to ?? 99) - span.to)).toBeLessThanOrEqual(0.5)
  })

  test('inside a longer film, its place there is told', () => {
    const strange = take(background(21), 22)
    const { film, reading } = search((x, y, t) => (t >= 3 && t < 12 ? first(x, y, t - 3) : strange(x, y, t)), 15)
    expect(film).toBe(0)
    expect(Math.abs((reading?.left.from ?? 99) - 3)).toBeLessThanOrEqual(0.5)
    expect(Math.abs((reading?.left.to ?? 99) - 12)).toBeLessThanOrEqual(0.5)
  })

  test('a take that is not in the library is none of its films, though the background is', () => {
    expect(search(take(room, 30), 9).strength).toBeLessThan(0.55)
  })

  test('a film that was removed is proposed no more', () => {
    const one = new FilmIndex()
    for (const [number, track] of tracks.entries()) one.add(number, track)
    one.remove(0)
    const query = tracks[0]
    if (query === undefined) throw new Error('no film')
    expect(one.candidates(query, 10, 10).map(({ film }) => film)).not.toContain(0)
  })
})
