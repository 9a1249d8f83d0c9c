import { createFramer } from '../framer.ts'
import { GrowingArray } from '../growing-array.ts'
import { createPowerSpectrum } from '../real-fft.ts'
import { hamming } from '../windows.ts'
import { chromaBins, createWords } from './words.ts'

// Chromaprint, algorithm 2: what fpcalc and AcoustID speak. L. Lalinský, "How does Chromaprint work?", 2011.

/** Hz of the samples; mono. */
export const chromaprintRate = 11_025
export const chromaprintFrame = 4096
/** Frames overlap by two thirds. */
export const chromaprintHop = 1365

const lowestHz = 28
const highestHz = 3520
/** Smooths the chroma over five rows. */
const rowFilter = [0.25, 0.75, 1, 0.75, 0.25] as const
/** Rows shorter than this are silence and become zero. */
const silentNorm = 0.01

export type Chromaprint = {
  /** Samples −32768 … 32767 at `chromaprintRate`. */
  push(samples: Int16Array): void
  /** The words of everything pushed; a word stands for 0.124 s and looks at 2.6 s. Empty for less than 2.6 s. */
  words(): Uint32Array
}

/** The chroma bin of each FFT bin: 0 is A (440 Hz and its octaves upwards to the next semitone). */
function binsToNotes(): { first: number; notes: Uint8Array } {
  const index = (hz: number): number => Math.round((hz * chromaprintFrame) / chromaprintRate)
  const first = Math.max(1, index(lowestHz))
  const last = Math.min(chromaprintFrame / 2, index(highestHz))
  const notes = Uint8Array.from({ length: last - first }, (_, i) => {
    const hz = ((first + i) * chromaprintRate) / chromaprintFrame
    const octave = Math.log(hz / 27.5) / Math.log(2)
    return Math.trunc(chromaBins * (octave - Math.floor(octave)))
  })
  return { first, notes }
}

const { first: firstBin, notes } = binsToNotes()

/** `onPower` sees each frame's power spectrum (2049 bins of the Hamming-windowed frame, full scale 1), for those who need it too. */
export function createChromaprint(onPower?: (power: Float64Array) => void): Chromaprint {
  const window = hamming(chromaprintFrame).map((value) => value / 32_767)
  const spectrum = createPowerSpectrum(window)
  const power = new Float64Array(chromaprintFrame / 2 + 1)
  // The last five rows of chroma, written in turn.
  const recent = rowFilter.map(() => new Float64Array(chromaBins))
  const words = new GrowingArray()
  const addWords = createWords((word) => words.push(word))
  let frames = 0

  const addRow = (): void => {
    const smooth = new Float64Array(chromaBins)
    for (const [i, factor] of rowFilter.entries()) {
      const row = recent[(frames + i) % rowFilter.length]
      for (let bin = 0; bin < chromaBins; bin++) smooth[bin] = (smooth[bin] ?? 0) + factor * (row?.[bin] ?? 0)
    }
    const norm = Math.sqrt(smooth.reduce((sum, value) => sum + value * value, 0))
    addWords(smooth.map((value) => (norm < silentNorm ? 0 : value / norm)))
  }

  const framer = createFramer({ size: chromaprintFrame, hop: chromaprintHop }, (buffer, offset) => {
    spectrum(buffer, offset, power)
    onPower?.(power)
    const row = recent[frames % rowFilter.length]
    if (row === undefined) return
    row.fill(0)
    for (let i = 0; i < notes.length; i++) {
      const note = notes[i] ?? 0
      row[note] = (row[note] ?? 0) + (power[firstBin + i] ?? 0)
    }
    frames++
    if (frames >= rowFilter.length) addRow()
  })

  return { push: (samples) => framer.push(samples), words: () => Uint32Array.from(words.view()) }
}

/** One 32-bit SimHash (M. Charikar 2002) of all words, as `fpcalc -hash` prints it: the majority of each bit, ties are 0. */
export function hashOfWords(words: Uint32Array): number {
  let hash = 0
  for (let bit = 0; bit < 32; bit++) {
    let balance = 0
    for (const word of words) balance += ((word >>> bit) & 1) === 1 ? 1 : -1
    if (balance > 0) hash |= 1 << bit
  }
  return hash >>> 0
}
