import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fingerprint } from '../../../../src/shared/domain/fingerprint.ts'
import { distances, fingerprint, make, medianOf, videoOf } from './films.ts'

let folder = ''
let original = ''
/** Moves, has structure, and is not its own mirror image. */
const scene = ['-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=25:d=8,boxblur=2']
const tone = ['-f', 'lavfi', '-i', 'sine=f=440:d=8:r=44100']
const h264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-c:a', 'aac']

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metastamp-video-'))
  original = await make(folder, 'original.mp4', ...scene, ...tone, ...h264, '-crf', '18', '-metadata', 'title=Tests')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('from a film to its fingerprint', () => {
  it('gives every part, with the sound track, and the same bytes every time', async () => {
    const [first, second] = [await fingerprint(original), await fingerprint(original)]
    expect({ ...second, fingerprint: { ...second.fingerprint, processingMs: 0 } }).toEqual({
      ...first,
      fingerprint: { ...first.fingerprint, processingMs: 0 },
    })
    expect(Fingerprint.parse(first.fingerprint)).toEqual(first.fingerprint)
    const { video, audio, quality, notes } = first.fingerprint
    expect({ ...video, frames: video?.frames.map(({ timeSeconds, flat }) => [timeSeconds, flat]) }).toEqual({
      durationSeconds: expect.closeTo(8, 1),
      width: 640,
      height: 360,
      codec: 'h264',
      frameRate: 25,
      bitrate: expect.any(Number),
      frames: Array.from({ length: 8 }, (_, second) => [second, undefined]),
      averageHash: expect.any(String),
    })
    expect(audio).toMatchObject({ codec: 'aac', sampleRate: 44_100, channels: 1, tags: { title: 'Tests' } })
    expect([Object.keys(quality?.parts ?? {}), notes]).toEqual([
      ['resolution', 'sharpness', 'bitrate', 'frameRate'],
      undefined,
    ])
    const { data, info } = await sharp(first.thumbnail?.bytes).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height, new Set(data).size > 100]).toEqual([512, 288, true])
  })

  it('hears in a film what it hears in the sound alone', async () => {
    const alone = await make(folder, 'alone.mp4', '-i', original, '-vn', '-c', 'copy')
    const { audio } = (await fingerprint(original)).fingerprint
    const { audio: heard, video } = (await fingerprint(alone)).fingerprint
    expect(video).toBeUndefined()
    expect([heard?.chroma, heard?.mfcc, heard?.loudnessLufs]).toEqual([audio?.chroma, audio?.mfcc, audio?.loudnessLufs])
  })

  it('knows frames again at 240 lines and crf 36, in another container and at another rate', async () => {
    const film = videoOf(await fingerprint(original))
    const small = await make(folder, 'small.mkv', '-i', original, '-vf', 'scale=426:240', ...h264, '-crf', '36')
    const slow = await make(folder, 'slow.avi', '-i', original, '-r', '12', '-c:v', 'mpeg4', '-q:v', '3', '-an')
    for (const path of [small, slow]) {
      const copy = videoOf(await fingerprint(path))
      // The copy at 12 frames a second lasts a frame longer.
      expect([8, 9]).toContain(copy.frames.length)
      expect(medianOf(distances(film, copy, 'phash'))).toBeLessThanOrEqual(10)
      if (path === small) expect(medianOf(distances(film, copy, 'pdq'))).toBeLessThanOrEqual(31)
    }
    const mirrored = videoOf(
      await fingerprint(await make(folder, 'mirror.mp4', '-i', original, '-vf', 'hflip', ...h264)),
    )
    expect(medianOf(distances(film, mirrored, 'phash'))).toBeGreaterThan(16)
  })

  it('sees a film that a phone has stored on its side upright', async () => {
    const film = videoOf(await fingerprint(original))
    const side = await make(folder, 'side.mp4', '-i', original, '-vf', 'transpose=1', ...h264, '-crf', '18')
    const phone = await make(folder, 'phone.mp4', '-i', side, '-c', 'copy', '-metadata:s:v:0', 'rotate=90')
    const turned = await fingerprint(phone)
    const { width, height } = videoOf(turned)
    expect([width, height, turned.thumbnail?.width, turned.thumbnail?.height]).toEqual([640, 360, 512, 288])
    expect(Math.max(...distances(film, videoOf(turned), 'phash'))).toBeLessThanOrEqual(6)
    expect(medianOf(distances(film, videoOf(await fingerprint(side)), 'phash'))).toBeGreaterThan(16)
  })

  it('marks black frames and shows none of them', async () => {
    const titled = await make(
      folder,
      'titled.mp4',
      ...['-f', 'lavfi', '-i', 'color=black:s=640x360:r=25:d=4,noise=alls=4:allf=t', '-i', original],
      ...['-filter_complex', '[0:v][1:v]concat=n=2', ...h264],
    )
    const result = await fingerprint(titled)
    const { frames, averageHash } = videoOf(result)
    expect(frames.map(({ flat }) => flat ?? false)).toEqual(Array.from({ length: 12 }, (_, second) => second < 4))
    expect(averageHash).toBe(videoOf(await fingerprint(original)).averageHash)
    const { channels } = await sharp(result.thumbnail?.bytes).stats()
    expect(channels.every(({ stdev }) => stdev > 30)).toBe(true)
    const grey = await make(folder, 'grey.mp4', '-f', 'lavfi', '-i', 'color=gray:s=64x64:d=2', ...h264)
    expect((await fingerprint(grey)).fingerprint).toMatchObject({
      video: { frames: [{ flat: true }, { flat: true }] },
      notes: [expect.stringContaining('of one colour')],
      quality: { parts: { sharpness: 0 } },
    })
  })
})
