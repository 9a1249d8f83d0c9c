import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fingerprintAudio } from '../../../../src/main/core/compute/fingerprint-audio.ts'
import { createComputeHandlers } from '../../../../src/main/core/compute/handlers.ts'
import type { FingerprintResult } from '../../../../src/main/core/compute/tasks.ts'
import { hashOfWords } from '../../../../src/main/core/fingerprint/audio/chromaprint/chromaprint.ts'
import { decodeChromaprint } from '../../../../src/main/core/fingerprint/audio/chromaprint/compress.ts'
import { findFfmpeg } from '../../../../src/main/core/media/ffmpeg.ts'
import { toFailureRecord } from '../../../../src/shared/contract/errors.ts'
import { Fingerprint } from '../../../../src/shared/domain/fingerprint.ts'

const run = promisify(execFile)
const surroundings = { searchPath: process.env['PATH'] ?? '', platform: process.platform }
const handlers = createComputeHandlers(surroundings)
const vector = (name: string): string =>
  fileURLToPath(new URL(`../../../fixtures/vectors/chromaprint/${name}`, import.meta.url))

const Expected = z.object({ fpcalc_test_mp3_raw_unsigned: z.array(z.int()) })

let folder = ''
let ffmpeg = ''

async function make(name: string, ...args: string[]): Promise<string> {
  const path = join(folder, name)
  await run(ffmpeg, ['-v', 'error', '-nostdin', '-y', ...args, path])
  return path
}

async function fingerprint(path: string, options: { ffmpegPath?: string; signal?: AbortSignal } = {}) {
  const { size, mtimeMs } = await stat(path)
  const mtimeUs = Math.floor(mtimeMs * 1000)
  const request = {
    path,
    kind: 'audio',
    mediaType: 'audio/test',
    bytes: size,
    mtimeUs,
    sha256: new Uint8Array(32),
  } as const
  const signal = options.signal ?? new AbortController().signal
  return handlers.fingerprint({ ...request, ffmpegPath: options.ffmpegPath ?? null }, signal)
}

const audioOf = ({ fingerprint: { audio } }: FingerprintResult) => {
  if (audio === undefined) throw new Error('no sound')
  return audio
}

/** What happens to a file that can't be read. */
const failureOf = async (path: string, options = {}) =>
  fingerprint(path, options).then(
    () => null,
    (thrown: unknown) => toFailureRecord(thrown),
  )

/** Beats at 120 a minute under a chord of A major. */
const music =
  "aevalsrc='0.6*sin(2*PI*60*t)*exp(-30*mod(t,0.5))+0.15*(2*sin(2*PI*220*t)+sin(2*PI*277.18*t)+sin(2*PI*329.63*t))"
