/** Hann window of `size` values. `periodic` is right for spectra (librosa, scipy's `fftbins=True`), the symmetric one for filters. */
export function hann(size: number, shape: 'periodic' | 'symmetric' = 'periodic'): Float64Array {
  return cosineWindow(size, 0.5, shape === 'periodic' ? size : size - 1)
}

/** Symmetric Hamming window of `size` values. */
export function hamming(size: number): Float64Array {
  return cosineWindow(size, 0.54, size - 1)
}

function cosineWindow(size: number, a0: number, period: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => a0 - (1 - a0) * Math.cos((2 * Math.PI * i) / period))
}
