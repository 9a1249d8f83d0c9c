// A hash as the square of bits a person sees: row by row, most significant bit first.

/** A square of bits: `rows[row][column]`. */
export type BitGrid = readonly (readonly boolean[])[]

/**
 * The bits of a hash as a square: 16 hex digits give 8 × 8, 64 digits 16 × 16.
 * Throws a RangeError where the digits are not hex or their bits fill no square.
 */
export function bitGrid(hex: string): BitGrid {
  const side = Math.sqrt(hex.length * 4)
  if (!Number.isInteger(side) || side === 0) throw new RangeError(`${hex.length} hex digits do not fill a square`)
  if (!/^[0-9a-f]+$/i.test(hex)) throw new RangeError(`not a hex string: ${hex.slice(0, 80)}`)
  return Array.from({ length: side }, (_row, row) =>
    Array.from({ length: side }, (_column, column) => {
      const bit = row * side + column
      const digit = Number.parseInt(hex.charAt(bit >> 2), 16)
      return ((digit >> (3 - (bit & 3))) & 1) === 1
    }),
  )
}
