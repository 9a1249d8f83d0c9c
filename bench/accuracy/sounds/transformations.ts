import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runProgram } from '../../../src/main/core/media/run-program.ts'
import { seededRandom } from '../../make/random.ts'

// Eighteen things that happen to a recording on its way to where it is found again, each made with ffmpeg from the same excerpt.

/** How a moment and a tone of the excerpt come out: an excerpt's second t lies at (t − cutSeconds) / timeFactor. */
export type SoundTransformation = {
  name: string
  how: string
  /** How much faster it plays. */
  timeFactor: number
  /** How much higher it sounds, in semitones. */
  semitones: number
  /** Seconds taken away at the start. */
  cutSeconds: number
  /** Seconds that stay; null: all. */
  keepSeconds: number | null
  /** ffmpeg's audio filters; `noise`, `room` and `voice` are further inputs. */
  filters: string
  beside?: 'noise' | 'room' | 'voice'
  /** Options of the encoder, and the extension; a WAV where nothing is said. */
  encoder?: { options: readonly string[]; extension: string }
}

const plain = { timeFactor: 1, semitones: 0, cutSeconds: 0, keepSeconds: null } as const
const rate = 44_100

function speed(percent: number): SoundTransformation {
  const factor = 1 + percent / 100
  return {
    ...plain,
    name: `speed +${percent} %`,
    how: 'resampled: faster and higher',
    timeFactor: factor,
    semitones: 12 * Math.log2(factor),
    filters: `asetrate=${Math.round(rate * factor)},aresample=${rate}`,
  }
}

function pitch(name: string, semitones: number): SoundTransformation {
  const factor = 2 ** (semitones / 12)
  return {
    ...plain,
    name,
    how: 'resampled, then stretched back with WSOLA (atempo)',
    semitones,
    filters: `asetrate=${Math.round(rate * factor)},aresample=${rate},atempo=${1 / factor}`,
  }
}

export const soundTransformations: readonly SoundTransformation[] = [
  {
    ...plain,
    name: 'mp3 64k',
    how: 'LAME at 64 kbit/s, mono',
    filters: 'anull',
    encoder: { options: ['-c:a', 'libmp3lame', '-b:a', '64k'], extension: 'mp3' },
  },
  {
    ...plain,
    name: 'opus 32k',
    how: 'libopus at 32 kbit/s',
    filters: 'anull',
    encoder: { options: ['-c:a', 'libopus', '-b:a', '32k'], extension: 'ogg' },
  },
  { ...plain, name: '8 kHz', how: 'resampled to 8,000 Hz', filters: 'aresample=8000' },
  { ...plain, name: '−18 dB', how: '18 dB quieter', filters: 'volume=-18dB' },
  { ...plain, name: '+0.37 s', how: 'begins 0.37 s later', cutSeconds: 0.37, filters: 'anull' },
  { ...plain, name: '15-s clip', how: '15 s of it', cutSeconds: 7.3, keepSeconds: 15, filters: 'anull' },
  { ...plain, name: '5-s clip', how: '5 s of it', cutSeconds: 12.1, keepSeconds: 5, filters: 'anull' },
  {
    ...plain,
    name: 'noise 10 dB',
    how: 'white noise, 10 dB under it',
    filters: 'amix=inputs=2:duration=first:normalize=0',
    beside: 'noise',
  },
  {
    ...plain,
    name: 'reverb',
    how: 'a room as loud as the sound itself, 60 dB down in 1.2 s',
    filters: 'afir=gtype=none,volume=-6dB',
    beside: 'room',
  },
  {
    ...plain,
    name: 'compressor + EQ',
    how: '6 : 1 from −30 dB on, then +8 dB at 100 Hz, −8 dB at 1 kHz, +8 dB at 6 kHz',
    filters:
      'acompressor=threshold=-30dB:ratio=6:attack=5:release=120:makeup=4,equalizer=f=100:t=o:w=1.5:g=8,equalizer=f=1000:t=o:w=1.5:g=-8,equalizer=f=6000:t=o:w=1.5:g=8',
  },
  {
    ...plain,
    name: '300–3400 Hz',
    how: 'second-order filters twice on either side, 8,000 Hz',
    filters: 'highpass=f=300,highpass=f=300,lowpass=f=3400,lowpass=f=3400,aresample=8000',
  },
  {
    ...plain,
    name: 'voice-over',
    how: 'a synthetic voice that never pauses for long, as loud as it',
    filters: 'amix=inputs=2:duration=first:normalize=0',
    beside: 'voice',
  },
  speed(1),
  speed(3),
  speed(6),
  { ...plain, name: 'tempo +5 %', how: 'WSOLA (atempo)', timeFactor: 1.05, filters: 'atempo=1.05' },
  pitch('pitch +½', 0.5),
  pitch('pitch +1', 1),
]

