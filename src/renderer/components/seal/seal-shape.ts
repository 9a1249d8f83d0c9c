import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import { bitGrid } from './bits.ts'
import { carve, seedOf } from './carve.ts'
import { frameOf, hintedBelow } from './frame.ts'

export type SealShape = {
  /** Side of the square canvas. */
  readonly canvas: number
  readonly outline: string
  readonly strokes: string
  /** A break across the stone, for works that could not be fingerprinted. */
  readonly crack: string
}

/** Canvas of every seal that is large enough to be drawn freely. */
const freeCanvas = 160

/**
 * A seal as path data: 16 hex digits, the kind's frame, the size in CSS pixels it is drawn at. Pure; the same arguments give the same seal.
 * Throws a RangeError where the hash is not 64 bits of hex.
 */
export function sealShape(hash: string, kind: MediaKind, size: number): SealShape {
  const grid = bitGrid(hash)
  if (grid.length !== 8) throw new RangeError('a seal is carved from 64 bits')
  const hinted = size < hintedBelow
  const canvas = hinted ? Math.round(size) : freeCanvas
  const { outline, columns, rows } = frameOf(kind, canvas)
  const seed = seedOf(hash)
  const knife = hinted ? { wander: 0, radius: canvas < 20 ? 0 : 0.3 } : { wander: 0.1, radius: 0.3 }
  return { canvas, outline, strokes: carve(grid, { columns, rows, seed, ...knife }), crack: crackOf(seed, canvas) }
}

function crackOf(seed: number, canvas: number): string {
  // Six points from top to bottom, leaning one way, each a little off the line.
  const lean = seed % 2 === 0 ? 1 : -1
  const points = Array.from({ length: 6 }, (_point, i) => {
    const off = ((seed >>> (i * 4)) & 15) / 15 - 0.5
    const x = 0.5 + lean * (i / 5 - 0.5) * 0.36 + (i % 2 === 0 ? 1 : -1) * 0.05 + off * 0.08
    return `${Math.round(x * canvas * 100) / 100} ${Math.round((i / 5) * canvas * 100) / 100}`
  })
  return `M${points.join('L')}`
}

const kept = new Map<string, SealShape>()
const keptLimit = 1500

/** `sealShape`, remembering the last shapes drawn: a library shows the same works again and again. */
export function rememberedSealShape(hash: string, kind: MediaKind, size: number): SealShape {
  const key = `${hash}${kind}${size}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const made = sealShape(hash, kind, size)
  if (kept.size >= keptLimit) {
    const oldest = kept.keys().next()
    if (!oldest.done) kept.delete(oldest.value)
  }
  kept.set(key, made)
  return made
}
