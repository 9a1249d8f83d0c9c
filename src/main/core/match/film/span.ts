import { samplesPerSecond } from '../../fingerprint/video/film-track.ts'
import type { Timing } from './align.ts'
import type { View } from './view.ts'

// Which part of two films that run side by side is the same: it begins and ends where pictures or movement stop being alike.

export type FilmSpan = {
  /** Seconds of each film, the end not included. */
  left: { from: number; to: number }
  right: { from: number; to: number }
  /** Of the movement over the whole span, −1 … 1; 0 where nothing moves. */
  correlation: number
  /** Mean likeness of the pictures' patterns, −1 … 1. */
  likeness: number
  /** Mean square of the movement of a place, of the film that moves less. */
  movement: number
  samples: number
}

/** Samples before and after by which movement at one of them is judged. */
const radius = samplesPerSecond
/** Below these two films are not the same just then; the movement's own where there is enough of it to go by. */
const leastLikeness = 0.5
const leastMovement = 0.3
/** Movement of which half of the judgement comes from it. */
const telling = 0.3
/** Share of the mean likeness that pictures at the ends of a part keep. */
const stillAlike = 0.85

/** Sums up to each sample, of products at the same time. */
function sums(count: number, value: (sample: number) => number): Float64Array {
  const sum = new Float64Array(count + 1)
  for (let i = 0; i < count; i++) sum[i + 1] = (sum[i] ?? 0) + value(i)
  return sum
}

function dot(left: View, right: View, i: number, j: number): number {
  let sum = 0
  const [p, q] = [i * left.places, j * right.places]
  for (let place = 0; place < left.places; place++)
    sum += (left.values[p + place] ?? 0) * (right.values[q + place] ?? 0)
  return sum
}

export type ComparedViews = { pattern: { left: View; right: View }; movement: { left: View; right: View } }

/** The longest part that is alike; null where there is none. */
export function commonSpan(
  { pattern, movement }: ComparedViews,
  { offsetSeconds, speed }: Timing,
  floor: number,
): FilmSpan | null {
  const places = pattern.left.places
  const partner = (i: number): number => Math.round(offsetSeconds * samplesPerSecond + speed * i)
  const first = Math.max(0, Math.ceil((-offsetSeconds * samplesPerSecond - 0.5) / speed))
  const last = Math.min(
    pattern.left.samples - 1,
    Math.floor((pattern.right.samples - 0.5 - offsetSeconds * samplesPerSecond) / speed),
  )
  const count = last - first + 1
  if (count < 1) return null
  const both = sums(count, (k) => dot(movement.left, movement.right, first + k, partner(first + k)))
  const ours = sums(count, (k) => dot(movement.left, movement.left, first + k, first + k))
  const theirs = sums(count, (k) => dot(movement.right, movement.right, partner(first + k), partner(first + k)))
  const between = (sum: Float64Array, from: number, to: number): number => (sum[to] ?? 0) - (sum[from] ?? 0)
  const correlation = (from: number, to: number): number => {
    const noise = floor * places * (to - from)
    return between(both, from, to) / Math.sqrt((between(ours, from, to) + noise) * (between(theirs, from, to) + noise))
  }
  const likeness = Float64Array.from({ length: count }, (_, k) => {
    const [i, j] = [first + k, partner(first + k)]
    const energy = (dot(pattern.left, pattern.left, i, i) + places) * (dot(pattern.right, pattern.right, j, j) + places)
    return dot(pattern.left, pattern.right, i, j) / Math.sqrt(energy)
  })
  const excess = (k: number): number => {
    const [from, to] = [Math.max(0, k - radius), Math.min(count, k + radius + 1)]
    const energy = Math.max(between(ours, from, to), between(theirs, from, to)) / (places * (to - from))
    const share = energy / (energy + telling)
    return share * (correlation(from, to) - leastMovement) + (1 - share) * ((likeness[k] ?? 0) - leastLikeness)
  }
  const core = heaviest(count, excess)
  if (core.to === core.from) return null
  // A cut into another film outweighs what moves just before and after it: there looks alone decide.
  const mean = likeness.subarray(core.from, core.to).reduce((sum, each) => sum + each, 0) / (core.to - core.from)
  const goesOn = (k: number): boolean => (likeness[k] ?? -1) >= Math.max(leastLikeness, stillAlike * mean)
  let { from, to } = core
  while (from > Math.max(0, core.from - 2 * radius) && goesOn(from - 1)) from--
  while (to < Math.min(count, core.to + 2 * radius) && goesOn(to)) to++
  const alike = likeness.subarray(from, to)
  return {
    left: { from: (first + from) / samplesPerSecond, to: (first + to) / samplesPerSecond },
    right: {
      from: Math.max(0, offsetSeconds + (speed * (first + from)) / samplesPerSecond),
      to: Math.min(pattern.right.samples / samplesPerSecond, offsetSeconds + (speed * (first + to)) / samplesPerSecond),
    },
    correlation: correlation(from, to),
    likeness: alike.reduce((sum, each) => sum + each, 0) / alike.length,
    movement: Math.min(between(ours, from, to), between(theirs, from, to)) / (places * (to - from)),
    samples: to - from,
  }
}

/** The part whose values have the largest sum (Kadane). */
function heaviest(count: number, value: (index: number) => number): { from: number; to: number } {
  let best = { from: 0, to: 0, sum: 0 }
  let [from, sum] = [0, 0]
  for (let i = 0; i < count; i++) {
    if (sum <= 0) {
      from = i
      sum = 0
    }
    sum += value(i)
    if (sum > best.sum) best = { from, to: i + 1, sum }
  }
  return best
}
