import type { BitGrid } from './bits.ts'

// From bits to strokes, as a knife would leave them: neighbouring set bits become one stroke, corners are rounded a little
// differently each time, long edges bow a hair. Everything is drawn from the hash alone, so a work always has the same seal.

type Point = { readonly x: number; readonly y: number }
/** A corner of an outline on the lattice: `turn` is +1 where the stroke bulges out and −1 where it bends in; `in` points into the stroke. */
type Corner = Point & { readonly turn: 1 | -1; readonly inX: number; readonly inY: number }

export type Cut = {
  /** Where the lattice lines lie, in drawing units: one more than the grid has columns, ascending. */
  readonly columns: readonly number[]
  readonly rows: readonly number[]
  /** Seed of the irregularities. */
  readonly seed: number
  /** How far a corner may wander, as a share of a cell; at most 0.1. */
  readonly wander: number
  /** Mean radius of a corner, as a share of a cell; at most 0.34. */
  readonly radius: number
}

// Clockwise on a screen, whose y grows downwards: right, down, left, up.
const directions = [
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
  { x: 0, y: -1 },
] as const

/** 0 ≤ value < 1 from integers alone; the finaliser is the one of MurmurHash3 (Appleby, public domain). */
function irregular(seed: number, x: number, y: number, salt: number): number {
  let h = (seed ^ Math.imul(x + 17, 0x9e3779b1) ^ Math.imul(y + 31, 0x85ebca77) ^ Math.imul(salt + 7, 0xc2b2ae3d)) | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0) / 4_294_967_296
}

/** A number that differs for each hash; FNV-1a over its digits. */
export function seedOf(hex: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < hex.length; i++) h = Math.imul(h ^ hex.charCodeAt(i), 0x01000193)
  return h >>> 0
}

/** Outlines of the set cells, clockwise, holes counter-clockwise; cells that only touch at a corner stay apart. */
export function outlines(grid: BitGrid): readonly (readonly Corner[])[] {
  const side = grid.length
  const set = (row: number, column: number) => grid[row]?.[column] === true
  // One directed edge leaves a lattice point in at most one way per direction, with the stroke on its right.
  const edges = new Set<string>()
  const seen = new Set<string>()
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      if (!set(row, column)) continue
      if (!set(row - 1, column)) edges.add(key(column, row, 0))
      if (!set(row, column + 1)) edges.add(key(column + 1, row, 1))
      if (!set(row + 1, column)) edges.add(key(column + 1, row + 1, 2))
      if (!set(row, column - 1)) edges.add(key(column, row + 1, 3))
    }
  }
  const loops: Corner[][] = []
  for (const first of edges) {
    if (seen.has(first)) continue
    const [x = 0, y = 0, direction = 0] = first.split(',').map(Number)
    loops.push(walk(edges, seen, x, y, direction))
  }
  return loops
}

const key = (x: number, y: number, direction: number) => `${x},${y},${direction}`

/** Follows one outline from an edge until it is back there. */
function walk(edges: ReadonlySet<string>, seen: Set<string>, startX: number, startY: number, start: number): Corner[] {
  const corners: Corner[] = []
  let [x, y, direction] = [startX, startY, start]
  do {
    seen.add(key(x, y, direction))
    const step = directions[direction % 4] ?? directions[0]
    x += step.x
    y += step.y
    // The right turn comes first, so that an outline stays with its own cell where two touch at a corner.
    const onward = [1, 0, 3].map((turn) => (direction + turn) % 4).find((d) => edges.has(key(x, y, d)))
    if (onward === undefined) throw new RangeError('an outline is not closed')
    if (onward !== direction) {
      const turn = onward === (direction + 1) % 4 ? 1 : -1
      const away = directions[onward] ?? directions[0]
      corners.push({ x, y, turn, inX: turn * (away.x - step.x), inY: turn * (away.y - step.y) })
    }
    direction = onward
  } while (x !== startX || y !== startY || direction !== start)
  return corners
}

/** The strokes as SVG path data for `fill-rule="evenodd"` (or nonzero: holes run the other way); '' for an empty grid. */
export function carve(grid: BitGrid, cut: Cut): string {
  return outlines(grid)
    .map((loop) => stroke(loop, cut))
    .join('')
}

const round = (value: number) => String(Math.round(value * 100) / 100)

function stroke(loop: readonly Corner[], cut: Cut): string {
  const cellWidth = span(cut.columns) / (cut.columns.length - 1)
  const cellHeight = span(cut.rows) / (cut.rows.length - 1)
  const cell = Math.min(cellWidth, cellHeight)
  const { seed, wander } = cut
  const points = loop.map((corner) => {
    // Strokes stay a hair inside their cells: strokes that only touch at a corner come apart.
    const inward = cell * wander * 0.5
    const dx = (irregular(seed, corner.x, corner.y, 1) - 0.5) * cell * wander + corner.inX * inward
    const dy = (irregular(seed, corner.x, corner.y, 2) - 0.5) * cell * wander + corner.inY * inward
    return { x: (cut.columns[corner.x] ?? 0) + dx, y: (cut.rows[corner.y] ?? 0) + dy }
  })
  const parts: string[] = []
  for (let i = 0; i < loop.length; i++) {
    const [before, here, after] = [at(points, i - 1), at(points, i), at(points, i + 1)]
    const corner = at(loop, i)
    const base = cell * cut.radius * (0.7 + 0.6 * irregular(seed, corner.x, corner.y, 3))
    const radius = corner.turn === 1 ? base : base * 0.6
    const start = towards(here, before, radius)
    const end = towards(here, after, radius)
    parts.push(i === 0 ? `M${pair(start)}` : edge(at(loop, i - 1), corner, start, cut, cell))
    parts.push(`Q${pair(here)} ${pair(end)}`)
    if (i === loop.length - 1) parts.push('Z')
  }
  return parts.join('')
}

/** A straight line, or for an edge of two cells and more one that bows by at most a twentieth of a cell. */
function edge(from: Corner, to: Corner, end: Point, cut: Cut, cell: number): string {
  const length = Math.abs(to.x - from.x) + Math.abs(to.y - from.y)
  if (length < 2 || cut.wander === 0) return `L${pair(end)}`
  const bow = (irregular(cut.seed, from.x + to.x, from.y + to.y, 4) - 0.5) * cell * cut.wander
  const middleX = ((cut.columns[from.x] ?? 0) + (cut.columns[to.x] ?? 0)) / 2
  const middleY = ((cut.rows[from.y] ?? 0) + (cut.rows[to.y] ?? 0)) / 2
  const flat = from.y === to.y
  return `Q${pair({ x: middleX + (flat ? 0 : bow), y: middleY + (flat ? bow : 0) })} ${pair(end)}`
}

const pair = (point: Point) => `${round(point.x)} ${round(point.y)}`
const span = (lines: readonly number[]) => (lines.at(-1) ?? 0) - (lines[0] ?? 0)

/** The point `distance` away from `from` on the way to `to`, never past a little before the middle. */
function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const share = length === 0 ? 0 : Math.min(distance, length * 0.48) / length
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

/** Item of a ring. */
function at<T>(ring: readonly T[], index: number): T {
  const item = ring[(index + ring.length) % ring.length]
  if (item === undefined) throw new RangeError('an outline has no corners')
  return item
}
