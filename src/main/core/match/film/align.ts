import { samplesPerSecond } from '../../fingerprint/video/film-track.ts'
import type { View } from './view.ts'

// Where in time one film lies in another, and how much faster: the offset and speed at which the same places move in the same way.

/** Second t of the left film is second offsetSeconds + speed · t of the right one. */
export type Timing = { offsetSeconds: number; speed: number }

export type Alignment = Timing & {
  /** −1 … 1. */
  correlation: number
  /** Samples of the left film that lie in the right one. */
  overlap: number
}

/** The film's own speed first; then steps of 2.5 % to 0.75 and 1.33. */
export const speeds: readonly number[] = [0, ...Array.from({ length: 11 }, (_, i) => [i + 1, -i - 1]).flat()].map(
  (step) => 1.0263 ** step,
)
/** Parts of a sample that offsets are tried in. */
const phases = 2

/** The right film's samples at the pace of the left, beginning `phase` of a sample late. */
function resampled({ samples, places, values }: View, speed: number, phase: number): View {
  const count = Math.max(0, Math.floor((samples - 1 - phase) / speed) + 1)
  const out = new Float32Array(count * places)
  for (let i = 0; i < count; i++) {
    const at = phase + i * speed
    const before = Math.min(samples - 1, Math.floor(at))
    const after = Math.min(samples - 1, before + 1)
    const share = at - before
    for (let place = 0; place < places; place++) {
      out[i * places + place] =
        (values[before * places + place] ?? 0) * (1 - share) + (values[after * places + place] ?? 0) * share
    }
  }
  return { samples: count, places, values: out }
}

function energies({ samples, places, values }: View): Float64Array {
  const sums = new Float64Array(samples + 1)
  for (let sample = 0; sample < samples; sample++) {
    let sum = sums[sample] ?? 0
    for (let i = sample * places; i < (sample + 1) * places; i++) sum += (values[i] ?? 0) ** 2
    sums[sample + 1] = sum
  }
  return sums
}

export type Search = {
  /** Overlaps of fewer samples are not looked at. */
  leastOverlap: number
  /** What moves less than this, in the mean square of a place and sample, says nothing: it is added to both energies. */
  floor: number
  /** Offsets that are looked at, in seconds, for a speed; all where absent. */
  offsetsFor?: (speed: number) => { from: number; to: number }[]
}

/** The best alignments, one for each speed at most, the most certain first. */
export function align(left: View, right: View, { leastOverlap, floor, offsetsFor }: Search): Alignment[] {
  const found: Alignment[] = []
  const leftEnergy = energies(left)
  const places = left.places
  for (const speed of speeds) {
    let best: Alignment | null = null
    for (let step = 0; step < phases; step++) {
      const other = resampled(right, speed, step / phases)
      const otherEnergy = energies(other)
      const ranges = offsetsFor?.(speed) ?? [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }]
      for (const range of ranges) {
        const first = Math.max(leastOverlap - left.samples, Math.ceil((range.from * samplesPerSecond) / speed))
        const last = Math.min(other.samples - leastOverlap, Math.floor((range.to * samplesPerSecond) / speed))
        for (let shift = first; shift <= last; shift++) {
          const from = Math.max(0, -shift)
          const to = Math.min(left.samples, other.samples - shift)
          const overlap = to - from
          if (overlap < leastOverlap) continue
          let dot = 0
          for (let i = from * places, j = (from + shift) * places; i < to * places; i++, j++)
            dot += (left.values[i] ?? 0) * (other.values[j] ?? 0)
          if (dot <= 0) continue
          const noise = floor * overlap * places
          const ours = (leftEnergy[to] ?? 0) - (leftEnergy[from] ?? 0) + noise
          const theirs = (otherEnergy[to + shift] ?? 0) - (otherEnergy[from + shift] ?? 0) + noise
          const correlation = dot / Math.sqrt(ours * theirs)
          if (best !== null && certainty(correlation, overlap) <= certainty(best.correlation, best.overlap)) continue
          best = {
            offsetSeconds: (step / phases + shift * speed) / samplesPerSecond,
            speed,
            correlation,
            overlap,
          }
        }
      }
    }
    if (best !== null) found.push(best)
  }
  return found.sort((p, q) => certainty(q.correlation, q.overlap) - certainty(p.correlation, p.overlap))
}

/** Fisher's transformation: how many standard deviations from chance, up to a factor. */
export function certainty(correlation: number, overlap: number): number {
  return Math.atanh(Math.min(0.999, correlation)) * Math.sqrt(overlap)
}
