import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { videoQuality } from '../../../../../../src/main/core/fingerprint/video/quality.ts'

const hd = { width: 1920, height: 1080, codec: 'h264', frameRate: 25, bitrate: 6e6, sharpness: 0.7 }

describe('videoQuality', () => {
  it('has a part for each thing a viewer notices', () => {
    expect(videoQuality(hd)).toEqual({
      score: 0.8355,
      parts: { resolution: 0.7872, sharpness: 0.7, bitrate: 1, frameRate: 1 },
    })
  })

  it('leaves out what is not known, and bitrates of codecs made for editing', () => {
    const parts = (over: object) => Object.keys(videoQuality({ ...hd, ...over }).parts)
    expect([parts({ codec: 'prores' }), parts({ bitrate: null }), parts({ frameRate: null })]).toEqual([
      ['resolution', 'sharpness', 'frameRate'],
      ['resolution', 'sharpness', 'frameRate'],
      ['resolution', 'sharpness'],
    ])
  })

  it('stays from 0 to 1, and never falls when a copy is larger, richer or smoother', () => {
    const input = fc.record({
      width: fc.integer({ min: 1, max: 9000 }),
      height: fc.integer({ min: 1, max: 9000 }),
      codec: fc.constantFrom('h264', 'av1', 'prores'),
      frameRate: fc.double({ min: 0.1, max: 1000, noNaN: true }),
      bitrate: fc.integer({ min: 0, max: 1e9 }),
      sharpness: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(input, (film) => {
        const { score, parts } = videoQuality(film)
        expect([score, ...Object.values(parts)].every((value) => value >= 0 && value <= 1)).toBe(true)
        expect(videoQuality({ ...film, bitrate: film.bitrate * 2 }).score).toBeGreaterThanOrEqual(score)
        expect(videoQuality({ ...film, sharpness: 1 }).score).toBeGreaterThanOrEqual(score)
      }),
    )
  })
})
