// Grids of values as tones of ink, 0 for bare paper to 1 for full ink: rows from the top, columns from the left.

export type Tones = readonly (readonly number[])[]

/** Quieter than this under the loudest value is paper. */
const floorDb = -80

/** A spectrogram of decibels under its loudest value, lowest band first; drawn with the highest band at the top. */
export function spectrogramTones(bands: readonly (readonly number[])[]): Tones {
  // Half of all values lie in the lowest third of the range; the power keeps the ground quiet.
  return bands.toReversed().map((band) => band.map((db) => Math.min(1, Math.max(0, 1 - db / floorDb)) ** 1.8))
}

/** Coefficients over time, the first at the top, each row stretched to its own range: their sizes differ a hundredfold. */
export function coefficientTones(rows: readonly (readonly number[])[]): Tones {
  return rows.map((row) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const value of row) [low, high] = [Math.min(low, value), Math.max(high, value)]
    const range = high - low
    return row.map((value) => (range > 0 ? (value - low) / range : 0))
  })
}

/**
 * The 128 values of a MinHash in rows. The tone is taken from a value's last bits alone: the values themselves are all small, as they are
 * minima, and equal values of two texts must look equal wherever they stand.
 */
export function minhashTones(values: readonly number[], columns: number): Tones {
  const rows = Math.ceil(values.length / columns)
  return Array.from({ length: rows }, (_row, row) =>
    values.slice(row * columns, (row + 1) * columns).map((value) => (value % 16) / 15),
  )
}

const top = hertzToMel(11_025)

/** Where a frequency stands on the spectrogram's axis: 0 at the bottom (0 Hz), 1 at the top (11,025 Hz). */
export function melShare(hertz: number): number {
  return Math.min(1, hertzToMel(hertz) / top)
}

/** Slaney's scale (Auditory Toolbox, 1998): straight up to 1 kHz, then 27 steps for each 6.4-fold. */
function hertzToMel(hertz: number): number {
  return hertz < 1000 ? (3 * hertz) / 200 : 15 + (27 * Math.log(hertz / 1000)) / Math.log(6.4)
}
