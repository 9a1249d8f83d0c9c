import type { Picture } from '../image/picture.ts'
import { joined, section } from './embedding.ts'

// How a picture looks as a whole: where its colours lie, which way its edges run, how light is laid out. See docs/fingerprints/embeddings.md.

const side = 32
const blocks = 4
const hues = 16
const greys = 4
const layoutTerms = 28
/** Below this difference between the channels a colour has no hue that an eye would name. */
const leastChroma = 0.08

type Planes = { red: Float64Array; green: Float64Array; blue: Float64Array; light: Float64Array }

/** The mean of each of 32 × 32 cells, 0–1; a pixel belongs to the cell its middle lies in, and a small picture's pixels to several. */
function cells({ width, height, channels, samples }: Picture): Planes {
  const [red, green, blue] = [
    new Float64Array(side * side),
    new Float64Array(side * side),
    new Float64Array(side * side),
  ]
  const [greenAt, blueAt] = channels >= 3 ? [1, 2] : [0, 0]
  for (let y = 0; y < side; y++) {
    const top = Math.floor((y * height) / side)
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * height) / side))
    for (let x = 0; x < side; x++) {
      const left = Math.floor((x * width) / side)
      const right = Math.max(left + 1, Math.floor(((x + 1) * width) / side))
      // Of large cells some 64 pixels are looked at: the mean moves by less than a level.
      const stepY = Math.max(1, (bottom - top) >> 3)
      const stepX = Math.max(1, (right - left) >> 3)
      let [r, g, b, count] = [0, 0, 0, 0]
      for (let row = top; row < bottom; row += stepY) {
        for (let column = left; column < right; column += stepX) {
          const at = (row * width + column) * channels
          r += samples[at] ?? 0
          g += samples[at + greenAt] ?? 0
          b += samples[at + blueAt] ?? 0
          count++
        }
      }
      const to = y * side + x
      red[to] = r / count / 255
      green[to] = g / count / 255
      blue[to] = b / count / 255
    }
  }
  const light = red.map((value, i) => 0.299 * value + 0.587 * (green[i] ?? 0) + 0.114 * (blue[i] ?? 0))
  return { red, green, blue, light }
}

/** 4 × 4 blocks by light, red against green, yellow against blue; each about the picture's middle grey. */
function colourLayout({ red, green, blue, light }: Planes): number[] {
  const out = Array.from<number>({ length: blocks * blocks * 3 }).fill(0)
  const share = (side / blocks) ** 2
  for (let i = 0; i < side * side; i++) {
    const block = Math.floor(Math.floor(i / side) / (side / blocks)) * blocks + Math.floor((i % side) / (side / blocks))
    const [r, g, b] = [red[i] ?? 0, green[i] ?? 0, blue[i] ?? 0]
    const opponents = [(light[i] ?? 0) - 0.5, r - g, (r + g) / 2 - b]
    for (const [j, value] of opponents.entries()) out[3 * block + j] = (out[3 * block + j] ?? 0) + value / share
  }
  return out
}

/** Shares of 16 hues (weighted by how colourful they are, each cell between two neighbours) and of 4 greys, as square roots. */
function palette({ red, green, blue, light }: Planes): number[] {
  const out = Array.from<number>({ length: hues + greys }).fill(0)
  for (let i = 0; i < side * side; i++) {
    const [r, g, b] = [red[i] ?? 0, green[i] ?? 0, blue[i] ?? 0]
    const chroma = Math.max(r, g, b) - Math.min(r, g, b)
    if (chroma < leastChroma) {
      const grey = hues + Math.min(greys - 1, Math.floor((light[i] ?? 0) * greys))
      out[grey] = (out[grey] ?? 0) + 0.3
      continue
    }
    const angle = Math.atan2(Math.sqrt(3) * (g - b), 2 * r - g - b) / (2 * Math.PI)
    const place = (angle < 0 ? angle + 1 : angle) * hues
    const [first, part] = [Math.floor(place) % hues, place % 1]
    out[first] = (out[first] ?? 0) + chroma * (1 - part)
    out[(first + 1) % hues] = (out[(first + 1) % hues] ?? 0) + chroma * part
  }
  return out.map(Math.sqrt)
}

/** In each quarter, how much edge runs in each of 8 directions, as square roots. */
function edges(light: Float64Array): number[] {
  const out = Array.from<number>({ length: 32 }).fill(0)
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const dx = (light[y * side + x + 1] ?? 0) - (light[y * side + x - 1] ?? 0)
      const dy = (light[(y + 1) * side + x] ?? 0) - (light[(y - 1) * side + x] ?? 0)
      const strength = Math.hypot(dx, dy)
      if (strength < 0.02) continue
      // A direction and its opposite are one edge.
      const place = ((Math.atan2(dy, dx) / Math.PI + 1) % 1) * 8
      const quarter = (y < side / 2 ? 0 : 16) + (x < side / 2 ? 0 : 8)
      const [first, part] = [Math.floor(place) % 8, place % 1]
      out[quarter + first] = (out[quarter + first] ?? 0) + strength * (1 - part)
      out[quarter + ((first + 1) % 8)] = (out[quarter + ((first + 1) % 8)] ?? 0) + strength * part
    }
  }
  return out.map(Math.sqrt)
}

const cosines = Array.from({ length: 8 }, (_, k) =>
  Array.from({ length: side }, (_, n) => Math.cos((Math.PI * (2 * n + 1) * k) / (2 * side))),
)

/** The first 28 terms of the DCT-II of light in zigzag order, the mean left out. */
function lightLayout(light: Float64Array): number[] {
  const terms: number[] = []
  for (let diagonal = 1; terms.length < layoutTerms; diagonal++) {
    for (let v = 0; v <= diagonal && terms.length < layoutTerms; v++) {
      const u = diagonal - v
      let sum = 0
      for (let y = 0; y < side; y++) {
        let row = 0
        for (let x = 0; x < side; x++) row += (light[y * side + x] ?? 0) * (cosines[u]?.[x] ?? 0)
        sum += row * (cosines[v]?.[y] ?? 0)
      }
      terms.push(sum)
    }
  }
  return terms
}

/** Null for a picture of one grey, which is like nothing. */
export function embedPicture(picture: Picture): Float32Array | null {
  const planes = cells(picture)
  const { light } = planes
  return joined(
    section(colourLayout(planes), 1),
    section(palette(planes), 0.8),
    section(edges(light), 0.8),
    section(lightLayout(light), 1),
  )
}

/** Of the pictures of a film, one after another. */
export function createFilmEmbedding(): { push(vector: Float32Array | null): void; finish(): Float32Array | null } {
  const sum = new Float64Array(128)
  return {
    push(vector) {
      if (vector !== null) for (const [i, value] of vector.entries()) sum[i] = (sum[i] ?? 0) + value
    },
    finish: () => joined([...sum]),
  }
}
