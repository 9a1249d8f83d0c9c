import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { seededRandom } from './random.ts'

const rate = 44_100

/** A WAV header for `bytes` of 16-bit samples. */
export function wavHeader(bytes: number, channels: number): Buffer {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + bytes, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate * channels * 2, 28)
  header.writeUInt16LE(channels * 2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(bytes, 40)
  return header
}

/** Chords, a tune and a drum at 120 a minute, another one for each seed; stereo, 16 bit. */
export function songSamples(seconds: number, seed: number): Int16Array {
  const random = seededRandom(seed)
  const frames = seconds * rate
  const left = new Float32Array(frames)
  const right = new Float32Array(frames)
  const strike = (at: number, hz: number, loud: number, fade: number, side: number): void => {
    const length = Math.min(frames - at, Math.round((4 / fade) * rate))
    for (let i = 0; i < length; i++) {
      const time = i / rate
      const value =
        loud * Math.exp(-fade * time) * (Math.sin(2 * Math.PI * hz * time) + 0.4 * Math.sin(4 * Math.PI * hz * time))
      left[at + i] = (left[at + i] ?? 0) + value * (1 - side)
      right[at + i] = (right[at + i] ?? 0) + value * side
    }
  }
  const scale = [0, 2, 4, 5, 7, 9, 11, 12]
  for (let step = 0; step < seconds * 4; step++) {
    const at = Math.round((step * rate) / 4)
    const note = 220 * 2 ** ((scale[Math.floor(random() * scale.length)] ?? 0) / 12)
    strike(at, note * 2, 0.12, 5, random())
    if (step % 2 === 0) strike(at, 60, 0.3, 25, 0.5)
    if (step % 8 === 0) for (const third of [1, 1.26, 1.5]) strike(at, note * third, 0.06, 1.5, random())
    for (let i = 0; i < rate / 20 && at + i < frames; i++) left[at + i] = (left[at + i] ?? 0) + 0.05 * (random() - 0.5)
  }
  const samples = new Int16Array(frames * 2)
  for (let i = 0; i < frames; i++) {
    samples[2 * i] = Math.max(-1, Math.min(1, left[i] ?? 0)) * 32_000
    samples[2 * i + 1] = Math.max(-1, Math.min(1, right[i] ?? 0)) * 32_000
  }
  return samples
}

/** The same as an MP3 of 128 kbit/s. */
export async function writeSong(ffmpeg: string, path: string, seconds: number, seed: number): Promise<void> {
  const samples = songSamples(seconds, seed)
  const bytes = Buffer.from(samples.buffer)
  await writeFile(`${path}.wav`, Buffer.concat([wavHeader(bytes.length, 2), bytes]))
  const options = ['-v', 'error', '-nostdin', '-y', '-i', `${path}.wav`, '-c:a', 'libmp3lame', '-b:a', '128k', path]
  await promisify(execFile)(ffmpeg, options)
  await rm(`${path}.wav`)
}
