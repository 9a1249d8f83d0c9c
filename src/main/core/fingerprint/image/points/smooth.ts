import type { GreyPlane } from '../picture.ts'

/** A smoothed plane in 64ths of a grey level. */
export type SmoothPlane = { width: number; height: number; samples: Int16Array }

/** The binomial of order 8, whose variance is 2 pixels. */
const taps = [1, 8, 28, 56, 70] as const

function at(index: number, length: number): number {
  return index < 0 ? -index : index >= length ? 2 * length - 2 - index : index
}

/** The plane under a binomial of σ = √2 pixels, mirrored at its edges, in both directions. Sides are at least 9 pixels. */
export function smooth({ width, height, samples }: GreyPlane): SmoothPlane {
  const [t4, t3, t2, t1, t0] = taps
  const along = new Uint16Array(width * height)
  for (let y = 0; y < height; y++) {
    const row = y * width
    const edge = (x: number): void => {
      const s = (d: number) => samples[row + at(x + d, width)] ?? 0
      along[row + x] = t0 * s(0) + t1 * (s(-1) + s(1)) + t2 * (s(-2) + s(2)) + t3 * (s(-3) + s(3)) + t4 * (s(-4) + s(4))
    }
    for (let x = 0; x < 4; x++) edge(x)
    for (let x = width - 4; x < width; x++) edge(x)
    for (let i = row + 4; i < row + width - 4; i++) {
      along[i] =
        70 * (samples[i] ?? 0) +
        56 * ((samples[i - 1] ?? 0) + (samples[i + 1] ?? 0)) +
        28 * ((samples[i - 2] ?? 0) + (samples[i + 2] ?? 0)) +
        8 * ((samples[i - 3] ?? 0) + (samples[i + 3] ?? 0)) +
        ((samples[i - 4] ?? 0) + (samples[i + 4] ?? 0))
    }
  }
  const out = new Int16Array(width * height)
  for (let y = 0; y < height; y++) {
    const rows = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((d) => at(y + d, height) * width)
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = rows
    const to = y * width
    for (let x = 0; x < width; x++) {
      const sum =
        70 * (along[e + x] ?? 0) +
        56 * ((along[d + x] ?? 0) + (along[f + x] ?? 0)) +
        28 * ((along[c + x] ?? 0) + (along[g + x] ?? 0)) +
        8 * ((along[b + x] ?? 0) + (along[h + x] ?? 0)) +
        ((along[a + x] ?? 0) + (along[i + x] ?? 0))
      out[to + x] = (sum + 512) >> 10
    }
  }
  return { width, height, samples: out }
}
