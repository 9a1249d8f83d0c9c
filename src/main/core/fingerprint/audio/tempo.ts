// Tempo from an onset envelope: mean of short autocorrelations under a log-normal prior (P. Grosche, M. Müller, F. Kurth 2010;
// D. P. W. Ellis 2007).

const priorBpm = 120
/** Standard deviation of the prior in octaves. */
const priorOctaves = 0.7
const slowestBpm = 30
const fastestBpm = 300
const multiples = 4
/** Seconds of the envelope that are correlated at a time. */
const windowSeconds = 8.9

/** Autocorrelation for lags 0 … `lags` − 1, each window with its mean taken out and scaled to 1 at lag 0, averaged. */
function meanAutocorrelation(onsets: Float64Array, size: number, lags: number): Float64Array {
  const mean = new Float64Array(lags)
  const window = new Float64Array(size)
  for (let start = 0; start === 0 || start + size <= onsets.length; start += size >> 1) {
    const part = smoothed(onsets, start, Math.min(size, onsets.length - start))
    const level = part.reduce((sum, value) => sum + value, 0) / part.length
    window.fill(0)
    for (let i = 0; i < part.length; i++) window[i] = (part[i] ?? 0) - level
    const energy = window.reduce((sum, value) => sum + value * value, 0)
    if (energy <= 0) continue
    for (let lag = 0; lag < lags; lag++) {
      let sum = 0
      for (let i = lag; i < size; i++) sum += (window[i] ?? 0) * (window[i - lag] ?? 0)
      // Long lags have fewer products: each counts as much as one of lag 0.
      mean[lag] = (mean[lag] ?? 0) + (sum / energy) * (size / (size - lag))
    }
  }
  return mean
}

/** `length` values from `start` on, spread over neighbours: a period between two lags would else lose to a slower one that falls on a lag. */
function smoothed(onsets: Float64Array, start: number, length: number): Float64Array {
  const weights = [1, 4, 6, 4, 1] as const
  return Float64Array.from(
    { length },
    (_, i) => weights.reduce((sum, weight, k) => sum + weight * (onsets[start + i + k - 2] ?? 0), 0) / 16,
  )
}

/** Beats a minute; null when the envelope is flat or shorter than two seconds. `rate` is frames a second. */
export function estimateTempo(onsets: Float64Array, rate: number): number | null {
  if (onsets.length < 2 * rate) return null
  const size = Math.min(Math.round(windowSeconds * rate), onsets.length)
  const shortest = Math.max(2, Math.ceil((60 * rate) / fastestBpm))
  const longest = Math.min(Math.floor((60 * rate) / slowestBpm), Math.floor(size / 2))
  const lags = Math.min(multiples * longest, Math.floor(size * 0.75)) + 2
  const correlation = meanAutocorrelation(onsets, size, lags)
  let best = 0
  let bestScore = 0
  for (let lag = shortest; lag <= longest; lag++) {
    const prior = Math.exp(-0.5 * (Math.log2((60 * rate) / lag / priorBpm) / priorOctaves) ** 2)
    // A beat repeats at its multiples too; one and a half beats do not.
    let comb = 0
    for (let k = 1; k <= multiples; k++) comb += (correlation[k * lag] ?? 0) / k
    const score = comb * prior
    if (score > bestScore) {
      bestScore = score
      best = lag
    }
  }
  if (best === 0) return null
  // The top of the parabola through the peak and its neighbours: lags are coarse at 23 ms.
  const [left, middle, right] = [correlation[best - 1] ?? 0, correlation[best] ?? 0, correlation[best + 1] ?? 0]
  const curve = left - 2 * middle + right
  const shift = curve < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (left - right)) / curve)) : 0
  return (60 * rate) / (best + shift)
}
