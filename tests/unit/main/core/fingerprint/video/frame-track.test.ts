import { describe, expect, it } from 'vitest'
import { averageHash } from '../../../../../../src/main/core/fingerprint/image/average-hash.ts'
import { toGrey } from '../../../../../../src/main/core/fingerprint/image/grey.ts'
import { imageHashes } from '../../../../../../src/main/core/fingerprint/image/image-hashes.ts'
import type { Picture } from '../../../../../../src/main/core/fingerprint/image/picture.ts'
import { createFrameTrack } from '../../../../../../src/main/core/fingerprint/video/frame-track.ts'

const size = { width: 16, height: 12 }

function picture(of: (x: number, y: number) => number): Picture {
  const samples = new Uint8Array(size.width * size.height * 3)
  for (let i = 0; i < samples.length; i++) {
    const at = Math.floor(i / 3)
    samples[i] = of(at % size.width, Math.floor(at / size.width))
  }
  return { ...size, channels: 3, samples }
}

const black = picture((x, y) => 16 + ((x * 7 + y * 3) % 4))
const steps = picture((x, y) => (x > 7 ? 200 : 20) + y)
const checks = picture((x, y) => (((x >> 2) + (y >> 2)) % 2 === 0 ? 240 : 10))

describe('createFrameTrack', () => {
  it("has the hashes that a picture has, and marks frames that tell nothing, which stay out of the film's mean", () => {
    const track = createFrameTrack(null)
    for (const frame of [black, steps, black, black]) track.push(frame)
    const { frames, seconds, averageHash: hash } = track.finish()
    const grey = toGrey(steps)
    const { phash, pdq, pdqQuality } = imageHashes(steps, grey, grey, size)
    expect(frames[1]).toEqual({ timeSeconds: 1, phash, pdq, pdqQuality })
    expect(frames.map(({ timeSeconds, flat }) => [timeSeconds, flat])).toEqual([
      [0, true],
      [1, undefined],
      [2, true],
      [3, true],
    ])
    expect([seconds, hash]).toEqual([4, averageHash(grey)])
  })

  it('averages brightness, not hashes', () => {
    const track = createFrameTrack(null)
    track.push(steps)
    track.push(checks)
    const [left, right] = [toGrey(steps).samples, toGrey(checks).samples]
    const mean = Uint8Array.from(left, (value, i) => Math.round((value + (right[i] ?? 0)) / 2))
    expect(track.finish().averageHash).toBe(averageHash({ ...size, samples: mean }))
  })

  it('shows a frame of the first third before a better later one, but none that is flat, and keeps no borrowed memory', () => {
    const chosen = (duration: number | null, ...frames: Picture[]) => {
      const track = createFrameTrack(duration)
      const borrowed = new Uint8Array(black.samples.length)
      for (const frame of frames) {
        borrowed.set(frame.samples)
        track.push({ ...frame, samples: borrowed })
      }
      return track.finish().best?.samples
    }
    expect(chosen(9, black, steps, black, black, black, checks)).toEqual(steps.samples)
    expect(chosen(3, black, black, steps)).toEqual(steps.samples)
    expect(chosen(2, black)).toEqual(black.samples)
    expect(chosen(null)).toBeUndefined()
  })

  it('says so where no frame tells anything', () => {
    const track = createFrameTrack(1)
    const nothing = { averageHash: null, sharpness: null, best: null, embedding: null, strip: [] }
    expect(track.finish()).toEqual({ frames: [], seconds: 0, ...nothing })
    track.push(black)
    expect(track.finish()).toMatchObject({ sharpness: null, averageHash: averageHash(toGrey(black)) })
  })

  it('keeps a bounded number of frames however long the film is, at even distances', () => {
    const small: Picture = { width: 8, height: 8, channels: 3, samples: new Uint8Array(192) }
    const track = createFrameTrack(null, 20)
    const kept = (seconds: number): number[] => {
      while (track.finish().seconds < seconds) track.push(small)
      return track.finish().frames.map(({ timeSeconds }) => timeSeconds)
    }
    const every = (step: number, count: number) => Array.from({ length: count }, (_, i) => step * i)
    expect([kept(20), kept(21), kept(31), kept(40), kept(41), kept(400)]).toEqual([
      every(1, 20),
      every(2, 11),
      every(2, 16),
      every(2, 20),
      every(4, 11),
      every(32, 13),
    ])
  })
})
