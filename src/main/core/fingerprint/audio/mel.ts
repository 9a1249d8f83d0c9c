// The mel scale and its filter banks as librosa has them: M. Slaney, Auditory Toolbox, 1998 (linear to 1 kHz, logarithmic above), or
// HTK's formula.

export type MelScale = 'slaney' | 'htk'

const linearHz = 200 / 3
const logFromHz = 1000
const logFromMel = logFromHz / linearHz
const logStep = Math.log(6.4) / 27

export function hzToMel(hz: number, scale: MelScale): number {
  if (scale === 'htk') return 2595 * Math.log10(1 + hz / 700)
  return hz < logFromHz ? hz / linearHz : logFromMel + Math.log(hz / logFromHz) / logStep
}

export function melToHz(mel: number, scale: MelScale): number {
  if (scale === 'htk') return 700 * (10 ** (mel / 2595) - 1)
  return mel < logFromMel ? mel * linearHz : logFromHz * Math.exp(logStep * (mel - logFromMel))
}

/** A filter is zero but for `weights`, which start at FFT bin `first`. */
export type Filter = { first: number; weights: Float64Array }

export type MelOptions = {
  sampleRate: number
  /** FFT length. */
  size: number
  bands: number
  lowHz: number
  highHz: number
  scale: MelScale
}

/** Triangles of equal area (2 / width in Hz), evenly spaced in mel between `lowHz` and `highHz`; one filter a band. */
export function melFilters({ sampleRate, size, bands, lowHz, highHz, scale }: MelOptions): Filter[] {
  const low = hzToMel(lowHz, scale)
  const step = (hzToMel(highHz, scale) - low) / (bands + 1)
  const edge = (index: number): number => melToHz(low + step * index, scale)
  return Array.from({ length: bands }, (_, band) => {
    const left = edge(band)
    const centre = edge(band + 1)
    const right = edge(band + 2)
    const weightAt = (bin: number): number => {
      const hz = (bin * sampleRate) / size
      const height = Math.min((hz - left) / (centre - left), (right - hz) / (right - centre))
      return Math.max(0, height) * (2 / (right - left))
    }
    let first = Math.max(0, Math.floor((left * size) / sampleRate))
    while (first < size / 2 && weightAt(first) === 0) first++
    let end = first
    while (end <= size / 2 && weightAt(end) > 0) end++
    return { first, weights: Float64Array.from({ length: end - first }, (_, i) => weightAt(first + i)) }
  })
}

/** The sum of `spectrum` under each filter, into `out`. */
export function applyFilters(filters: readonly Filter[], spectrum: Float64Array, out: Float64Array): void {
  for (let band = 0; band < filters.length; band++) {
    const filter = filters[band]
    if (filter === undefined) continue
    const { first, weights } = filter
    let sum = 0
    for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (spectrum[first + i] ?? 0)
    out[band] = sum
  }
}
