/**
 * The discrete cosine transform II of logarithmic bands: their first `count` cepstral coefficients. `orthonormal` is the scaling that
 * librosa uses (and the fingerprint); `plain` is twice the bare sum, as Meyda and HTK's tutorials have it.
 */
export function cepstrum(
  logBands: ArrayLike<number>,
  count: number,
  scaling: 'orthonormal' | 'plain' = 'orthonormal',
): Float64Array {
  const bands = logBands.length
  return Float64Array.from({ length: Math.min(count, bands) }, (_, k) => {
    let sum = 0
    for (let n = 0; n < bands; n++) sum += (logBands[n] ?? 0) * Math.cos((Math.PI / bands) * (n + 0.5) * k)
    if (scaling === 'plain') return 2 * sum
    return sum * Math.sqrt((k === 0 ? 1 : 2) / bands)
  })
}
