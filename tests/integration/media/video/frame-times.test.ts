import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeFilm } from '../../../../src/main/core/media/video/decode.ts'
import { probeFilm } from '../../../../src/main/core/media/video/probe.ts'
import { ffmpegPath, make } from './films.ts'

// Films whose frames are grey and say by their brightness when they are shown: 16 levels, and then twenty a second.

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metastamp-frame-times-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const clockFilm = (rate: string, seconds: number, more = '') =>
  `nullsrc=s=64x48:r=${rate}:d=${seconds},geq=lum='round(16+20*T)':cb=128:cr=128${more}`
const lossless = ['-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast']

/** The time each frame of a film of 64 × 48 says, in seconds. */
async function shownTimes(path: string, keyFramesOnly = false): Promise<number[]> {
  const source = { ffmpeg: await ffmpegPath(), path }
  const { film } = await probeFilm(source)
  const times: number[] = []
  await decodeFilm(
    { ...source, film, sound: null, keyFramesOnly },
    {
      // From video levels to full range: (level − 16) · 255 / 219, 20 levels a second.
      pushFrame: (samples) => times.push(((samples[3] ?? 0) * 219) / 5100),
      startSound: () => {
        throw new Error('there is no sound')
      },
    },
  )
  return times
}

/** The frame for each second is half a frame away at most; of slow films it is on the screen at 0.05 s after the second at the latest. */
function expectTimes(times: readonly number[], count: number, frameSeconds: number): void {
  expect(times.length).toBe(count)
  const half = Math.min(0.05, frameSeconds / 2)
  // What the brightness can say is ± 0.025 s.
  for (const [second, time] of times.entries()) {
    expect(time).toBeLessThan(second + half + 0.03)
    expect(time).toBeGreaterThan(second + half - frameSeconds - 0.03)
  }
}

describe('the frame for each second', () => {
  it.each([
    ['25', 6, 6],
    ['30000/1001', 6.5, 7],
    ['12', 0.5, 1],
    ['2/3', 9, 9],
  ])('is the one on the screen: %s frames a second for %s s', async (rate, seconds, count) => {
    const path = await make(folder, 'even.mp4', '-f', 'lavfi', '-i', clockFilm(rate, seconds), ...lossless)
    const [top = 1, bottom = 1] = rate.split('/').map(Number)
    expectTimes(await shownTimes(path), count, bottom / top)
  })

  it('is the one on the screen in AVI, which counts frames and has no time stamps', async () => {
    const path = await make(
      folder,
      'counted.avi',
      ...['-f', 'lavfi', '-i', clockFilm('12', 5), '-c:v', 'mpeg4', '-q:v', '1', '-bf', '0'],
    )
    expectTimes(await shownTimes(path), 5, 1 / 12)
  })

  it('is the one on the screen where frames last differently long', async () => {
    // Ten a second at first, then one in 1.7 seconds.
    const select = ",select='lt(t,3)+lt(mod(n,17),1)'"
    const path = await make(
      folder,
      'uneven.mkv',
      ...['-f', 'lavfi', '-i', clockFilm('10', 9, select), '-vsync', 'vfr', ...lossless],
    )
    const times = await shownTimes(path)
    const kept = Array.from({ length: 90 }, (_, n) => n).filter((n) => n < 30 || n % 17 === 0)
    const wanted = Array.from({ length: 9 }, (_, second) => (kept.findLast((n) => n <= 10 * second) ?? 0) / 10)
    expect(times.slice(0, wanted.length).map((time) => Math.round(time * 10) / 10)).toEqual(wanted)
  })

  it('is the same in a container that moves the pictures by the lead-in of the sound, and late where the track begins late', async () => {
    const plain = await make(folder, 'plain.mp4', '-f', 'lavfi', '-i', clockFilm('25', 5), ...lossless)
    const moved = async (name: string, seconds: string) =>
      shownTimes(
        await make(folder, name, '-f', 'lavfi', '-i', 'sine=d=6', '-itsoffset', seconds, '-i', plain, '-c:v', 'copy'),
      )
    const times = await shownTimes(plain)
    expect(await moved('aac.mkv', '0.023')).toEqual(times)
    const [start = 0] = times
    expect((await moved('late.mkv', '2')).slice(0, 7)).toEqual([start, start, ...times])
  })

  it('is a key frame where nothing else is decoded', async () => {
    const path = await make(
      folder,
      'keys.mp4',
      ...['-f', 'lavfi', '-i', clockFilm('10', 8), ...lossless, '-g', '30', '-keyint_min', '30', '-sc_threshold', '0'],
    )
    const times = await shownTimes(path, true)
    expect(times.map((time) => Math.round(time))).toEqual([0, 0, 0, 3, 3, 3, 6, 6].slice(0, times.length))
    expect(times.length).toBeGreaterThan(5)
  })
})