const stereo = `${music}|0.5*sin(2*PI*60*t)*exp(-30*mod(t,0.5))+0.15*(2*sin(2*PI*220*t)+sin(2*PI*329.63*t))':s=44100:d=12`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metastamp-audio-'))
  ffmpeg = (await findFfmpeg({ setting: '', ...surroundings }))?.path ?? ''
  if (ffmpeg === '') throw new Error('these tests need ffmpeg')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('from a file to its fingerprint', () => {
  it('has the words that fpcalc has for an MP3, bit error at most 0.01', async () => {
    const audio = audioOf(await fingerprint(vector('test.mp3')))
    const { fpcalc_test_mp3_raw_unsigned: wanted } = Expected.parse(
      JSON.parse(await readFile(vector('expected.json'), 'utf8')),
    )
    const words = decodeChromaprint(audio.chromaprint ?? '')?.words ?? new Uint32Array(0)
    expect(words.length).toBe(wanted.length)
    let errors = 0
    for (const [i, word] of words.entries()) {
      for (let bits = (word ^ (wanted[i] ?? 0)) >>> 0; bits !== 0; bits &= bits - 1) errors++
    }
    expect(errors / (32 * wanted.length)).toBeLessThanOrEqual(0.01)
  })

  it("has the reference's words for raw samples at 44,100 Hz", async () => {
    const wav = await make('raw.wav', '-f', 's16le', '-ar', '44100', '-ac', '1', '-i', vector('test_stereo_44100.raw'))
    const { chromaprint } = audioOf(await fingerprint(wav))
    expect(chromaprint).toBe('AQAAC0kkZUqYREkUnFAXHk8uuMZl6EfO4zu-4ABKFGESWIIMEQE')
    expect(hashOfWords(decodeChromaprint(chromaprint ?? '')?.words ?? new Uint32Array(0))).toBe(3_732_003_127)
  })

  it('gives every part, and the same bytes every time', async () => {
    const path = await make('music.wav', '-f', 'lavfi', '-i', stereo)
    const [first, second] = [await fingerprint(path), await fingerprint(path)]
    expect({ ...second, fingerprint: { ...second.fingerprint, processingMs: 0 } }).toEqual({
      ...first,
      fingerprint: { ...first.fingerprint, processingMs: 0 },
    })
    expect(Fingerprint.parse(first.fingerprint)).toEqual(first.fingerprint)
    const audio = audioOf(first)
    expect(audio).toMatchObject({ durationSeconds: 12, sampleRate: 44_100, channels: 2, codec: 'pcm_s16le', key: 'A' })
    expect(Math.abs((audio.tempoBpm ?? 0) - 120)).toBeLessThan(0.5)
    const off = (audio.beats ?? []).map((beat) => Math.abs(beat - Math.round(beat * 2) / 2))
    expect([Math.max(...off) < 0.04, off.length > 18]).toEqual([true, true])
    expect([audio.melSpectrogram.length, audio.mfcc.length, audio.chroma.length]).toEqual([64, 20, 12])
    const columns = [audio.melSpectrogram[0]?.length ?? 0, audio.chromagram[0]?.length ?? 0, audio.waveform.min.length]
    expect(columns.every((count, i) => count > 40 && count <= (i === 2 ? 1000 : 128))).toBe(true)
    const { data, info } = await sharp(first.thumbnail?.bytes).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height, new Set(data).size > 10]).toEqual([512, 256, true])
  })

  it('agrees with ffmpeg on loudness within 0.1 LU and on true peak within 0.3 dB, in stereo, mono and 5.1', async () => {
    const loud = await make('loud.wav', '-f', 'lavfi', '-i', stereo)
    const files = [
      loud,
      await make('mono.wav', '-i', loud, '-ac', '1', '-ar', '8000'),
      await make('high.wav', '-i', loud, '-ar', '192000', '-c:a', 'pcm_s24le'),
      await make('surround.flac', '-i', loud, '-af', 'pan=5.1|FL=FL|FR=FR|FC=0.5*FL|LFE=FL|BL=0.7*FR|BR=0.6*FL'),
    ]
    for (const file of files) {
      const said = await run(ffmpeg, [
        '-nostdin',
        '-hide_banner',
        '-i',
        file,
        '-af',
        'ebur128=peak=true',
        '-f',
        'null',
        '-',
      ])
      const summary = said.stderr.slice(said.stderr.lastIndexOf('Summary:'))
      const oracle = (name: string): number => Number(new RegExp(`${name}:\\s+(-?[\\d.]+)`).exec(summary)?.[1])
      const { loudnessLufs = 0, truePeakDbtp = 0 } = audioOf(await fingerprint(file))
      // The oracle prints one decimal.
      expect(Math.abs(loudnessLufs - oracle('I'))).toBeLessThan(0.15)
      expect(Math.abs(truePeakDbtp - oracle('Peak'))).toBeLessThan(0.35)
    }
  })

  it('reads tags and shows the cover', async () => {
    const cover = join(folder, 'cover.jpg')
    await sharp({ create: { width: 300, height: 200, channels: 3, background: '#c02020' } })
      .jpeg()
      .toFile(cover)
    const inputs = ['-f', 'lavfi', '-i', 'sine=d=3', '-i', cover, '-map', '0', '-map', '1', '-c:v', 'copy']
    const path = await make(
      'tagged.mp3',
      ...inputs,
      ...['-disposition:v', 'attached_pic', '-metadata', 'title=Ünder', '-metadata', 'artist=Someone'],
    )
    const result = await fingerprint(path)
    expect(audioOf(result).tags).toEqual({ title: 'Ünder', artist: 'Someone' })
    const { dominant } = await sharp(result.thumbnail?.bytes).stats()
    expect([result.thumbnail?.width, result.thumbnail?.height, dominant.r > 150, dominant.g < 80]).toEqual([
      300,
      200,
      true,
      true,
    ])
  })
})

