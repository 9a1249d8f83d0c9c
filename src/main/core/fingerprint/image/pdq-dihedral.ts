import { pdqBits } from './pdq.ts'

/** The eight ways to lay a rectangle on itself, in the reference's order and with its names. */
export const orientations = [
  'original',
  'rotate90',
  'rotate180',
  'rotate270',
  'flipX',
  'flipY',
  'flipPlus1',
  'flipMinus1',
] as const
export type Orientation = (typeof orientations)[number]

// Turning a picture swaps its DCT terms' axes or not, and changes the sign of terms whose index is even. A term's index counts from 0
// here, while its frequency counts from 1: index 0 is the first odd function, hence "even" where the mathematics says odd.
const rules: Record<Orientation, { swaps: boolean; negates: (row: number, column: number) => boolean }> = {
  original: { swaps: false, negates: () => false },
  rotate90: { swaps: true, negates: (_row, column) => column % 2 === 0 },
  rotate180: { swaps: false, negates: (row, column) => (row + column) % 2 === 1 },
  rotate270: { swaps: true, negates: (row) => row % 2 === 0 },
  flipX: { swaps: false, negates: (row) => row % 2 === 0 },
  flipY: { swaps: false, negates: (_row, column) => column % 2 === 0 },
  flipPlus1: { swaps: true, negates: () => false },
  flipMinus1: { swaps: true, negates: (row, column) => (row + column) % 2 === 1 },
}

/** The 16 × 16 terms the picture would have in another orientation. `row` and `column` of the rules are those of the original term. */
export function turnTerms(terms: Float32Array, orientation: Orientation): Float32Array {
  const { swaps, negates } = rules[orientation]
  const out = new Float32Array(terms.length)
  for (let row = 0; row < 16; row++) {
    for (let column = 0; column < 16; column++) {
      const value = terms[row * 16 + column] ?? 0
      out[swaps ? column * 16 + row : row * 16 + column] = negates(row, column) ? -value : value
    }
  }
  return out
}

/** The PDQ hashes of all eight orientations, 32 bytes each, in the order of `orientations`. */
export function pdqDihedral(terms: Float32Array | null): Uint8Array[] {
  return orientations.map((orientation) => pdqBits(terms === null ? null : turnTerms(terms, orientation)))
}
