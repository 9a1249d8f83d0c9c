import type { AudioFeatures } from '../../../../shared/domain/fingerprint.ts'
import { joined, section } from './embedding.ts'

// How a recording sounds as a whole: its timbre and how that moves, its balance, harmony and pace. Made from what the fingerprint holds, so
// it needs no second decoding. See docs/fingerprints/embeddings.md.

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

function spread(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
}

function movement(values: readonly number[]): number {
  return mean(values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? 0))))
}

/** Of the 19 coefficients that do not say how loud it is: means, spreads, and how far they move from one column to the next. */
function timbre(mfcc: AudioFeatures['mfcc']): [number[], number[], number[]] {
  const rows = Array.from({ length: 19 }, (_, i) => mfcc[i + 1] ?? [])
  // Higher coefficients are smaller by nature; without their weight the first two would decide alone.
  const weight = (i: number) => Math.sqrt(i + 1)
  return [
    rows.map((row, i) => mean(row) * weight(i)),
    rows.map((row, i) => spread(row) * weight(i)),
    rows.map((row, i) => movement(row) * weight(i)),
  ]
}

/** 16 bands of four: decibels about the mean of all, and how much each moves. */
function balance(mel: AudioFeatures['melSpectrogram']): [number[], number[]] {
  const bands = Array.from({ length: 16 }, (_, i) => mel.slice(4 * i, 4 * i + 4))
  const means = bands.map((rows) => mean(rows.map(mean)))
  const all = mean(means)
  return [means.map((value) => value - all), bands.map((rows) => mean(rows.map(spread)))]
}

/** The twelve pitch classes from the strongest on, about their mean: the same song in another key is the same. */
function harmony(chroma: readonly number[]): number[] {
  const strongest = chroma.indexOf(Math.max(...chroma))
  const middle = mean(chroma)
  return Array.from({ length: 12 }, (_, i) => (chroma[(strongest + i) % 12] ?? 0) - middle)
}

/** Twelve places round one doubling of the tempo, so that 70 and 140 are one; the tempo lies between two of them. */
function pace(tempoBpm: number | undefined): number[] {
  const out = Array.from<number>({ length: 12 }).fill(0)
  if (tempoBpm === undefined || tempoBpm <= 0) return out
  const place = (((Math.log2(tempoBpm / 60) % 1) + 1) % 1) * 12
  const [first, part] = [Math.floor(place) % 12, place % 1]
  out[first] = 1 - part
  out[(first + 1) % 12] = part
  return out
}

function colour(features: AudioFeatures): number[] {
  const contrast = features.spectralContrast ?? []
  const { spectralCentroidHz = 0, spectralRolloffHz = 0, zeroCrossingRate = 0, loudnessLufs = -24 } = features
  return [
    ...Array.from({ length: 7 }, (_, i) => ((contrast[i] ?? 20) - 20) / 10),
    Math.log2((spectralCentroidHz + 50) / 1500),
    Math.log2((spectralRolloffHz + 50) / 3500),
    (zeroCrossingRate - 0.08) * 8,
    (loudnessLufs + 18) / 12,
  ]
}

function mood({ scale, keyConfidence = 0, beats = [], melSpectrogram, melColumnSeconds }: AudioFeatures): number[] {
  const seconds = (melSpectrogram[0]?.length ?? 0) * melColumnSeconds
  const columns = melSpectrogram[0]?.map((_, i) => mean(melSpectrogram.map((row) => row[i] ?? -80))) ?? []
  const tonal = keyConfidence * (scale === 'minor' ? -1 : 1)
  return [tonal, keyConfidence - 0.5, seconds > 0 ? beats.length / seconds - 2 : 0, (spread(columns) - 8) / 8]
}

/** Null for silence, which is like nothing. */
export function embedSound(features: AudioFeatures): Float32Array | null {
  if (features.chroma.every((value) => value === 0)) return null
  const [means, spreads, movements] = timbre(features.mfcc)
  const [levels, moves] = balance(features.melSpectrogram)
  return joined(
    section(means, 1),
    section(spreads, 0.4),
    section(movements, 0.4),
    section(levels, 0.8),
    section(moves, 0.3),
    section(harmony(features.chroma), 0.4),
    section(pace(features.tempoBpm), 0.5),
    section(colour(features), 0.7),
    section(mood(features), 0.4),
  )
}
