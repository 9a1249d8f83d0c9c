// True peak after ITU-R BS.1770-4, annex 2: the highest value of the fourfold oversampled signal, and where the signal was cut off.
// Interpolated only where a peak may lie: between two samples of one sign that rise into the pair and fall out of it.

const taps = 12
/** Samples that must lie before and after those that are measured. */
export const peakContext = taps / 2

/** Weights for the values ¼, ½ and ¾ of the way from sample 5 to sample 6 of twelve: a sinc under a Hann window, sum 1. */
const phases = [0.25, 0.5, 0.75].map((shift) => {
  const weights = Float64Array.from({ length: taps }, (_, i) => {
    const t = i - (taps / 2 - 1) - shift
    return (Math.sin(Math.PI * t) / (Math.PI * t)) * (0.5 + 0.5 * Math.cos((Math.PI * t) / (taps / 2 + 0.5)))
  })
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
})

/** At or above this a sample counts as cut off when its neighbours are too. */
const clipLevel = 0.9999
const clipRun = 3

export class PeakMeter {
  /** Linear; 1 is full scale. */
  truePeak = 0
  /** Samples in runs of at least three at full scale. */
  clipped = 0
  #run = 0

  /** Measures `plane[from … to − 1]`; `peakContext` samples around them must be there too. One channel: runs go on from call to call. */
  push(plane: Float64Array, from: number, to: number): void {
    let peak = this.truePeak
    let run = this.#run
    let before = plane[from - 1] ?? 0
    for (let i = from; i < to; i++) {
      const value = plane[i] ?? 0
      const size = Math.abs(value)
      if (size > peak) peak = size
      if (size >= clipLevel) {
        run++
        if (run >= clipRun) this.clipped += run === clipRun ? clipRun : 1
      } else run = 0
      const next = plane[i + 1] ?? 0
      // The larger of the pair: the peak of a sine up to a third of the rate is at most twice as high.
      if (value * next > 0 && Math.max(size, Math.abs(next)) > 0.5 * peak) {
        const rises = value > 0 ? value >= before : value <= before
        const after = plane[i + 2] ?? 0
        const falls = value > 0 ? next >= after : next <= after
        if (rises && falls) peak = Math.max(peak, between(plane, i))
      }
      before = value
    }
    this.truePeak = peak
    this.#run = run
  }
}

function between(plane: Float64Array, at: number): number {
  let highest = 0
  for (const weights of phases) {
    let sum = 0
    for (let i = 0; i < taps; i++) sum += (weights[i] ?? 0) * (plane[at - taps / 2 + 1 + i] ?? 0)
    highest = Math.max(highest, Math.abs(sum))
  }
  return highest
}