function wav(samples: Float32Array): Buffer {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + samples.byteLength, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(3, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate * 4, 28)
  header.writeUInt16LE(4, 32)
  header.writeUInt16LE(32, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(samples.byteLength, 40)
  return Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)])
}

/** Normally distributed (Box and Muller), standard deviation 1. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** A room that dies away by 60 dB in 1.2 s: the direct sound, then noise from 15 ms on, as loud as it. */
function roomResponse(): Float32Array {
  const random = seededRandom(11)
  const length = Math.round(1.2 * rate)
  const tail = Float32Array.from({ length }, (_, i) =>
    i < 0.015 * rate ? 0 : normal(random) * 10 ** ((-3 * i) / length),
  )
  const energy = Math.sqrt(tail.reduce((sum, value) => sum + value * value, 0))
  const response = tail.map((value) => value / energy)
  response[0] = 1
  return response
}

const speech = [
  'Welcome back everybody. Today we are going to look at something that many of you have asked about in the comments, and I promise that it is worth staying until the end.',
  'First of all, let me show you how this works. You take the small one, put it right here, and then turn it around until you hear a click. That is all there is to it.',
  'Some people say that it cannot be done in less than an hour. I did it in twenty minutes, while talking to you and drinking a cup of tea. Let us see what happens next.',
].join(' ')

export type SoundMaker = {
  /** An excerpt of a recording as mono WAV. */
  cut(from: string, startSeconds: number, seconds: number): Promise<string>
  /** A transformed copy of what `cut` gave. The caller removes it. */
  transform(excerpt: string, transformation: SoundTransformation): Promise<string>
}

/** Files are written to `dir`, one after another. */
export async function createSoundMaker(ffmpeg: string, dir: string): Promise<SoundMaker> {
  const run = async (args: readonly string[]): Promise<Uint8Array> => {
    const base = ['-hide_banner', '-nostdin', '-nostats', '-v', 'error', '-y']
    const { exitCode, stdout, stderr } = await runProgram(ffmpeg, [...base, ...args], {
      timeoutMs: 120_000,
      maxStdoutBytes: 1 << 28,
    })
    if (exitCode !== 0) throw new Error(`ffmpeg ${args.join(' ')}: ${stderr}`)
    return stdout
  }
  const read = async (path: string): Promise<Float32Array> => {
    const bytes = await run(['-i', path, '-ac', '1', '-ar', String(rate), '-f', 'f32le', 'pipe:1'])
    return new Float32Array(bytes.slice().buffer)
  }
  const level = (samples: Float32Array): number =>
    Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / Math.max(1, samples.length))

  const room = join(dir, 'room.wav')
  await writeFile(room, wav(roomResponse()))
  const voice = join(dir, 'voice.wav')
  await run(['-f', 'lavfi', '-i', `flite=text='${speech}':voice=slt`, '-ac', '1', '-ar', String(rate), voice])
  const voiceSamples = await read(voice)
  const voiceLevel = level(voiceSamples)
  const random = seededRandom(7)
  let count = 0

  /** The further input, at the level the excerpt asks for. */
  const besideOf = async (kind: 'noise' | 'room' | 'voice', excerpt: string): Promise<string> => {
    if (kind === 'room') return room
    const samples = await read(excerpt)
    const loud = level(samples)
    const path = join(dir, `beside-${count}.wav`)
    const made =
      kind === 'noise'
        ? samples.map(() => normal(random) * loud * 10 ** (-10 / 20))
        : samples.map((_, i) => ((voiceSamples[i % voiceSamples.length] ?? 0) * loud) / voiceLevel)
    await writeFile(path, wav(made))
    return path
  }

  return {
    async cut(from, startSeconds, seconds) {
      const path = join(dir, `cut-${count++}.wav`)
      const span = ['-ss', startSeconds.toFixed(3), '-t', seconds.toFixed(3)]
      await run(['-i', from, ...span, '-ac', '1', '-ar', String(rate), '-c:a', 'pcm_f32le', path])
      return path
    },
    async transform(excerpt, { filters, beside, cutSeconds, keepSeconds, encoder }) {
      const path = join(dir, `query-${count++}.${encoder?.extension ?? 'wav'}`)
      const span = ['-ss', cutSeconds.toFixed(3), ...(keepSeconds === null ? [] : ['-t', keepSeconds.toFixed(3)])]
      const others = beside === undefined ? [] : ['-i', await besideOf(beside, excerpt)]
      const graph = beside === undefined ? `[0:a]${filters}[out]` : `[0:a][1:a]${filters}[out]`
      const options = encoder?.options ?? ['-c:a', 'pcm_s16le']
      await run([...span, '-i', excerpt, ...others, '-filter_complex', graph, '-map', '[out]', ...options, path])
      return path
    },
  }
}
