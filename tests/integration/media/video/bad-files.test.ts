import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fingerprintVideo } from '../../../../src/main/core/compute/fingerprint-video.ts'
import { decodeFilm } from '../../../../src/main/core/media/video/decode.ts'
import { toFailureRecord } from '../../../../src/shared/contract/errors.ts'
import { failureOf, fingerprint, make, videoOf } from './films.ts'

let folder = ''
let whole = ''
const scene = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25:d=10']
const tone = ['-f', 'lavfi', '-i', 'sine=d=10']
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metastamp-bad-films-'))
  whole = await make(folder, 'whole.mp4', ...scene, ...tone, ...h264, '-movflags', '+faststart')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const write = async (name: string, content: Uint8Array | string): Promise<string> => {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

describe('bad and odd films', () => {
  it('that are cut off or damaged are fingerprinted as far as they go, and say so', async () => {
    const bytes = await readFile(whole)
    const cut = await fingerprint(await write('cut.mp4', bytes.subarray(0, bytes.length >> 1)))
    const { frames, durationSeconds } = videoOf(cut)
    expect([frames.length > 2, frames.length < 8, durationSeconds < 8]).toEqual([true, true, true])
    expect([cut.fingerprint.audio !== undefined, cut.fingerprint.notes]).toEqual([
      true,
      [expect.stringContaining('of 0:10 could be decoded')],
    ])
    const holes = Uint8Array.from(bytes, (byte, at) => (at > 60_000 && at % 9973 < 40 ? at & 255 : byte))
    const path = await write('holes.mp4', holes)
    const [first, second] = [await fingerprint(path), await fingerprint(path)]
    expect(videoOf(first).frames.length).toBeGreaterThan(5)
    expect(second.fingerprint.video).toEqual(first.fingerprint.video)
  })

  it('without pictures or without sound have the other part', async () => {
    const { audio, video, notes, quality } = (
      await fingerprint(await make(folder, 'heard.mp4', ...tone, '-c:a', 'aac'))
    ).fingerprint
    expect([audio?.durationSeconds, video, notes, quality?.parts['bandwidth']]).toEqual([
      expect.closeTo(10, 1),
      undefined,
      [expect.stringContaining('no pictures')],
      expect.any(Number),
    ])
    const silent = (
      await fingerprint(
        await make(folder, 'silent.webm', ...scene, '-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8'),
      )
    ).fingerprint
    expect([silent.video?.codec, silent.video?.frames.length, silent.audio, silent.notes]).toEqual([
      'vp8',
      10,
      undefined,
      undefined,
    ])
  })

  it('with one track that no decoder knows have the other part', async () => {
    const bytes = await readFile(await make(folder, 'odd.avi', ...scene, ...tone, '-c:v', 'mpeg4', '-c:a', 'pcm_s16le'))
    // WAVE's format tag in the sound's header, after its strf chunk's name and length.
    const format = bytes.lastIndexOf('strf') + 8
    bytes.writeUInt16LE(0x7777, format)
    const { video, notes } = (await fingerprint(await write('deaf.avi', bytes))).fingerprint
    expect([video?.frames.length, notes?.length ?? 0]).toEqual([10, expect.any(Number)])
  })

  it('of one frame, of tiny size or under another name are films all the same', async () => {
    const single = await make(folder, 'single.mp4', ...scene, '-frames:v', '1', ...h264)
    const tiny = await make(folder, 'tiny.mkv', '-f', 'lavfi', '-i', 'testsrc2=s=16x2:d=1', '-c:v', 'ffv1')
    const named = await write('named.mov', await readFile(tiny))
    const seen = []
    for (const path of [single, tiny, named]) {
      const { width, height, frames } = videoOf(await fingerprint(path))
      seen.push([width, height, frames.length])
    }
    expect(seen).toEqual([
      [320, 180, 1],
      [16, 2, 1],
      [16, 2, 1],
    ])
  })

  it('name the reason where there is nothing to decode', async () => {
    const bytes = await readFile(whole)
    const files: Record<string, Uint8Array | string> = {
      'headless.mp4': bytes.subarray(bytes.length >> 1),
      'header.mp4': bytes.subarray(0, 2000),
      'random.mkv': Uint8Array.from({ length: 40_000 }, (_, i) => (i * 7919 + (i >> 3)) & 255),
      'empty.mov': '',
      'list.avi': '#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/secret.mp4\n',
      'concat.mp4': "ffconcat version 1.0\nfile 'whole.mp4'\n",
    }
    const codes: Record<string, string | undefined> = {}
    for (const [name, content] of Object.entries(files)) {
      const failure = await failureOf(await write(name, content))
      expect(failure?.message).toContain(name)
      codes[name] = failure?.code
    }
    codes['zero.mp4'] = (await failureOf(await make(folder, 'zero.mp4', ...scene, '-t', '0', ...h264)))?.code
    expect(codes).toEqual({
      'headless.mp4': 'CORRUPT_MEDIA',
      'header.mp4': 'CORRUPT_MEDIA',
      'random.mkv': 'CORRUPT_MEDIA',
      'empty.mov': 'EMPTY_FILE',
      'list.avi': 'CORRUPT_MEDIA',
      'concat.mp4': 'CORRUPT_MEDIA',
      'zero.mp4': 'CORRUPT_MEDIA',
    })
  })

  it('say what to do where ffmpeg is missing, and stop when told to', async () => {
    const { size, mtimeMs } = await stat(whole)
    const request = { path: whole, kind: 'video', mediaType: 'video/mp4', bytes: size, ffmpegPath: null } as const
    const without = await fingerprintVideo(
      { ...request, mtimeUs: Math.floor(mtimeMs * 1000), sha256: new Uint8Array(32) },
      new AbortController().signal,
      async () => null,
    ).catch((thrown: unknown) => toFailureRecord(thrown))
    expect(without).toMatchObject({
      code: 'UNAVAILABLE',
      retryable: false,
      message: expect.stringContaining('Install ffmpeg'),
    })
    await expect(fingerprint(whole, AbortSignal.abort())).rejects.toThrow()
  })

  it.skipIf(process.platform === 'win32')('end a decoder that says nothing more', async () => {
    const hangs = await write('hangs', `#!/bin/sh\nprintf RIFF\nexec sleep 60\n`)
    await chmod(hangs, 0o755)
    const film = { stream: 0, codec: 'h264', width: 64, height: 64, aspect: 1, frameRate: 25, bitrate: null }
    const started = performance.now()
    const failure = await decodeFilm(
      { ffmpeg: hangs, path: whole, film, sound: null, keyFramesOnly: false, idleTimeoutMs: 300 },
      {
        pushFrame: () => undefined,
        startSound: () => {
          throw new Error('there is no sound')
        },
      },
    ).catch((thrown: unknown) => toFailureRecord(thrown))
    expect([failure, performance.now() - started < 10_000]).toEqual([
      expect.objectContaining({ code: 'DECODER_TIMEOUT' }),
      true,
    ])
  })
})