describe('bad and odd input', () => {
  it('fingerprints what is left of a file that is cut off, and says so', async () => {
    for (const [name, codec] of [
      ['cut.mp3', 'libmp3lame'],
      ['cut.flac', 'flac'],
    ] as const) {
      const bytes = await readFile(await make(`whole-${name}`, '-f', 'lavfi', '-i', stereo, '-c:a', codec))
      const path = join(folder, name)
      await writeFile(path, bytes.subarray(0, bytes.length >> 1))
      const result = await fingerprint(path)
      const { durationSeconds, chromaprint } = audioOf(result)
      expect([durationSeconds > 3, durationSeconds < 10, chromaprint !== undefined]).toEqual([true, true, true])
      expect(result.fingerprint.notes?.[0]).toContain('damaged or cut off')
    }
  })

  it('names the reason where there is nothing to decode', async () => {
    const files: Record<string, Uint8Array | string> = {
      'random.mp3': Uint8Array.from({ length: 40_000 }, (_, i) => (i * 7919 + (i >> 3)) & 255),
      'text.wav': 'not a sound',
      'empty.wav': '',
      'list.mp3': '#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/secret.mp3\n',
      'concat.mp3': "ffconcat version 1.0\nfile 'music.wav'\n",
    }
    const codes: Record<string, string | undefined> = {}
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), content)
      const failure = await failureOf(join(folder, name))
      expect(failure?.message).toContain(name)
      codes[name] = failure?.code
    }
    codes['zero.wav'] = (await failureOf(await make('zero.wav', '-f', 'lavfi', '-i', 'sine', '-t', '0')))?.code
    codes['film.m4a'] = (await failureOf(await make('film.mp4', '-f', 'lavfi', '-i', 'testsrc=d=1')))?.code
    expect(codes).toEqual({
      'random.mp3': 'CORRUPT_MEDIA',
      'text.wav': 'CORRUPT_MEDIA',
      'empty.wav': 'EMPTY_FILE',
      'list.mp3': 'CORRUPT_MEDIA',
      'concat.mp3': 'CORRUPT_MEDIA',
      'zero.wav': 'CORRUPT_MEDIA',
      'film.m4a': 'CORRUPT_MEDIA',
    })
  })

  it('takes silence and a tenth of a second for what they are', async () => {
    const silent = await fingerprint(
      await make('silent.wav', '-f', 'lavfi', '-i', 'anullsrc=r=44100:cl=stereo', '-t', '5'),
    )
    const short = await fingerprint(await make('short.wav', '-f', 'lavfi', '-i', 'sine', '-t', '0.1'))
    const { loudnessLufs, key, tempoBpm, chroma } = audioOf(silent)
    expect({ loudnessLufs, key, tempoBpm, chroma, quality: silent.fingerprint.quality?.score }).toEqual({
      chroma: Array.from({ length: 12 }, () => 0),
      quality: 0,
    })
    expect(silent.fingerprint.notes).toEqual(['The recording is silent: it matches nothing but its exact copies.'])
    expect([audioOf(short).durationSeconds, audioOf(short).chromaprint, audioOf(short).loudnessLufs]).toEqual([
      0.1,
      undefined,
      undefined,
    ])
  })

  it('says what to do where ffmpeg is missing, and stops when told to', async () => {
    const path = await make('plain.wav', '-f', 'lavfi', '-i', 'sine=d=1')
    const { size, mtimeMs } = await stat(path)
    const request = {
      path,
      kind: 'audio',
      mediaType: 'audio/wav',
      bytes: size,
      mtimeUs: Math.floor(mtimeMs * 1000),
    } as const
    const without = await fingerprintAudio(
      { ...request, sha256: new Uint8Array(32), ffmpegPath: null },
      new AbortController().signal,
      async () => null,
    ).catch((thrown: unknown) => toFailureRecord(thrown))
    expect(without).toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('Install ffmpeg') })
    await expect(fingerprint(path, { signal: AbortSignal.abort() })).rejects.toThrow()
  })
})
