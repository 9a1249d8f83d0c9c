import { sharp } from '../../src/main/core/media/image/sharp-setup.ts'
import type { MediaKind } from '../../src/shared/domain/media-kind.ts'
import { type IndexedDrawing, indexedDrawing } from '../make/indexed-png.ts'
import { seededRandom } from '../make/random.ts'
import { pick } from './plan.ts'

// Drawings for works that do not exist: landscapes, prints, waveforms, pages, in greys. The colours come with each work.

// The product never reads SVG; here it only draws what stands below.
sharp.unblock({ operation: ['VipsForeignLoadSvg'] })

/** Longest side in pixels. */
const side = 360
export const levels = 40

const grey = (share: number): string => {
  const tone = Math.round(Math.min(1, Math.max(0, share)) * 255)
  return `rgb(${tone} ${tone} ${tone})`
}

function ridge(random: () => number, width: number, base: number, swing: number): string {
  const steps = 14
  const roll = random() * 6
  return Array.from({ length: steps + 1 }, (_point, i) => {
    const y = base + Math.sin(i * 0.7 + roll) * swing * 0.4 + (random() - 0.5) * swing * 0.5
    return `${((i / steps) * width).toFixed(1)},${y.toFixed(1)}`
  }).join(' ')
}

function landscape(random: () => number, width: number, height: number): string {
  const horizon = height * (0.32 + random() * 0.34)
  const sun = `<circle cx="${width * (0.12 + random() * 0.76)}" cy="${horizon * (0.35 + random() * 0.5)}" r="${Math.min(width, height) * (0.05 + random() * 0.09)}" fill="${grey(0.72)}"/>`
  const layers = 3 + Math.floor(random() * 3)
  const hills = Array.from({ length: layers }, (_layer, i) => {
    const share = i / layers
    const base = horizon + (height - horizon) * share * 0.9
    return `<polygon points="0,${height} 0,${base} ${ridge(random, width, base, height * (0.16 - share * 0.07))} ${width},${height}" fill="${grey(0.52 - share * 0.46)}"/>`
  }).join('')
  return `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${grey(0.62 + random() * 0.1)}"/><stop offset="1" stop-color="${grey(0.96)}"/></linearGradient></defs>
    <rect width="${width}" height="${horizon * 1.15}" fill="url(#sky)"/><rect y="${horizon}" width="${width}" height="${height}" fill="${grey(0.6)}"/>${sun}${hills}`
}

function print(random: () => number, width: number, height: number): string {
  const reach = Math.min(width, height)
  const shapes = Array.from({ length: 5 + Math.floor(random() * 8) }, () => {
    const fill = grey(pick([0.05, 0.25, 0.45, 0.7], random))
    const [x, y] = [random() * width, random() * height]
    const size = (0.08 + random() * 0.3) * reach
    const turn = `transform="rotate(${(random() * 180).toFixed(0)} ${x} ${y})"`
    const form = random()
    if (form < 0.4) return `<circle cx="${x}" cy="${y}" r="${size}" fill="${fill}"/>`
    if (form < 0.7)
      return `<rect x="${x - size}" y="${y - size / 3}" width="${size * 2}" height="${size * 0.66}" fill="${fill}" ${turn}/>`
    return `<path d="M${x - size} ${y} A${size} ${size} 0 0 1 ${x + size} ${y} Z" fill="${fill}" ${turn}/>`
  }).join('')
  return `<rect width="${width}" height="${height}" fill="${grey(0.94)}"/>${shapes}`
}

/** Stems, leaves and round blossoms in a vase, or none: a still life. */
function stems(random: () => number, width: number, height: number): string {
  const foot = height * 0.82
  const middle = width * (0.4 + random() * 0.2)
  const flowers = Array.from({ length: 4 + Math.floor(random() * 5) }, () => {
    const [x, y] = [width * (0.14 + random() * 0.72), height * (0.12 + random() * 0.4)]
    const size = Math.min(width, height) * (0.04 + random() * 0.07)
    const bloom = `<circle cx="${x}" cy="${y}" r="${size}" fill="${grey(0.7)}"/><circle cx="${x}" cy="${y}" r="${size * 0.4}" fill="${grey(0.2)}"/>`
    return `<path d="M${middle} ${foot} Q${middle} ${(y + foot) / 2} ${x} ${y}" fill="none" stroke="${grey(0.28)}" stroke-width="3"/>${bloom}`
  }).join('')
  const wide = width * (0.08 + random() * 0.06)
  return `<rect width="${width}" height="${height}" fill="${grey(0.9)}"/><rect y="${foot}" width="${width}" height="${height}" fill="${grey(0.5)}"/>${flowers}
    <path d="M${middle - wide} ${foot - height * 0.16} h${wide * 2} l${-wide * 0.4} ${height * 0.24} h${-wide * 1.2} Z" fill="${grey(0.08)}"/>`
}

