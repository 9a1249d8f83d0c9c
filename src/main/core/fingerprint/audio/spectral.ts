// Features of one frame or one spectrum. Definitions as in librosa and Meyda where the two agree; where not, the comment says which.

/** Root mean square of samples. */
export function rootMeanSquare(samples: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < samples.length; i++) sum += (samples[i] ?? 0) ** 2
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length)
}

/** How often the sign changes between neighbours; zero counts as positive. `before` is the sample that came before the first. */
export function zeroCrossings(samples: ArrayLike<number>, before: number = samples[0] ?? 0): number {
  let count = 0
  let positive = before >= 0
  for (let i = 0; i < samples.length; i++) {
    const now = (samples[i] ?? 0) >= 0
    if (now !== positive) count++
    positive = now
  }
  return count
}

/** The mean bin, weighed by magnitude: times Hz a bin it is the centroid in Hz. Null where there is nothing. */
export function spectralCentroid(magnitudes: Float64Array): number | null {
  let sum = 0
  let weighed = 0
  for (let bin = 0; bin < magnitudes.length; bin++) {
    const magnitude = magnitudes[bin] ?? 0
    sum += magnitude
    weighed += bin * magnitude
  }
  return sum > 0 ? weighed / sum : null
}

/** The lowest bin up to which `share` of the summed magnitudes lies (librosa's rule; its default is 0.85). Null where there is nothing. */
export function spectralRolloff(magnitudes: Float64Array, share: number): number | null {
  let total = 0
  for (let bin = 0; bin < magnitudes.length; bin++) total += magnitudes[bin] ?? 0
  if (total <= 0) return null
  let sum = 0
  for (let bin = 0; bin < magnitudes.length; bin++) {
    sum += magnitudes[bin] ?? 0
    if (sum >= share * total) return bin
  }
  return magnitudes.length - 1
}

const contrastShare = 0.02
/** Below 200 Hz, then six octaves. */
const contrastEdges = [0, 200, 400, 800, 1600, 3200, 6400, Number.POSITIVE_INFINITY] as const
export const contrastBands = contrastEdges.length - 1

/**
 * Spectral contrast (D.-N. Jiang et al., Music type classification by spectral contrast feature, ICME 2002): decibels between the mean
 * of the loudest and of the quietest 2 % of each band's bins, at least one bin each. Adds each band's value to `sums`.
 */
export function createSpectralContrast(sampleRate: number, size: number) {
  const bands = contrastEdges.slice(0, -1).map((low, i) => {
    const binOf = (hz: number): number => Math.min(size / 2 + 1, Math.ceil((hz * size) / sampleRate))
    const first = binOf(low)
    const end = binOf(contrastEdges[i + 1] ?? Number.POSITIVE_INFINITY)
    return { first, end, count: Math.max(1, Math.round(contrastShare * (end - first))) }
  })
  // Sorted by insertion: a handful of values at each end.
  const lows = new Float64Array(64)
  const highs = new Float64Array(64)
  return (power: Float64Array, sums: Float64Array): void => {
    for (let band = 0; band < bands.length; band++) {
      const { first, end, count } = bands[band] ?? { first: 0, end: 0, count: 1 }
      if (end <= first) continue
      lows.fill(Number.POSITIVE_INFINITY, 0, count)
      highs.fill(Number.NEGATIVE_INFINITY, 0, count)
      for (let bin = first; bin < end; bin++) {
        const value = power[bin] ?? 0
        if (value < (lows[count - 1] ?? 0)) {
          let at = count - 1
          for (; at > 0 && (lows[at - 1] ?? 0) > value; at--) lows[at] = lows[at - 1] ?? 0
          lows[at] = value
        }
        if (value > (highs[count - 1] ?? 0)) {
          let at = count - 1
          for (; at > 0 && (highs[at - 1] ?? 0) < value; at--) highs[at] = highs[at - 1] ?? 0
          highs[at] = value
        }
      }
      let low = 0
      let high = 0
      for (let i = 0; i < count; i++) {
        low += Math.sqrt(lows[i] ?? 0)
        high += Math.sqrt(highs[i] ?? 0)
      }
      const decibels = 20 * Math.log10(Math.max(1e-5, high / count) / Math.max(1e-5, low / count))
      sums[band] = (sums[band] ?? 0) + decibels
    }
  }
}
