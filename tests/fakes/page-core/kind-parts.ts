import type { AudioFingerprint, TextFingerprint } from '../../../src/shared/domain/fingerprint.ts'
import { hexFrom, pick } from './random.ts'

// Fingerprints of sounds and texts that do not exist, whole, and plausible enough to judge their drawings by.

const notes = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const
const majorSteps = [0, 2, 4, 5, 7, 9, 11]

/** A song: swells and breaks in its waveform, harmonics that fade upwards, a beat, a key its chroma agrees with. */
export function soundOf(random: () => number, codec: string): AudioFingerprint {
  const durationSeconds = 40 + Math.floor(random() * 240) + random()
  const columns = 1000
  const swell = (x: number) => {
    const part = 0.45 + 0.4 * Math.sin(x * 9 + 1) * Math.sin(x * 3.1) + 0.15 * Math.sin(x * 61)
    const ends = Math.min(1, x * 24, (1 - x) * 9)
    return Math.max(0.02, part) * ends
  }
  const max = Array.from({ length: columns }, (_column, x) =>
    Math.round(swell(x / columns) * (0.45 + 0.55 * random()) * 120),
  )
  const waveform = { max, min: max.map((level) => -Math.round(level * (0.75 + random() * 0.25))) }
  const across = 120
  const melSpectrogram = Array.from({ length: 64 }, (_band, band) =>
    Array.from({ length: across }, (_column, x) => {
      const harmonic = Math.sin(band * 1.9 + Math.floor(x / 8) * 1.7) ** 2 * 14
      const db = -4 - band * 0.75 - (1 - swell(x / across)) * 24 + harmonic - random() * 9
      return Math.round(Math.max(-80, Math.min(0, db)))
    }),
  )
  const tonic = Math.floor(random() * 12)
  const inKey = new Set(majorSteps.map((step) => (tonic + step) % 12))
  const chroma = notes.map((_note, pitch) =>
    pitch === tonic ? 1 : inKey.has(pitch) ? 0.4 + random() * 0.5 : 0.08 + random() * 0.2,
  )
  const tempoBpm = 84 + random() * 60
  return {
    durationSeconds,
    sampleRate: 44_100,
    channels: 2,
    codec,
    bitrate: codec === 'mp3' ? 256_000 : 1_411_200,
    melSpectrogram,
    melColumnSeconds: durationSeconds / (across - 0.4),
    chroma,
    chromagram: chroma.map((value) => Array.from({ length: 64 }, () => value * (0.6 + random() * 0.4))),
    chromagramColumnSeconds: durationSeconds / 64,
    spectralCentroidHz: 1400 + random() * 1600,
    spectralRolloffHz: 3600 + random() * 3000,
    spectralContrast: Array.from({ length: 7 }, () => 14 + random() * 12),
    zeroCrossingRate: 0.04 + random() * 0.08,
    mfcc: Array.from({ length: 20 }, (_row, row) =>
      Array.from(
        { length: across },
        (_column, x) => Math.sin(Math.floor(x / 6) * (row + 2)) * 22 + random() * 30 - row,
      ),
    ),
    tempoBpm,
    beats: Array.from({ length: Math.floor((durationSeconds / 60) * tempoBpm) }, (_beat, i) => (i * 60) / tempoBpm),
    key: notes[tonic] ?? 'C',
    scale: 'major',
    keyConfidence: 0.55 + random() * 0.4,
    loudnessLufs: -18 + random() * 8,
    truePeakDbtp: -2 + random() * 1.8,
    chromaprint: `AQAD${hexFrom(random, 240)}`,
    waveform,
    tags: { title: 'Slow river', artist: 'Ilse Brandt', album: 'Attic tapes', date: '2024', encoder: 'LAME 3.100' },
  }
}

export function textOf(random: () => number, mediaType: string): TextFingerprint {
  const wordCount = Math.floor(80 + 10 ** (2 + random() * 2.5))
  return {
    normalizedSha256: hexFrom(random, 64),
    simhash: hexFrom(random, 16),
    minhash: Array.from({ length: 128 }, () => Math.floor((random() * 0xffffffff) / wordCount)),
    wordCount,
    characterCount: Math.floor(wordCount * 5.8),
    language: pick(['en', 'de', 'fr', 'pt'], random),
    ...(mediaType === 'application/pdf' ? { pageCount: 1 + Math.floor(wordCount / 320) } : { encoding: 'utf-8' }),
  }
}
