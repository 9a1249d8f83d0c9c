// Chroma filter banks after D. P. W. Ellis, Chroma Feature Analysis and Synthesis, 2007, with the parameters librosa gives them.

export type ChromaOptions = {
  sampleRate: number
  /** FFT length. */
  size: number
  bins: number
  /** Hz of the A above middle C. */
  a440: number
  /** Bells over the octaves: centre in octaves above A0, width in octaves; null weighs all octaves alike. */
  octaves: { centre: number; width: number } | null
  /** Which pitch class comes first. */
  from: 'A' | 'C'
}

/** One row of size / 2 + 1 weights for each chroma bin; each column has length 1 before the octaves are weighed. */
export function chromaFilters({ sampleRate, size, bins, a440, octaves, from }: ChromaOptions): Float64Array[] {
  const half = size / 2
  // Position of each FFT bin in chroma bins above A0; bin 0 is put one and a half octaves under bin 1.
  const position = (bin: number): number => bins * Math.log2((bin * sampleRate) / size / (a440 / 16))
  const positions = Float64Array.from({ length: half + 2 }, (_, bin) =>
    bin === 0 ? position(1) - 1.5 * bins : position(bin),
  )
  const rows = Array.from({ length: bins }, () => new Float64Array(half + 1))
  const middle = Math.round(bins / 2)
  const shift = from === 'C' ? 3 * Math.floor(bins / 12) : 0
  const column = new Float64Array(bins)
  for (let bin = 0; bin <= half; bin++) {
    const at = positions[bin] ?? 0
    const width = Math.max(1, (positions[bin + 1] ?? 0) - at)
    let squares = 0
    for (let chroma = 0; chroma < bins; chroma++) {
      const turned = (at - chroma + middle + 10 * bins) % bins
      const distance = (turned < 0 ? turned + bins : turned) - middle
      const weight = Math.exp(-0.5 * ((2 * distance) / width) ** 2)
      column[chroma] = weight
      squares += weight * weight
    }
    const bell = octaves === null ? 1 : Math.exp(-0.5 * ((at / bins - octaves.centre) / octaves.width) ** 2)
    for (let chroma = 0; chroma < bins; chroma++) {
      const row = rows[(chroma + bins - shift) % bins]
      if (row !== undefined) row[bin] = ((column[chroma] ?? 0) / Math.sqrt(squares)) * bell
    }
  }
  return rows
}
