import { createPowerSpectrum } from '../real-fft.ts'
import { hann } from '../windows.ts'

// The short-time spectrum on a scale of pitches: a change of speed or key moves it up or down as a whole and leaves its shape alone.

/** Hz of the samples; mono. What a telephone lets through, and half an octave on either side. */
export const eventRate = 8_000
/** Samples a frame: 0.256 s, which tells semitones apart from about 200 Hz on. */
export const eventFrame = 2048
/** Samples between frames: 16 ms. */
export const eventHop = 128
/** Rows a semitone. */
export const rowsEach = 4
const lowestHz = 196
/** From G3 to three semitones under the highest frequency there is. */
export const rowCount = 51 * rowsEach

/** For row r: the FFT bins from `first[r]` on, with weights from `start[r]` to `start[r + 1]`. */
type Rows = { first: Uint16Array; start: Uint16Array; weights: Float64Array }

/** Triangles over the bins, as wide as a row to either side and never narrower than two bins, each of area 1: so that a tone between two bins
 * has its summit between them. */
function pitchRows(): Rows {
  const first = new Uint16Array(rowCount)
  const start = new Uint16Array(rowCount + 1)
  const weights: number[] = []
  const step = 2 ** (1 / (12 * rowsEach))
  const hzEach = eventRate / eventFrame
  let centre = lowestHz / hzEach
  for (let row = 0; row < rowCount; row++) {
    const reach = Math.max(2, centre * (step - 1))
    const from = Math.floor(centre - reach) + 1
    const to = Math.min(eventFrame / 2, Math.ceil(centre + reach) - 1)
    first[row] = from
    start[row] = weights.length
    const heights = Array.from({ length: to - from + 1 }, (_, i) => 1 - Math.abs(from + i - centre) / reach)
    const area = heights.reduce((sum, height) => sum + height, 0)
    for (const height of heights) weights.push(height / area)
    centre *= step
  }
  start[rowCount] = weights.length
  return { first, start, weights: Float64Array.from(weights) }
}

/** Writes the natural logarithm of each row's mean power to `out`; `floor` is added first, so that silence is flat. */
export function createLogSpectrum(floor: number): (samples: Float64Array, offset: number, out: Float64Array) => void {
  const { first, start, weights } = pitchRows()
  const spectrum = createPowerSpectrum(hann(eventFrame))
  const power = new Float64Array(eventFrame / 2 + 1)
  return (samples, offset, out) => {
    spectrum(samples, offset, power)
    for (let row = 0; row < rowCount; row++) {
      const begin = start[row] ?? 0
      const end = start[row + 1] ?? 0
      let bin = first[row] ?? 0
      let sum = floor
      for (let i = begin; i < end; i++) sum += (weights[i] ?? 0) * (power[bin++] ?? 0)
      out[row] = Math.log(sum)
    }
  }
}
