import type { Quality } from '../../../../shared/domain/fingerprint.ts'
import type { GreyPlane, Size } from './picture.ts'
import { clearBench } from './simd/bench.ts'

// How good a picture is as a source, from what a viewer would notice: size, focus, lost tones, contrast, compression. It ranks
// copies of one work and warns of poor ones; it takes no part in matching.

export type QualityInput = {
  /** Size of the original. */
  size: Size
  /** The plane the hashes look at (`hashPlane`). */
  plane: GreyPlane
  /** What a lossy encoder spent; null for lossless files. `good` is what the format needs for a picture without visible damage. */
  compression: { bitsPerPixel: number; good: number } | null
}

const weights: Readonly<Record<string, number>> = {
  resolution: 0.35,
  sharpness: 0.3,
  exposure: 0.1,
  contrast: 0.1,
  compression: 0.15,
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}

/** 0 up to 0.01 megapixels, 1 from 12, even steps per doubling. */
function resolution({ width, height }: Size): number {
  return clamp(Math.log((width * height) / 1e4) / Math.log(12e6 / 1e4))
}

/** σ / (σ + 10), σ being the standard deviation of the 4-neighbour Laplacian (Pech-Pacheco et al. 2000); 0 under 3 pixels a side. */
function sharpness({ width, height, samples }: GreyPlane): number {
  if (width < 3 || height < 3) return 0
  const bench = clearBench()
  const from = bench.put(samples)
  const to = bench.take(32)
  bench.run('laplacian', from, width, height, to)
  const [sumA = 0n, sumB = 0n, squaresA = 0n, squaresB = 0n] = bench.longs(to, 4)
  const sum = Number(sumA + sumB)
  const squares = Number(squaresA + squaresB)
  const count = (width - 2) * (height - 2)
  const deviation = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2))
  return deviation / (deviation + 10)
}

const levels = 256

/** How many samples there are of each level. */
function histogramOf(samples: Uint8Array): Uint32Array {
  const bench = clearBench()
  const from = bench.put(samples)
  const to = bench.take(4 * 4 * levels)
  const tables = bench.ints(to, 4 * levels).fill(0)
  const fours = samples.length & ~3
  bench.run('histogram', from, fours, to)
  const histogram = Uint32Array.from({ length: levels }, (_, level) => {
    let count = 0
    for (let table = 0; table < 4; table++) count += tables[table * levels + level] ?? 0
    return count
  })
  for (const sample of samples.subarray(fours)) histogram[sample] = (histogram[sample] ?? 0) + 1
  return histogram
}

/** Exposure: share of samples that are neither black (≤ 2) nor white (≥ 253). Contrast: 1st to 99th percentile over 200, at most 1. */
function tones({ samples }: GreyPlane): { exposure: number; contrast: number } {
  const histogram = histogramOf(samples)
  let lost = 0
  for (const level of [0, 1, 2, 253, 254, 255]) lost += histogram[level] ?? 0
  const percentile = (share: number): number => {
    let seen = 0
    for (let level = 0; level < levels; level++) {
      seen += histogram[level] ?? 0
      if (seen >= share * samples.length) return level
    }
    return levels - 1
  }
  return { exposure: 1 - lost / samples.length, contrast: clamp((percentile(0.99) - percentile(0.01)) / 200) }
}

/** The score and its parts, each 0–1 and rounded to four decimals; `compression` is left out for lossless files. */
export function imageQuality({ size, plane, compression }: QualityInput): Quality {
  const parts: Record<string, number> = {
    resolution: resolution(size),
    sharpness: sharpness(plane),
    ...tones(plane),
    ...(compression === null ? {} : { compression: clamp(compression.bitsPerPixel / compression.good) }),
  }
  let sum = 0
  let total = 0
  for (const [name, value] of Object.entries(parts)) {
    sum += value * (weights[name] ?? 0)
    total += weights[name] ?? 0
    parts[name] = Math.round(value * 1e4) / 1e4
  }
  return { score: Math.round((sum / total) * 1e4) / 1e4, parts }
}
