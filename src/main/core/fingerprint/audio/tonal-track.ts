import { chromaFilters } from './chroma-filters.ts'
import { chromaprintFrame, chromaprintHop, chromaprintRate, createChromaprint } from './chromaprint/chromaprint.ts'
import { Columns } from './columns.ts'

// Pitch classes and Chromaprint from the same frames: at 11,025 Hz a frame of 4096 samples tells semitones apart down to about 50 Hz,
// which a frame of the timbre's spectrum cannot.

const pitchClasses = 12
const mostColumns = 128
/** Chroma below this (mean square near −80 dB) is silence. */
const silentChroma = 1e-3

export type TonalSummary = {
  /** Chromaprint's words. */
  words: Uint32Array
  /** Mean of the chroma, C first, each frame scaled to a largest value of 1; zeros when all is silent. */
  chroma: Float64Array
  chromagram: Float64Array[]
  columnSeconds: number
}

export function createTonalTrack() {
  const filters = chromaFilters({
    sampleRate: chromaprintRate,
    size: chromaprintFrame,
    bins: pitchClasses,
    a440: 440,
    octaves: { centre: 5, width: 2 },
    from: 'C',
  })
  const chroma = new Float64Array(pitchClasses)
  const columns = new Columns(pitchClasses, mostColumns)
  const sounding = new Columns(pitchClasses, mostColumns)
  const chromaprint = createChromaprint((power) => {
    let highest = 0
    for (let pitch = 0; pitch < pitchClasses; pitch++) {
      const weights = filters[pitch]
      if (weights === undefined) continue
      let sum = 0
      for (let bin = 0; bin < weights.length; bin++) sum += (weights[bin] ?? 0) * (power[bin] ?? 0)
      chroma[pitch] = sum
      highest = Math.max(highest, sum)
    }
    for (let pitch = 0; pitch < pitchClasses; pitch++) {
      chroma[pitch] = highest < silentChroma ? 0 : (chroma[pitch] ?? 0) / highest
    }
    columns.add(chroma)
    if (highest >= silentChroma) sounding.add(chroma)
  })
  return {
    push: chromaprint.push,
    finish(): TonalSummary {
      return {
        words: chromaprint.words(),
        chroma: sounding.mean(),
        chromagram: columns.means(),
        columnSeconds: (columns.framesEach * chromaprintHop) / chromaprintRate,
      }
    },
  }
}
