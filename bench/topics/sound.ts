import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createComputeHandlers } from '../../src/main/core/compute/handlers.ts'
import { readEventPoints } from '../../src/main/core/compute/sound-features.ts'
import { createChromaprint } from '../../src/main/core/fingerprint/audio/chromaprint/chromaprint.ts'
import { findFfmpeg } from '../../src/main/core/media/ffmpeg.ts'
import { streamProgram } from '../../src/main/core/media/run-program.ts'
import type { Context } from '../context.ts'
import { timed } from '../cpu-time.ts'
import { writeSong } from '../make/song.ts'
import { atLeast, atMost, type Row, toRow } from '../row.ts'

// A song of four minutes through the whole analysis, and Chromaprint alone beside fpcalc.

const songSeconds = 240
const surroundings = { searchPath: process.env['PATH'] ?? '', platform: process.platform }

async function fingerprint(handlers: ReturnType<typeof createComputeHandlers>, path: string): Promise<void> {
  const { size, mtimeMs } = await stat(path)
  const file = {
    path,
    kind: 'audio',
    mediaType: 'audio/mpeg',
    bytes: size,
    mtimeUs: Math.floor(mtimeMs * 1000),
  } as const
  const request = { ...file, sha256: new Uint8Array(32), ffmpegPath: null }
  await handlers.fingerprint(request, new AbortController().signal)
}

/** What fpcalc does: decode, resample, hash. */
async function chromaprintAlone(ffmpeg: string, path: string): Promise<void> {
  const chromaprint = createChromaprint()
  let rest = new Uint8Array(0)
  const low =
    'aresample=11025:filter_size=16:phase_shift=8:linear_interp=0:cutoff=0.8,aformat=sample_fmts=s16:channel_layouts=mono'
  const input = ['-hide_banner', '-nostdin', '-nostats', '-v', 'error', '-threads', '1', '-i', path]
  await streamProgram(ffmpeg, [...input, '-filter_threads', '1', '-af', low, '-f', 's16le', 'pipe:1'], {
    timeoutMs: 60_000,
    idleTimeoutMs: 25_000,
    onStdout(chunk) {
      const bytes = new Uint8Array(rest.length + chunk.length)
      bytes.set(rest)
      bytes.set(chunk, rest.length)
      const whole = bytes.length >> 1
      rest = bytes.slice(whole * 2)
      chromaprint.push(new Int16Array(bytes.buffer, 0, whole))
    },
  })
  if (chromaprint.words().length < 1_800) throw new Error('a part of the song was not heard')
}

/** It ends with an error after the last frame of many MP3s, having printed all: what it printed counts. */
async function fpcalc(path: string): Promise<boolean> {
  const printed = await promisify(execFile)('fpcalc', ['-length', '0', path]).catch((thrown: unknown) => thrown)
  return (
    typeof printed === 'object' &&
    printed !== null &&
    'stdout' in printed &&
    String(printed.stdout).includes('FINGERPRINT=')
  )
}

export async function run(context: Context): Promise<Row[]> {
  const found = await findFfmpeg({ setting: '', ...surroundings })
  if (found === null) throw new Error('ffmpeg was not found')
  const ffmpeg = found.path
  const dir = await context.once('song', (to) => writeSong(ffmpeg, join(to, 'song.mp3'), songSeconds, 1))
  const path = join(dir, 'song.mp3')
  const handlers = createComputeHandlers(surroundings)
  const hasFpcalc = await fpcalc(path)
  if (!hasFpcalc) context.say('fpcalc is not here (Debian: libchromaprint-tools): measured without it')
  // The first pass compiles the code, as the first song of an import does.
  await fingerprint(handlers, path)
  const turns = await context.repeat(async () => ({
    whole: await timed(() => fingerprint(handlers, path)),
    events: await timed(() => readEventPoints({ ffmpeg, path })),
    own: await timed(() => chromaprintAlone(ffmpeg, path)),
    peer: hasFpcalc ? await timed(() => fpcalc(path)) : null,
  }))
  const timesRealTime = (ms: number) => songSeconds / (ms / 1000)
  const processorTime = 'processor time of the program and the decoder together'
  return [
    toRow({
      topic: 'sound',
      figure: 'whole analysis of a song of 4 minutes, on one core',
      unit: '× real time',
      values: turns.map(({ whole }) => timesRealTime(whole.cpuMs)),
      limit: atLeast(150),
      note: processorTime,
    }),
    toRow({
      topic: 'sound',
      figure: 'from an MP3 of 4 minutes to its fingerprint',
      unit: 's',
      values: turns.map(({ whole }) => whole.wallMs / 1000),
      limit: atMost(1.6),
    }),
    toRow({
      topic: 'sound',
      figure: 'event points, decoding included, on one core',
      unit: '× real time',
      values: turns.map(({ events }) => timesRealTime(events.cpuMs)),
      note: processorTime,
    }),
    toRow({
      topic: 'sound',
      figure: 'Chromaprint alone, decoding included',
      unit: 'ms',
      values: turns.map(({ own }) => own.cpuMs),
      peer: { name: 'fpcalc -length 0', values: turns.flatMap(({ peer }) => (peer === null ? [] : [peer.cpuMs])) },
      limit: atMost(3, 'ratio'),
      note: processorTime,
    }),
  ]
}
