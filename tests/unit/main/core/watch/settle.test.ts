import { describe, expect, test } from 'vitest'
import { boxEnding, endingOf } from '../../../../../src/main/core/watch/ending.ts'
import { settle, type Sight, type Waiting } from '../../../../../src/main/core/watch/settle.ts'
import { tinyPng } from '../../../../fakes/tiny-png.ts'

/** Looks every 100 ms at what a writer leaves; when it is taken, in milliseconds, and with how many bytes. */
function taken(
  sightAt: (at: number) => Omit<Sight, 'at' | 'restedMs' | 'mtimeUs'>,
  untilMs = 120_000,
): { at: number; bytes: number } | null {
  let waiting: Waiting | undefined
  for (let at = 0; at <= untilMs; at += 100) {
    const seen = sightAt(at)
    const settled = settle(waiting, { ...seen, at, restedMs: 0, mtimeUs: seen.bytes })
    if (settled.type === 'ready') return { at, bytes: seen.bytes }
    waiting = settled.waiting
  }
  return null
}

describe('a file comes to rest', () => {
  test('a whole picture within the blink of an eye, never at first sight', () => {
    expect(taken(() => ({ bytes: 9, ending: 'whole', beingWritten: false }))).toEqual({ at: 300, bytes: 9 })
  })

  test.each([1_000, 5_000, 29_900])(
    'a picture whose writer pauses for %i ms is taken whole, open or closed',
    (pause) => {
      for (const open of [true, false, null]) {
        const result = taken((at) => {
          const done = at >= pause
          return {
            bytes: done ? 100 : 50,
            ending: done ? 'whole' : 'cut',
            beingWritten: open === null ? null : open && !done,
          }
        })
        expect(result?.bytes).toBe(100)
      }
    },
  )

  test('sound without an end of its own, written in pieces where nobody tells who writes, outlasts half a minute', () => {
    const piece = (at: number) => Math.min(3, Math.floor(at / 29_000) + (at > 500 ? 1 : 0)) + 1
    expect(taken((at) => ({ bytes: piece(at), ending: 'unknown', beingWritten: null }))?.bytes).toBe(4)
  })

  test('a file that ends in the middle is taken as it is once nobody has touched it for a minute', () => {
    expect(taken(() => ({ bytes: 5, ending: 'cut', beingWritten: false }))).toEqual({ at: 60_000, bytes: 5 })
  })
})

test('endings tell a whole file from each of its beginnings', () => {
  const png = tinyPng(3)
  const jpeg = Buffer.concat([
    Buffer.from('ffd8ffe000104a464946', 'hex'),
    Buffer.alloc(3_000, 7),
    Buffer.from('ffd9', 'hex'),
  ])
  const riff = Buffer.concat([Buffer.from('RIFF'), Buffer.from([24, 0, 0, 0]), Buffer.from('WAVE'), Buffer.alloc(20)])
  const pdf = Buffer.from(`%PDF-1.7\n${'x'.repeat(4_000)}\n%%EOF\n`)
  const cutAtHalf = (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)
  const said = [png, jpeg, riff, pdf].map((bytes) => {
    const half = cutAtHalf(bytes)
    return [endingOf(bytes, bytes, bytes.length), endingOf(half, half, half.length)]
  })
  expect(said).toEqual(said.map(() => ['whole', 'cut']))
  expect(endingOf(Buffer.from('plain'), Buffer.from('plain'), 5)).toBe('unknown')
  expect(endingOf(Buffer.alloc(0), Buffer.alloc(0), 0)).toBe('cut')
})

test('a film is whole when its boxes add up to its length and one of them describes it', () => {
  const box = (type: string, length: number) => {
    const bytes = Buffer.alloc(length)
    bytes.writeUInt32BE(length, 0)
    bytes.write(type, 4, 'latin1')
    return bytes
  }
  const film = Buffer.concat([box('ftyp', 24), box('mdat', 500), box('moov', 120)])
  const ending = (bytes: Buffer) => boxEnding((at) => bytes.subarray(at, at + 16), bytes.length)
  const cuts = [30, 300, 524, 530, 600].map((length) => ending(film.subarray(0, length)))
  expect([ending(film), ...new Set(cuts)]).toEqual(['whole', 'cut'])
})
