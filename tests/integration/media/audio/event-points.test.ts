import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createComputeHandlers } from '../../../../src/main/core/compute/handlers.ts'
import { unpackEventPoints } from '../../../../src/main/core/fingerprint/audio/event-points/pack.ts'
import { createSoundFinder } from '../../../../src/main/core/match/sound/find-sound.ts'
import { buildSoundIndex } from '../../../../src/main/core/match/sound/sound-index.ts'
import { findFfmpeg } from '../../../../src/main/core/media/ffmpeg.ts'
import { toFailureRecord } from '../../../../src/shared/contract/errors.ts'
import type { MediaKind } from '../../../../src/shared/domain/media-kind.ts'

const surroundings = { searchPath: process.env['PATH'] ?? '', platform: process.platform }
const handlers = createComputeHandlers(surroundings)
const song = fileURLToPath(new URL('../../../fixtures/vectors/chromaprint/test.mp3', import.meta.url))

let folder = ''
let ffmpeg = ''

async function make(name: string, ...args: string[]): Promise<string> {
  const path = join(folder, name)
  await promisify(execFile)(ffmpeg, ['-v', 'error', '-nostdin', '-y', ...args, path])
  return path
}

async function features(path: string, kind: MediaKind = 'audio') {
  const { size, mtimeMs } = await stat(path)
  const file = { path, kind, mediaType: 'audio/test', bytes: size, mtimeUs: Math.floor(mtimeMs * 1000) }
  const request = { ...file, sha256: new Uint8Array(32), ffmpegPath: null, methods: ['event-points'] }
  return (await handlers.features(request, new AbortController().signal)).features
}

async function pointsOf(path: string, kind?: MediaKind) {
  const [feature] = await features(path, kind)
  return unpackEventPoints(feature?.bytes ?? new Uint8Array(0))
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metastamp-events-'))
  ffmpeg = (await findFfmpeg({ setting: '', ...surroundings }))?.path ?? ''
  if (ffmpeg === '') throw new Error('these tests need ffmpeg')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('from a file to its event points, and back to the work', () => {
  it('knows a song that is played faster and through a telephone, and says where it begins', async () => {
    const filters = 'asetrate=46746,aresample=8000,highpass=f=300,lowpass=f=3400'
    const query = await make('faster.ogg', '-ss', '1.5', '-i', song, '-ac', '1', '-ar', '44100', '-af', filters)
    const index = buildSoundIndex([{ id: 'song', points: await pointsOf(song) }])
    const [match] = createSoundFinder(index).find(await pointsOf(query))
    expect({
      id: match?.id,
      sure: (match?.bits ?? 0) > 100,
      late: Math.abs((match?.workSeconds.from ?? 0) - (match?.querySeconds.from ?? 0) * 1.06 - 1.5) < 0.1,
      speed: match?.speed.toFixed(2),
      semitones: match?.semitones.toFixed(1),
    }).toEqual({ id: 'song', sure: true, late: true, speed: '1.06', semitones: '1.0' })
  })

  it('hears a film’s sound track as it hears the sound alone, and a film without sound has none', async () => {
    const picture = ['-f', 'lavfi', '-i', 'color=c=gray:s=64x48:r=5:d=6']
    const track = await make('track.wav', '-i', song, '-t', '6', '-ac', '1', '-ar', '44100')
    const film = await make('film.mkv', ...picture, '-i', track, '-c:a', 'pcm_s16le', '-shortest')
    const silent = await make('silent.mkv', ...picture)
    const sound = await pointsOf(track)
    const [filmed] = createSoundFinder(buildSoundIndex([{ id: 'track', points: sound }])).find(
      await pointsOf(film, 'video'),
    )
    expect([filmed?.id, (filmed?.share ?? 0) > 0.95, await features(silent, 'video')]).toEqual(['track', true, []])
  })

  it('says which file holds no sound', async () => {
    const path = join(folder, 'broken.mp3')
    await copyFile(fileURLToPath(import.meta.url), path)
    const failure = await features(path).catch((thrown: unknown) => toFailureRecord(thrown))
    expect(failure).toMatchObject({ code: 'CORRUPT_MEDIA', path })
  })
})
