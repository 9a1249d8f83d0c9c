import type { Quality } from '../../../../shared/domain/fingerprint.ts'

// How good a recording is as a source, from what a listener would notice. It ranks copies of one work and warns of poor ones; it takes
// no part in matching.

export type AudioQualityInput = {
  sampleRate: number
  channels: number
  /** ffmpeg's name of the codec. */
  codec: string
  /** Bits a second; null when unknown. */
  bitrate: number | null
  bandwidthHz: number | null
  clippedShare: number
  truePeakDb: number | null
  quietLufs: number | null
}

const weights: Readonly<Record<string, number>> = {
  bitrate: 0.3,
  bandwidth: 0.25,
  clipping: 0.2,
  dynamicRange: 0.1,
  sampleRate: 0.15,
}

/** Bits a second for stereo at which a lossy codec is hard to tell from its source; codecs that are not named count as lossless. */
const goodBitrates: Readonly<Record<string, number>> = {
  mp3: 256_000,
  mp3float: 256_000,
  mp2: 384_000,
  aac: 192_000,
  vorbis: 192_000,
  opus: 128_000,
  ac3: 448_000,
  eac3: 256_000,
  wmav2: 256_000,
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value))

/**
 * Bitrate: of a lossy codec over its good rate for that many channels. Bandwidth: 0 at 2 kHz, 1 from 18 kHz, in octaves. Clipping: 1 for
 * none, 0 from one sample in a hundred. Dynamic range: from true peak down to the quietest tenth, 0 at 6 dB, 1 from 40 dB. Sample
 * rate: 0 at 4 kHz, 1 from 44.1 kHz, in octaves. All rounded to four decimals; what can't be measured is left out. Digital silence scores 0.
 */
export function audioQuality(input: AudioQualityInput): Quality {
  const { sampleRate, channels, codec, bitrate, bandwidthHz, clippedShare, truePeakDb, quietLufs } = input
  if (truePeakDb === null) return { score: 0, parts: { sound: 0 } }
  const good = goodBitrates[codec]
  const parts: Record<string, number> = { sampleRate: clamp(Math.log2(sampleRate / 4000) / Math.log2(44_100 / 4000)) }
  if (good !== undefined && bitrate !== null)
    parts['bitrate'] = clamp(bitrate / (good * (channels === 1 ? 0.6 : channels / 2)))
  if (bandwidthHz !== null) parts['bandwidth'] = clamp(Math.log2(Math.max(1, bandwidthHz) / 2000) / Math.log2(9))
  parts['clipping'] = clamp(1 - Math.sqrt(clippedShare * 100))
  if (quietLufs !== null) parts['dynamicRange'] = clamp((truePeakDb - quietLufs - 6) / 34)
  let sum = 0
  let total = 0
  for (const [name, value] of Object.entries(parts)) {
    sum += value * (weights[name] ?? 0)
    total += weights[name] ?? 0
    parts[name] = Math.round(value * 1e4) / 1e4
  }
  return { score: Math.round((sum / total) * 1e4) / 1e4, parts }
}
