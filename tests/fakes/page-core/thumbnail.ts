import sharp from 'sharp'
import { stripOfFrames } from './detail.ts'
import { createRandom, pick } from './random.ts'
import type { Work } from './works.ts'

// Pictures for works that do not exist: landscapes, abstract prints, waveforms, pages. Different enough to judge a wall of them.

type Palette = readonly [string, string, string, string]

const palettes: readonly [Palette, ...Palette[]] = [
  ['#26323f', '#6f8fa6', '#e8d9c0', '#c46a4a'],
  ['#1f2a24', '#567a5d', '#d8d3b4', '#e0a13c'],
  ['#3a2430', '#a8576b', '#f0d5c4', '#5a7ca0'],
  ['#222222', '#77706a', '#efe9de', '#b33f2a'],
  ['#0f2d3a', '#2f7f8c', '#f3e3c7', '#f08a4b'],
  ['#2b2346', '#6b5ca5', '#f2e8dc', '#e8b44c'],
]

function sizeOf(work: Work): { width: number; height: number } {
  const width = work.width ?? (work.kind === 'text' ? 3 : 4)
  const height = work.height ?? (work.kind === 'text' ? 4 : 3)
  const scale = 640 / Math.max(width, height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

function landscape(random: () => number, width: number, height: number): string {
  const [dark, middle, light, warm] = pick(palettes, random)
  const horizon = height * (0.35 + random() * 0.3)
  const ridge = (base: number, swing: number) =>
    Array.from(
      { length: 9 },
      (_, i) => `${((i / 8) * width).toFixed(1)},${(base + (random() - 0.5) * swing).toFixed(1)}`,
    ).join(' ')
  const sun = `<circle cx="${random() * width}" cy="${horizon * (0.3 + random() * 0.5)}" r="${height * (0.05 + random() * 0.1)}" fill="${warm}"/>`
  return `<rect width="100%" height="100%" fill="${light}"/><rect y="0" width="100%" height="${horizon}" fill="${middle}" opacity=".45"/>${sun}
    <polygon points="0,${height} ${ridge(horizon, height * 0.18)} ${width},${height}" fill="${middle}"/>
    <polygon points="0,${height} ${ridge(horizon + height * 0.16, height * 0.14)} ${width},${height}" fill="${dark}" opacity=".8"/>
    <polygon points="0,${height} ${ridge(horizon + height * 0.32, height * 0.1)} ${width},${height}" fill="${dark}"/>`
}

function print(random: () => number, width: number, height: number): string {
  const [dark, middle, light, warm] = pick(palettes, random)
  const shapes = Array.from({ length: 5 + Math.floor(random() * 7) }, () => {
    const fill = pick([dark, middle, warm, light], random)
    const x = random() * width
    const y = random() * height
    const size = (0.08 + random() * 0.32) * Math.min(width, height)
    return random() < 0.5
      ? `<circle cx="${x}" cy="${y}" r="${size}" fill="${fill}" opacity=".85"/>`
      : `<rect x="${x - size}" y="${y - size / 3}" width="${size * 2}" height="${size * 0.7}" fill="${fill}" opacity=".85" transform="rotate(${random() * 180} ${x} ${y})"/>`
  }).join('')
  return `<rect width="100%" height="100%" fill="${light}"/>${shapes}`
}

function waveform(random: () => number, width: number, height: number): string {
  const bars = Array.from({ length: 96 }, (_, i) => {
    const swell = Math.sin((i / 96) * Math.PI) * (0.4 + 0.6 * Math.abs(Math.sin(i * 0.31)))
    const tall = Math.max(2, swell * height * 0.4 * (0.4 + random()))
    return `<rect x="${(i / 96) * width * 0.9 + width * 0.05}" y="${height / 2 - tall / 2}" width="${width / 180}" height="${tall}" fill="#4a4640"/>`
  }).join('')
  return `<rect width="100%" height="100%" fill="#ece7dc"/>${bars}`
}

function page(random: () => number, width: number, height: number): string {
  const lines = Array.from({ length: 18 }, (_, i) => {
    const short = random() < 0.2 ? 0.45 : 0.72 + random() * 0.05
    return `<rect x="${width * 0.13}" y="${height * 0.2 + i * height * 0.04}" width="${width * short}" height="${height * 0.009}" fill="#6d675e"/>`
  }).join('')
  return `<rect width="100%" height="100%" fill="#f6f1e6"/><rect x="${width * 0.13}" y="${height * 0.1}" width="${width * 0.4}" height="${height * 0.025}" fill="#2b2723"/>${lines}`
}

/** Twelve small landscapes side by side, as a film's strip of frames. */
export async function drawStrip(seed: number): Promise<Buffer> {
  const { frameWidth, frameHeight, timesSeconds } = stripOfFrames
  const frames = timesSeconds.map((_, index) => {
    const inside = landscape(createRandom(seed + Math.floor(index / 3)), frameWidth, frameHeight)
    return `<svg x="${index * frameWidth}" width="${frameWidth}" height="${frameHeight}">${inside}</svg>`
  })
  const size = `width="${frameWidth * frames.length}" height="${frameHeight}"`
  return sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${size}>${frames.join('')}</svg>`))
    .jpeg({ quality: 80 })
    .toBuffer()
}

/** A JPEG for a work, at most 640 pixels on its longer side. */
export async function drawThumbnail(work: Work): Promise<Buffer> {
  const { width, height } = sizeOf(work)
  const random = createRandom(work.seed)
  const draw = work.kind === 'audio' ? waveform : work.kind === 'text' ? page : random() < 0.55 ? landscape : print
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${draw(random, width, height)}</svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer()
}
