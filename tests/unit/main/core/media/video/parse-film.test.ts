import { describe, expect, it } from 'vitest'
import {
  type FrameSize,
  frameSize,
  isTooLargeForEveryFrame,
} from '../../../../../../src/main/core/media/video/decode.ts'
import { parseFilm, type ProbedFilm } from '../../../../../../src/main/core/media/video/parse-film.ts'

const phone = `Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:phone.mp4':
  Metadata:
    major_brand     : isom
  Duration: 00:00:18.82, start: 0.000000, bitrate: 899 kb/s
  Stream #0:0[0x1](und): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, mono, fltp, 64 kb/s (default)
  Stream #0:1[0x2](und): Video: h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709, progressive), 1920x1080, 16936 kb/s, 29.97 fps, 29.97 tbr, 600 tbn (default)
    Metadata:
      title           : rotation of 45.00 degrees, 10x10
    Side data:
      displaymatrix: rotation of -90.00 degrees
  Stream #0:2[0x3](und): Video: mjpeg (Baseline), yuvj420p(pc), 320x240, 1 fps, 1 tbr, 90k tbn
`

const film = (over: Partial<ProbedFilm>): ProbedFilm => ({
  stream: 0,
  codec: 'h264',
  width: 1920,
  height: 1080,
  aspect: 16 / 9,
  frameRate: 25,
  bitrate: null,
  ...over,
})

describe('parseFilm', () => {
  it('takes the first track of moving pictures, upright', () => {
    expect(parseFilm(phone)).toEqual({
      stream: 1,
      codec: 'h264',
      width: 1080,
      height: 1920,
      aspect: 9 / 16,
      frameRate: 29.97,
      bitrate: 16_936_000,
    })
  })

  it.each([
    [
      'wide pixels of PAL, two shapes said of which the last counts',
      'Stream #0:0: Video: mpeg4 (Simple Profile), yuv420p, 720x576 [SAR 1:1 DAR 5:4], SAR 64:45 DAR 16:9, 25 fps, 25 tbr, 1k tbn',
      { codec: 'mpeg4', width: 720, height: 576, aspect: (720 / 576) * (64 / 45), frameRate: 25, bitrate: null },
    ],
    [
      'no mean rate',
      'Stream #0:0(eng): Video: vp9 (Profile 0), yuv420p(tv), 640x360, 1k tbr, 1k tbn (default)',
      { codec: 'vp9', width: 640, height: 360, aspect: 640 / 360, frameRate: 1000, bitrate: null },
    ],
    [
      'a shape that no screen has',
      'Stream #0:0: Video: h264, yuv420p, 64x64 [SAR 9000:1 DAR 9000:1], 25 fps',
      { codec: 'h264', width: 64, height: 64, aspect: 1, frameRate: 25, bitrate: null },
    ],
  ])('reads %s', (_, line, wanted) => {
    expect(parseFilm(`Input #0, avi, from 'file:x':\n  ${line}\n`)).toEqual({ stream: 0, ...wanted })
  })

  it.each([
    ['a cover', 'Stream #0:1: Video: mjpeg (Baseline), yuvj420p(pc), 300x200, 90k tbr, 90k tbn (attached pic)'],
    ['a track without a size', 'Stream #0:0: Video: h264 (avc1 / 0x31637661), none, 25 fps, 25 tbr'],
    ['sound', 'Stream #0:0: Audio: mp3, 44100 Hz, stereo, fltp, 128 kb/s'],
  ])('does not take %s for a film', (_, line) => {
    expect(parseFilm(`Input #0, mov, from 'file:x':\n  ${line}\n`)).toBeNull()
    expect(parseFilm(`  ${line}\n`)).toBeNull()
  })
})

describe('what is asked of the decoder', () => {
  it('is a picture of one size for every copy of a film, in the shape of the screen', () => {
    const sizes: FrameSize[] = [
      frameSize(film({})),
      frameSize(film({ width: 320, height: 180 })),
      frameSize(film({ width: 720, height: 576 })),
      frameSize(film({ width: 1080, height: 1920, aspect: 9 / 16 })),
      frameSize(film({ width: 2, height: 2000, aspect: 0.001 })),
    ]
    const wide = { width: 512, height: 288 }
    expect(sizes).toEqual([wide, wide, wide, { width: 288, height: 512 }, { width: 8, height: 512 }])
  })

  it('is every frame of two hours in full HD, and key frames of two hours in 4K', () => {
    const large = film({ width: 3840, height: 2160 })
    expect([isTooLargeForEveryFrame(film({}), 7200), isTooLargeForEveryFrame(large, 7200)]).toEqual([false, true])
    expect(isTooLargeForEveryFrame(large, null)).toBe(false)
  })
})
