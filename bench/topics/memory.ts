import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { findFfmpeg } from '../../src/main/core/media/ffmpeg.ts'
import { runProgram } from '../../src/main/core/media/run-program.ts'
import type { Context } from '../context.ts'
import { songSamples, wavHeader } from '../make/song.ts'
import { runToEnd } from '../measured-program.ts'
import { atMost, type Row, toRow } from '../row.ts'

// The memory that the largest files take: a WAV of the size that intake still takes, one as long as that size allows, a film of two hours.

const sizeLimit = 524_288_000
const surroundings = { searchPath: process.env['PATH'] ?? '', platform: process.platform }

/** One minute of music again and again. */
function* longSound(bytes: number): Generator<Uint8Array> {
  const minute = new Uint8Array(songSamples(60, 3).buffer)
  yield wavHeader(bytes - 44, 2)
  for (let left = bytes - 44; left > 0; left -= minute.length) yield minute.subarray(0, Math.min(left, minute.length))
}

/** A short file made by `input` and `encoder`, then its packets again and again. */
async function repeated(
  ffmpeg: string,
  {
    dir,
    name,
    input,
    encoder,
    seconds,
  }: { dir: string; name: string; input: string[]; encoder: string[]; seconds: number },
): Promise<void> {
  const short = join(dir, `short-${name}`)
  const options = { timeoutMs: 1_200_000, maxStdoutBytes: 0 }
  const quiet = ['-v', 'error', '-nostdin', '-y']
  for (const args of [
    [...input, ...encoder, short],
    ['-stream_loop', '-1', '-i', short, '-t', String(seconds), '-c', 'copy', join(dir, name)],
  ]) {
    const { exitCode, stderr } = await runProgram(ffmpeg, [...quiet, ...args], options)
    if (exitCode !== 0) throw new Error(`${name}: ${stderr}`)
  }
}

async function rowOf(context: Context, what: string, path: string): Promise<Row> {
  const program = join(context.installed, 'bin', 'metastamp.mjs')
  const run = await runToEnd([program, 'fingerprint', '--json', path], { sampleMemory: true })
  return toRow({
    topic: 'memory',
    figure: `${what}, program and decoder together`,
    unit: 'MB',
    values: [Math.max(...run.memory.map(({ bytes }) => bytes)) / 1e6],
    limit: atMost(300),
    note: 'largest resident memory of the command line and the ffmpeg it starts, every 50 ms; Linux only',
  })
}

export async function run(context: Context): Promise<Row[]> {
  const found = await findFfmpeg({ setting: '', ...surroundings })
  if (found === null) throw new Error('ffmpeg was not found')
  const ffmpeg = found.path
  const bytes = context.size(sizeLimit)
  const filmSeconds = context.size(7_200)
  // A packet more than asked for is written.
  const quietSeconds = Math.floor(bytes / 8_000) - 200
  const dir = await context.once('long-files', async (to) => {
    await pipeline(Readable.from(longSound(bytes)), createWriteStream(join(to, 'long.wav')))
    const tone = ['-f', 'lavfi', '-i', 'sine=f=330:d=60:r=8000,tremolo=f=3']
    await repeated(ffmpeg, {
      ...{ dir: to, name: 'longest.wav', input: tone, seconds: quietSeconds },
      encoder: ['-c:a', 'pcm_u8'],
    })
    const scene = ['-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=25:d=60', '-f', 'lavfi', '-i', 'sine=f=330:d=60:r=44100']
    await repeated(ffmpeg, {
      ...{ dir: to, name: 'film.mp4', input: scene, seconds: filmSeconds },
      encoder: ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
    })
  })
  return [
    await rowOf(context, `a WAV of ${Math.round(bytes / 1_048_576)} MiB`, join(dir, 'long.wav')),
    await rowOf(context, `a WAV of ${(quietSeconds / 3_600).toFixed(0)} hours at 8 kHz`, join(dir, 'longest.wav')),
    await rowOf(context, `a film of ${(filmSeconds / 3_600).toFixed(1)} hours, 640 × 360`, join(dir, 'film.mp4')),
  ]
}
