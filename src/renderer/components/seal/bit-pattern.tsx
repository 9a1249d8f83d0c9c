import { memo, useMemo } from 'react'
import { type BitGrid, bitGrid } from './bits.ts'
import { carve, seedOf } from './carve.ts'
import './seal.css'

export type BitPatternProps = {
  /** 16 hex digits (8 × 8) or 64 (16 × 16). */
  hash: string
  /** Side in CSS pixels of the pattern, without its row and column numbers. */
  size: number
  /** What the pattern is, for a screen reader; without it it is decoration beside a name. */
  label?: string
  /** Draws row and column numbers at the edges, so that a person can name a bit. */
  numbered?: boolean
  /** Another hash of the same length: bits that differ are marked. */
  compareWith?: string
}

/** Side of a bit in drawing units. */
const unit = 10

/** A hash as the square of bits it is: set bits in ink, the lattice in hairlines. */
export const BitPattern = memo(function BitPattern({
  hash,
  size,
  label,
  numbered = false,
  compareWith,
}: BitPatternProps) {
  const grid = useMemo(() => bitGrid(hash), [hash])
  const side = grid.length
  const extent = side * unit
  const strokes = useMemo(() => {
    const lines = Array.from({ length: side + 1 }, (_line, i) => i * unit)
    return carve(grid, { columns: lines, rows: lines, seed: seedOf(hash), wander: 0.04, radius: 0.16 })
  }, [grid, side, hash])
  const margin = numbered ? (extent / size) * 14 : 0
  const drawn = size + (numbered ? 14 : 0)
  return (
    <svg
      className="bit-pattern"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      width={drawn}
      height={drawn}
      viewBox={`${-margin} ${-margin} ${extent + margin} ${extent + margin}`}
    >
      <path className="bit-lattice" d={lattice(side)} vectorEffect="non-scaling-stroke" />
      <path className="bit-strokes" d={strokes} fillRule="evenodd" />
      {compareWith !== undefined && <path className="bit-differing" d={differing(grid, bitGrid(compareWith))} />}
      {numbered && <Numbers side={side} fontSize={(extent / size) * 9} />}
    </svg>
  )
})

function Numbers({ side, fontSize }: { side: number; fontSize: number }) {
  const every = side > 8 ? 4 : 1
  const marks = Array.from({ length: side }, (_mark, i) => i + 1).filter((n) => n === 1 || n % every === 0)
  return (
    <g className="bit-numbers" fontSize={fontSize} aria-hidden>
      {marks.map((n) => (
        <g key={n}>
          <text x={(n - 0.5) * unit} y={-fontSize * 0.45} textAnchor="middle">
            {n}
          </text>
          <text x={-fontSize * 0.5} y={(n - 0.5) * unit + fontSize * 0.36} textAnchor="end">
            {n}
          </text>
        </g>
      ))}
    </g>
  )
}

function lattice(side: number): string {
  const all = Array.from({ length: side + 1 }, (_line, i) => i * unit)
  return all.map((at) => `M0 ${at}H${side * unit}M${at} 0V${side * unit}`).join('')
}

/** Squares over the bits in which two grids of the same side differ. */
function differing(one: BitGrid, other: BitGrid): string {
  return one
    .flatMap((row, y) =>
      row.map((bit, x) => (bit === other[y]?.[x] ? '' : `M${x * unit} ${y * unit}h${unit}v${unit}h${-unit}Z`)),
    )
    .join('')
}
