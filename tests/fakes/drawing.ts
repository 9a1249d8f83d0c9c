import type { GreyPlane } from '../../src/main/core/fingerprint/image/picture.ts'

// Grey pictures made of shapes, the same for the same seed, and what happens to them. No two seeds have a part in common.

function random(seed: number): () => number {
  let state = (Math.imul(seed, 2654435761) ^ 0x9e3779b9) >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 8) / 2 ** 24
  }
}

/** Rectangles and discs of all sizes and tones on a slope of grey, with a grain. */
export function drawing(seed: number, width: number, height: number): GreyPlane {
  const next = random(seed)
  const samples = new Uint8Array(width * height)
  for (let i = 0; i < samples.length; i++) samples[i] = 60 + (100 * (i % width)) / width
  const long = Math.max(width, height)
  for (let shape = 0; shape < 160; shape++) {
    const [cx, cy, round] = [next() * width, next() * height, next() < 0.5]
    const size = (0.01 + 0.07 * next() ** 2) * long
    const [rx, ry, tone] = [size * (0.5 + next()), size * (0.5 + next()), 255 * next()]
    for (let y = Math.max(0, Math.floor(cy - ry)); y < Math.min(height, cy + ry); y++) {
      for (let x = Math.max(0, Math.floor(cx - rx)); x < Math.min(width, cx + rx); x++) {
        if (!round || ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1) samples[y * width + x] = tone
      }
    }
  }
  for (let i = 0; i < samples.length; i++) samples[i] = Math.min(255, (samples[i] ?? 0) + 6 * next())
  return { width, height, samples }
}

export type Sides = { left: number; top: number; right: number; bottom: number }

export function bordered(
  plane: GreyPlane,
  { left, top, right, bottom }: Sides,
  tone: (i: number) => number,
): GreyPlane {
  const width = plane.width + left + right
  const height = plane.height + top + bottom
  const samples = Uint8Array.from({ length: width * height }, (_, i) => tone(i))
  for (let y = 0; y < plane.height; y++) {
    samples.set(plane.samples.subarray(y * plane.width, (y + 1) * plane.width), (y + top) * width + left)
  }
  return { width, height, samples }
}

/** The picture that shows at (x, y) what `plane` shows at `source(x, y)`, between pixels interpolated; what lies outside is `ground`. */
export function warped(
  plane: GreyPlane,
  size: { width: number; height: number },
  source: (x: number, y: number) => readonly [number, number],
  ground = 230,
): GreyPlane {
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= plane.width || y >= plane.height ? ground : (plane.samples[y * plane.width + x] ?? 0)
  const samples = Uint8Array.from({ length: size.width * size.height }, (_, i) => {
    const [sx, sy] = source(i % size.width, Math.floor(i / size.width))
    const [x, y] = [Math.floor(sx), Math.floor(sy)]
    const [u, v] = [sx - x, sy - y]
    const upper = at(x, y) * (1 - u) + at(x + 1, y) * u
    return upper * (1 - v) + (at(x, y + 1) * (1 - u) + at(x + 1, y + 1) * u) * v
  })
  return { ...size, samples }
}
