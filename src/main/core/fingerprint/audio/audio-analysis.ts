import type { AudioFeatures } from '../../../../shared/domain/fingerprint.ts'
import { steadyTempo, trackBeats } from './beats.ts'
import { encodeChromaprint } from './chromaprint/compress.ts'
import { createFullBandTrack, type FullBandFormat, type FullBandSummary } from './full-band-track.ts'
import { estimateKey } from './key.ts'
import { createSpectralTrack, spectralFrameRate, type SpectralSummary } from './spectral-track.ts'
import { estimateTempo } from './tempo.ts'
import { createTonalTrack, type TonalSummary } from './tonal-track.ts'

// A whole recording, streamed in three resolutions of the same sound, in memory that hardly grows with its length (about 1 MB a
// quarter of an hour: onsets, loudness steps, chroma rows).

export type AudioAnalysis = {
  /** Every channel, interleaved, at the rate of `format`. */
  pushFullBand(samples: Float32Array): void
  /** Mono at 22,050 Hz. */
  pushSpectral(samples: Float32Array): void
  /** Mono at 11,025 Hz, −32768 … 32767, resampled as fpcalc does. */
  pushTonal(samples: Int16Array): void
  finish(): { features: AudioFeatures; fullBand: FullBandSummary }
}

const round = (value: number, decimals: number): number => {
  const scale = 10 ** decimals
  // Adding 0 turns −0 into 0.
  return Math.round(value * scale) / scale + 0
}

/** The rise is greatest when an attack has entered a quarter of the frame: one hop before the frame's centre has reached it. */
const onsetLag = 1

/** Bands that are shown: pairs of the 128 that are computed. */
const shownBands = 64
const floorDb = -80

/** Whole decibels under the loudest value, −80 at most: [band][column]. */
function shownMel(columns: readonly Float64Array[]): number[][] {
  const pair = (column: Float64Array, band: number): number => (column[2 * band] ?? 0) + (column[2 * band + 1] ?? 0)
  let highest = 1e-10
  for (const column of columns) {
    for (let band = 0; band < shownBands; band++) highest = Math.max(highest, pair(column, band))
  }
  return Array.from({ length: shownBands }, (_, band) =>
    columns.map((column) =>
      round(Math.max(floorDb, 10 * Math.log10(Math.max(1e-30, pair(column, band) / highest))), 0),
    ),
  )
}

/** Columns as rows: [value][column]. */
function turned(columns: readonly Float64Array[], decimals: number): number[][] {
  const height = columns[0]?.length ?? 0
  return Array.from({ length: height }, (_, i) => columns.map((column) => round(column[i] ?? 0, decimals)))
}

function rhythmOf({ onsets }: SpectralSummary): Pick<AudioFeatures, 'tempoBpm' | 'beats'> {
  const estimate = estimateTempo(onsets, spectralFrameRate)
  if (estimate === null) return {}
  const beats = trackBeats(onsets, spectralFrameRate, estimate).map((frame) => (frame + onsetLag) / spectralFrameRate)
  const steady = steadyTempo(beats)
  // A line through beats that slipped says less than the estimate they were tracked with.
  const tempo = steady !== null && Math.abs(steady / estimate - 1) < 0.08 ? steady : estimate
  return { tempoBpm: round(tempo, 2), beats: beats.map((time) => round(time, 3)) }
}

function tonalityOf({ chroma, words }: TonalSummary): Partial<AudioFeatures> {
  const found = estimateKey([...chroma])
  return {
    ...(found === null ? {} : { key: found.key, scale: found.scale, keyConfidence: round(found.confidence, 3) }),
    ...(words.length === 0 ? {} : { chromaprint: encodeChromaprint(words) }),
  }
}

/** Peaks in steps of 1/127. */
function shownPeaks({ waveform }: FullBandSummary): AudioFeatures['waveform'] {
  const step = (value: number): number => round(Math.min(1, Math.max(-1, value)) * 127, 0)
  return { min: Array.from(waveform.min, step), max: Array.from(waveform.max, step) }
}

export function createAudioAnalysis(format: FullBandFormat): AudioAnalysis {
  const fullBandTrack = createFullBandTrack(format)
  const spectralTrack = createSpectralTrack()
  const tonalTrack = createTonalTrack()
  return {
    pushFullBand: fullBandTrack.push,
    pushSpectral: spectralTrack.push,
    pushTonal: tonalTrack.push,
    finish() {
      const fullBand = fullBandTrack.finish()
      const spectral = spectralTrack.finish()
      const tonal = tonalTrack.finish()
      const { centroidHz, rolloffHz, contrast } = spectral
      const features: AudioFeatures = {
        melSpectrogram: shownMel(spectral.melPower),
        melColumnSeconds: round(spectral.columnSeconds, 6),
        chroma: Array.from(tonal.chroma, (value) => round(value, 4)),
        chromagram: turned(tonal.chromagram, 2),
        chromagramColumnSeconds: round(tonal.columnSeconds, 6),
        ...(centroidHz === null ? {} : { spectralCentroidHz: round(centroidHz, 1) }),
        ...(rolloffHz === null ? {} : { spectralRolloffHz: round(rolloffHz, 1) }),
        ...(contrast === null ? {} : { spectralContrast: Array.from(contrast, (value) => round(value, 2)) }),
        zeroCrossingRate: round(spectral.zeroCrossingRate, 5),
        mfcc: turned(spectral.mfcc, 1),
        ...rhythmOf(spectral),
        ...tonalityOf(tonal),
        ...(fullBand.loudnessLufs === null ? {} : { loudnessLufs: round(fullBand.loudnessLufs, 2) }),
        ...(fullBand.truePeakDb === null ? {} : { truePeakDbtp: round(fullBand.truePeakDb, 2) }),
        waveform: shownPeaks(fullBand),
      }
      return { features, fullBand }
    },
  }
}
