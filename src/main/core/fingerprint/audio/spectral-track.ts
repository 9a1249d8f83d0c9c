import { cepstrum } from './cepstrum.ts'
import { Columns } from './columns.ts'
import { createFramer } from './framer.ts'
import { GrowingArray } from './growing-array.ts'
import { applyFilters, melFilters } from './mel.ts'
import { createPowerSpectrum } from './real-fft.ts'
import { contrastBands, createSpectralContrast, spectralCentroid, spectralRolloff, zeroCrossings } from './spectral.ts'
import { hann } from './windows.ts'

// What is read off the short-time spectrum: timbre over time and the envelope of onsets. Frames as librosa sets them: 2048 samples under
// a Hann window every 512, the first one centred on the first sample.

/** Hz of the samples; mono. */
export const spectralRate = 22_050
const size = 2048
const hop = 512
/** Frames a second. */
export const spectralFrameRate = spectralRate / hop
const melBands = 128
/** Columns of the spectrogram and of the cepstrum that are kept. */
const mostColumns = 128
const coefficients = 20
const rolloffShare = 0.85
/** The contrast is read off every fourth frame. */
const contrastEvery = 4
/** Mean square, −80 dB: quieter frames have no colour. */
const silentPower = 1e-8
const quietest = 1e-10
/** Decibels in a natural logarithm, which is computed faster than the decimal one. */
const decibelsEach = 10 / Math.LN10

export type SpectralSummary = {
  /** Seconds between two columns. */
  columnSeconds: number
  /** Mean mel power of each column, 128 bands from 0 to 11,025 Hz. */
  melPower: Float64Array[]
  /** 20 coefficients of each column. */
  mfcc: Float64Array[]
  /** Over the frames that are not silent; null when all are. */
  centroidHz: number | null
  rolloffHz: number | null
  /** Seven bands, decibels; null when all is silent. */
  contrast: Float64Array | null
  /** Share of neighbouring samples whose sign differs. */
  zeroCrossingRate: number
  /** Rise of the mel spectrum in decibels, mean over the bands, one value a frame. */
  onsets: Float64Array
}

export function createSpectralTrack() {
  const window = hann(size)
  const spectrum = createPowerSpectrum(window)
  const windowPower = window.reduce((sum, value) => sum + value * value, 0)
  const filters = melFilters({
    sampleRate: spectralRate,
    size,
    bands: melBands,
    lowHz: 0,
    highHz: spectralRate / 2,
    scale: 'slaney',
  })
  const power = new Float64Array(size / 2 + 1)
  const magnitudes = new Float64Array(size / 2 + 1)
  const mel = new Float64Array(melBands)
  const decibels = new Float64Array(melBands)
  const before = new Float64Array(melBands)
  const melColumns = new Columns(melBands, mostColumns)
  const decibelColumns = new Columns(melBands, mostColumns)
  const addContrast = createSpectralContrast(spectralRate, size)
  const contrast = new Float64Array(contrastBands)
  const onsets = new GrowingArray()
  let contrastFrames = 0
  let colouredFrames = 0
  let centroids = 0
  let rolloffs = 0
  let crossings = 0
  let samplesSeen = 0
  let last: number | undefined

  const addColour = (): void => {
    let total = 0
    for (let bin = 0; bin < power.length; bin++) {
      const value = power[bin] ?? 0
      total += value
      magnitudes[bin] = Math.sqrt(value)
    }
    // Parseval: the spectrum's half holds half the energy of the windowed frame, times its size.
    if ((2 * total) / (size * windowPower) < silentPower) return
    colouredFrames++
    centroids += spectralCentroid(magnitudes) ?? 0
    rolloffs += spectralRolloff(magnitudes, rolloffShare) ?? 0
    if (colouredFrames % contrastEvery !== 1) return
    contrastFrames++
    addContrast(power, contrast)
  }

  const framer = createFramer({ size, hop }, (buffer, offset) => {
    spectrum(buffer, offset, power)
    applyFilters(filters, power, mel)
    let rise = 0
    const first = onsets.length === 0
    for (let band = 0; band < melBands; band++) {
      const level = decibelsEach * Math.log(Math.max(quietest, mel[band] ?? 0))
      decibels[band] = level
      // Onsets are heard above −60 dB of what the band could hold: noise under it does not count as one.
      const heard = Math.max(-30, level)
      if (!first) rise += Math.max(0, heard - (before[band] ?? 0))
      before[band] = heard
    }
    onsets.push(rise / melBands)
    melColumns.add(mel)
    decibelColumns.add(decibels)
    addColour()
  })
  framer.push(new Float64Array(size / 2))

  return {
    push(samples: Float32Array): void {
      crossings += zeroCrossings(samples, last)
      last = samples.at(-1) ?? last
      samplesSeen += samples.length
      framer.push(samples)
    },
    finish(): SpectralSummary {
      framer.push(new Float64Array(size / 2))
      const hzPerBin = spectralRate / size
      const mean = (sum: number): number | null => (colouredFrames === 0 ? null : (sum / colouredFrames) * hzPerBin)
      return {
        columnSeconds: (melColumns.framesEach * hop) / spectralRate,
        melPower: melColumns.means(),
        mfcc: decibelColumns.means().map((column) => cepstrum(column, coefficients)),
        centroidHz: mean(centroids),
        rolloffHz: mean(rolloffs),
        contrast: contrastFrames === 0 ? null : contrast.map((sum) => sum / contrastFrames),
        zeroCrossingRate: samplesSeen === 0 ? 0 : crossings / samplesSeen,
        onsets: onsets.view(),
      }
    },
  }
}
