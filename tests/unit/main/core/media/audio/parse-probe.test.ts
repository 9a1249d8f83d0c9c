import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseProbe } from '../../../../../../src/main/core/media/audio/parse-probe.ts'

// Lines as ffmpeg 5.1 and a build of 2018 print them.

const mp3 = `Input #0, mp3, from 'file:/music/c.mp3':
  Metadata:
    title           : Täst
    artist          : A: B
    comment         : line one
                    : line two
    encoder         : Lavf59.27.100
  Duration: 00:04:00.04, start: 0.025056, bitrate: 128 kb/s
  Stream #0:0: Audio: mp3, 44100 Hz, stereo, fltp, 127 kb/s
    Metadata:
      encoder         : Lavc59.37
  Stream #0:1: Video: mjpeg (Baseline), yuvj444p(pc, bt470bg/unknown/unknown), 300x300 [SAR 1:1 DAR 1:1], 90k tbr, 90k tbn (attached pic)
    Metadata:
      comment         : Other
At least one output file must be specified
`
const m4a = `[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55f6f6282bc0] stream 0, timescale not set
Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:c.m4a':
  Metadata:
    major_brand     : M4A 
    minor_version   : 512
    compatible_brands: M4A isomiso2
    title           : Song
  Duration: 01:02:03.50, start: 0.000000, bitrate: 138 kb/s
  Stream #0:0[0x1](und): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, stereo, fltp, 136 kb/s (default)
    Metadata:
      handler_name    : SoundHandler
`
const ogg = `Input #0, ogg, from 'file:c.ogg':
  Duration: 00:04:00.00, start: 0.000000, bitrate: 92 kb/s
    Stream #0:0: Audio: opus, 48000 Hz, 5.1(side), fltp
    Metadata:
      ENCODER         : Lavc59.37.100 libopus
      TITLE           : In the stream
At least one output file must be specified
`

describe('what ffmpeg says about a file', () => {
  it('is read from an MP3 with a cover and a tag of two lines', () => {
    expect(parseProbe(mp3)).toEqual({
      container: 'mp3',
      durationSeconds: 240.04,
      durationGuessed: false,
      bitrate: 128_000,
      audio: { stream: 0, codec: 'mp3', sampleRate: 44_100, layout: 'stereo', bitrate: 127_000 },
      cover: 1,
      tags: { title: 'Täst', artist: 'A: B', comment: 'line one\nline two' },
    })
  })

  it('is read from an M4A, whose technical tags are left out', () => {
    expect(parseProbe(m4a)).toMatchObject({
      container: 'mov,mp4,m4a,3gp,3g2,mj2',
      durationSeconds: 3723.5,
      audio: { codec: 'aac', sampleRate: 44_100, bitrate: 136_000 },
      cover: null,
      tags: { title: 'Song' },
    })
  })

  it('is read from an Ogg file, whose tags belong to the stream, and from older builds, which indent by four', () => {
    expect(parseProbe(ogg)).toMatchObject({
      audio: { codec: 'opus', layout: '5.1(side)', bitrate: null },
      bitrate: 92_000,
      tags: { title: 'In the stream' },
    })
  })

  it('knows a guessed and an unknown duration', () => {
    const aac = `[aac @ 0x1] Estimating duration from bitrate, this may be inaccurate
Input #0, aac, from 'file:c.aac':
  Duration: N/A, bitrate: 127 kb/s
  Stream #0:0: Audio: aac (LC), 44100 Hz, mono, fltp, 127 kb/s
`
    expect(parseProbe(aac)).toMatchObject({ durationSeconds: null, durationGuessed: true, audio: { layout: 'mono' } })
  })

  it('finds no sound in a film without, in damage, and in a stream without a rate', () => {
    const film = `Input #0, mov,mp4, from 'file:a.mp4':
  Duration: 00:00:01.00, start: 0.000000, bitrate: 70 kb/s
  Stream #0:0[0x1](und): Video: h264 (High), yuv420p, 320x240, 25 fps
`
    const broken = 'file:a.mp3: Invalid data found when processing input'
    const noRate = `Input #0, mp3, from 'file:a.mp3':
  Stream #0:0: Audio: mp3, 0 channels
`
    expect(
      [film, broken, noRate].map((text) => parseProbe(text)).map(({ audio, cover }) => ({ audio, cover })),
    ).toEqual(Array.from({ length: 3 }, () => ({ audio: null, cover: null })))
  })

  it('never fails, and bounds what strangers wrote', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseProbe(`${mp3.slice(0, 90)}${text}`)))
    const long = mp3.replace('Täst', `\u001b[31m${'x'.repeat(5000)}`)
    const { title } = parseProbe(long).tags
    expect([title?.length, title?.startsWith('[31mxx')]).toEqual([1000, true])
  })
})