function waveform(random: () => number, width: number, height: number): string {
  const count = 90
  const pace = 0.1 + random() * 0.5
  const bars = Array.from({ length: count }, (_bar, i) => {
    const swell = Math.sin((i / count) * Math.PI) ** 0.6 * (0.35 + 0.65 * Math.abs(Math.sin(i * pace + random())))
    const tall = Math.max(2, swell * height * 0.72 * (0.5 + random() * 0.5))
    const x = width * 0.05 + (i / count) * width * 0.9
    return `<rect x="${x.toFixed(1)}" y="${((height - tall) / 2).toFixed(1)}" width="${(width / 170).toFixed(1)}" height="${tall.toFixed(1)}" fill="${grey(0.2)}"/>`
  }).join('')
  return `<rect width="${width}" height="${height}" fill="${grey(0.95)}"/>${bars}`
}

function page(random: () => number, width: number, height: number): string {
  const lines = Array.from({ length: 19 }, (_line, i) => {
    if (random() < 0.1) return ''
    const share = random() < 0.2 ? 0.3 + random() * 0.2 : 0.7 + random() * 0.06
    return `<rect x="${width * 0.13}" y="${height * 0.2 + i * height * 0.038}" width="${width * share}" height="${height * 0.01}" fill="${grey(0.45)}"/>`
  }).join('')
  return `<rect width="${width}" height="${height}" fill="${grey(0.97)}"/><rect x="${width * 0.13}" y="${height * 0.1}" width="${width * (0.25 + random() * 0.35)}" height="${height * 0.028}" fill="${grey(0.1)}"/>${lines}`
}

const forms: Readonly<Record<MediaKind, readonly (typeof print)[]>> = {
  image: [landscape, landscape, print, stems],
  audio: [waveform],
  video: [landscape, print],
  text: [page],
}

/** Drawings of each kind and shape that are made; the colours make the rest. */
const mostOfAShape = 14

export function drawingKey(kind: MediaKind, width: number, height: number, drawing: number): string {
  const shape = kind === 'image' || kind === 'video' ? `${width}x${height}` : kind
  return `${kind} ${shape} ${drawing % mostOfAShape}`
}

function sizeOf(kind: MediaKind, width: number, height: number): [number, number] {
  if (kind === 'audio') return [side, Math.round(side * 0.75)]
  if (kind === 'text') return [Math.round(side * 0.75), side]
  const scale = side / Math.max(width, height)
  return [Math.round(width * scale), Math.round(height * scale)]
}

export async function draw(
  kind: MediaKind,
  pixels: { width: number; height: number },
  drawing: number,
): Promise<IndexedDrawing> {
  const [width, height] = sizeOf(kind, pixels.width, pixels.height)
  const random = seededRandom((drawing % mostOfAShape) * 7919 + pixels.width * 31 + pixels.height)
  // The first values of a linear generator differ little between near seeds.
  for (let i = 0; i < 8; i++) random()
  const form = pick(forms[kind], random)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${form(random, width, height)}</svg>`
  const { data } = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer({ resolveWithObject: true })
  const step = data.length / (width * height)
  return indexedDrawing(step === 1 ? data : data.filter((_sample, i) => i % step === 0), width, height, levels)
}

type Colour = readonly [number, number, number]

function hsl(hue: number, saturation: number, lightness: number): Colour {
  const chroma = saturation * Math.min(lightness, 1 - lightness)
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12
    return Math.round(255 * (lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}

/** From dark to light over four related colours; paper and ink for sounds and texts. */
export function paletteOf(kind: MediaKind, seed: number): Uint8Array {
  const random = seededRandom(seed)
  for (let i = 0; i < 4; i++) random()
  const hue = random() * 360
  const turned = (hue + pick([28, 150, 180, 205], random) + random() * 20) % 360
  const vivid = kind === 'image' || kind === 'video'
  const stops: readonly Colour[] = vivid
    ? [
        hsl(hue, 0.3 + random() * 0.2, 0.1 + random() * 0.06),
        hsl(hue, 0.2 + random() * 0.3, 0.36 + random() * 0.1),
        hsl(turned, 0.4 + random() * 0.35, 0.56 + random() * 0.12),
        hsl((turned + 20) % 360, 0.3 + random() * 0.3, 0.88 + random() * 0.06),
      ]
    : [hsl(40, 0.08, 0.12), hsl(40, 0.06, 0.4), hsl(42, 0.12, 0.7), hsl(42, 0.3, 0.94 + random() * 0.02)]
  const palette = new Uint8Array(levels * 3)
  for (let level = 0; level < levels; level++) {
    const at = (level / (levels - 1)) * (stops.length - 1)
    const from = stops[Math.floor(at)] ?? stops[0]
    const to = stops[Math.ceil(at)] ?? from
    if (from === undefined || to === undefined) continue
    for (const [channel, start] of from.entries()) {
      palette[level * 3 + channel] = Math.round(start + ((to[channel] ?? start) - start) * (at % 1))
    }
  }
  return palette
}
