// Key by profile correlation: C. L. Krumhansl, Cognitive Foundations of Musical Pitch, 1990 (the algorithm with M. A. Schmuckler).

const profiles = {
  major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
  minor: [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
} as const

const names = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const

export type Key = { key: (typeof names)[number]; scale: 'major' | 'minor'; confidence: number }

/** A lead of this much correlation over the next key counts as certain. */
const clearLead = 0.15

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanA, meanB] = [mean(a), mean(b)]
  let product = 0
  let squaresA = 0
  let squaresB = 0
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [(a[i] ?? 0) - meanA, (b[i] ?? 0) - meanB]
    product += x * y
    squaresA += x * x
    squaresB += y * y
  }
  return squaresA * squaresB > 0 ? product / Math.sqrt(squaresA * squaresB) : 0
}

/**
 * The key whose profile fits best to a mean chroma of twelve values from C on. Confidence, 0–1, is the fit's correlation times
 * ½ + ½ · (its lead over the second key ÷ 0.15, at most 1): near relatives such as C major and A minor leave it near ½.
 * Null when the chroma is flat.
 */
export function estimateKey(chroma: readonly number[]): Key | null {
  const fits: Key[] = []
  for (const scale of ['major', 'minor'] as const) {
    for (const [tonic, key] of names.entries()) {
      const profile = names.map((_, pitch) => profiles[scale][(pitch - tonic + 12) % 12] ?? 0)
      fits.push({ key, scale, confidence: correlation(chroma, profile) })
    }
  }
  fits.sort((a, b) => b.confidence - a.confidence)
  const [best, second] = fits
  if (best === undefined || second === undefined || best.confidence < 1e-9) return null
  const lead = Math.min(1, (best.confidence - second.confidence) / clearLead)
  return { ...best, confidence: Math.min(1, best.confidence * (0.5 + 0.5 * lead)) }
}
