import type { MediaKind } from '../../../shared/domain/media-kind.ts'

// The field a pattern is cut into. Its outline says the kind before anything is read: a picture is square, sound is round,
// film has its perforation, text stands tall like a column.

/** Everything in units of a square canvas whose side is `size`. */
export type Frame = {
  readonly outline: string
  /** Lattice lines of the pattern: nine each way. */
  readonly columns: readonly number[]
  readonly rows: readonly number[]
}

type Box = { left: number; top: number; width: number; height: number }
type Shares = { readonly field: Box; readonly pattern: Box }

// Shares of the canvas, drawn by eye.
const shapes: Record<MediaKind, Shares> = {
  image: { field: box(0.03, 0.03, 0.94, 0.94), pattern: box(0.09, 0.09, 0.82, 0.82) },
  audio: { field: box(0, 0, 1, 1), pattern: box(0.15, 0.15, 0.7, 0.7) },
  video: { field: box(0, 0.09, 1, 0.82), pattern: box(0.155, 0.155, 0.69, 0.69) },
  text: { field: box(0.14, 0, 0.72, 1), pattern: box(0.2, 0.07, 0.6, 0.86) },
}

/** Below this size, in CSS pixels, lines lie on whole pixels: crisp counts for more than lively. */
export const hintedBelow = 40

/** The frame of a kind on a canvas of `size` units. Small canvases are laid on whole units, so draw them at that size. */
export function frameOf(kind: MediaKind, size: number): Frame {
  const hinted = size < hintedBelow
  const scale = (shares: Box): Box => {
    const line = (share: number) => (hinted ? Math.round(share * size) : share * size)
    const left = line(shares.left)
    const top = line(shares.top)
    return { left, top, width: line(shares.left + shares.width) - left, height: line(shares.top + shares.height) - top }
  }
  const field = scale(shapes[kind].field)
  const pattern = scale(shapes[kind].pattern)
  const lines = (from: number, length: number) =>
    Array.from({ length: 9 }, (_line, i) => {
      const at = from + (length * i) / 8
      return hinted ? Math.round(at) : at
    })
  return {
    outline: outlineOf(kind, field, size),
    columns: lines(pattern.left, pattern.width),
    rows: lines(pattern.top, pattern.height),
  }
}

function outlineOf(kind: MediaKind, field: Box, size: number): string {
  const small = size < hintedBelow
  switch (kind) {
    case 'audio':
      return ellipse(field)
    case 'video':
      return rounded(field, size * (small ? 0.06 : 0.045)) + perforation(field, size)
    default:
      return rounded(field, size * (small ? 0.09 : 0.075))
  }
}

/** A rectangle whose four corners differ a little, as a stone's do that has been in use. */
function rounded({ left, top, width, height }: Box, radius: number): string {
  const [a, b, c, d] = [radius, radius * 1.35, radius * 0.85, radius * 1.2].map(fixed)
  const [right, bottom] = [left + width, top + height]
  const arc = (r: string | undefined, x: number, y: number) => `A${r} ${r} 0 0 1 ${fixed(x)} ${fixed(y)}`
  const near = (edge: number, r: string | undefined, sign: number) => fixed(edge + sign * Number(r))
  return [
    `M${near(left, a, 1)} ${fixed(top)}`,
    `L${near(right, b, -1)} ${fixed(top)}${arc(b, right, Number(near(top, b, 1)))}`,
    `L${fixed(right)} ${near(bottom, c, -1)}${arc(c, Number(near(right, c, -1)), bottom)}`,
    `L${near(left, d, 1)} ${fixed(bottom)}${arc(d, left, Number(near(bottom, d, -1)))}`,
    `L${fixed(left)} ${near(top, a, 1)}${arc(a, Number(near(left, a, 1)), top)}Z`,
  ].join('')
}

/** Between a circle and a square (Lamé curve, exponent 2.5), so that the pattern's corners find room. */
function ellipse({ left, top, width, height }: Box): string {
  const [rx, ry] = [width / 2, height / 2]
  const [cx, cy] = [left + rx, top + ry]
  const steps = 48
  const power = (value: number) => Math.sign(value) * Math.abs(value) ** (2 / 2.5)
  const points = Array.from({ length: steps }, (_step, i) => {
    const angle = (2 * Math.PI * i) / steps
    return `${fixed(cx + rx * power(Math.cos(angle)))} ${fixed(cy + ry * power(Math.sin(angle)))}`
  })
  return `M${points.join('L')}Z`
}

/** Holes down both sides, cut out of the field (evenodd). */
function perforation({ left, top, width, height }: Box, size: number): string {
  const small = size < hintedBelow
  const count = size < 20 ? 3 : 4
  const hole = small ? Math.max(1, Math.round(size * 0.06)) : size * 0.055
  const inset = small ? Math.max(1, Math.round(size * 0.045)) : size * 0.045
  const pitch = height / count
  const xs = [left + inset, left + width - inset - hole]
  return xs
    .flatMap((x) =>
      Array.from({ length: count }, (_hole, i) => {
        const middle = top + pitch * (i + 0.5) - hole / 2
        const y = small ? Math.round(middle) : middle
        return `M${fixed(x)} ${fixed(y)}h${fixed(hole)}v${fixed(hole)}h${fixed(-hole)}Z`
      }),
    )
    .join('')
}

const fixed = (value: number) => String(Math.round(value * 100) / 100)

function box(left: number, top: number, width: number, height: number): Box {
  return { left, top, width, height }
}
