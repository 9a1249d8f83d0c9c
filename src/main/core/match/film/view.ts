import { gridCells, gridSide, type FilmTrack, samplesPerSecond } from '../../fingerprint/video/film-track.ts'

// Two films seen through one window: the part of the picture that both show, looked at in the same places.

/** From places in the right film's picture to those in the left's; both from 0 to 1, after the left has been mirrored where it is. */
export type FilmMap = { a: number; b: number; c: number; d: number; e: number; f: number; mirrored: boolean }

/** A film's samples at the places of a window, one row of `places` values a sample. */
export type View = { samples: number; places: number; values: Float32Array }

/** Places across and down the right film's picture. */
const lattice = 10
/** Fewer common places than this are too little to go by. */
const leastPlaces = 12
/** Seconds before and after that the mean is taken over, of which a value is the difference: of quick movement, and of slow. */
export const meanSeconds = { quick: 1, slow: 4 } as const

function latticePlaces(): { x: number; y: number }[] {
  return Array.from({ length: lattice * lattice }, (_, i) => ({
    x: ((i % lattice) + 0.5) / lattice,
    y: (Math.floor(i / lattice) + 0.5) / lattice,
  }))
}

/** Between the four cells around a place. */
function look({ cells }: FilmTrack, places: readonly { x: number; y: number }[]): View {
  const samples = cells.length / gridCells
  const values = new Float32Array(samples * places.length)
  for (const [place, { x, y }] of places.entries()) {
    const [column, row] = [x * gridSide - 0.5, y * gridSide - 0.5]
    const left = Math.min(gridSide - 2, Math.max(0, Math.floor(column)))
    const top = Math.min(gridSide - 2, Math.max(0, Math.floor(row)))
    const across = Math.min(1, Math.max(0, column - left))
    const down = Math.min(1, Math.max(0, row - top))
    const at = top * gridSide + left
    for (let sample = 0; sample < samples; sample++) {
      const i = sample * gridCells + at
      const upper = (cells[i] ?? 0) * (1 - across) + (cells[i + 1] ?? 0) * across
      const lower = (cells[i + gridSide] ?? 0) * (1 - across) + (cells[i + gridSide + 1] ?? 0) * across
      values[sample * places.length + place] = upper * (1 - down) + lower * down
    }
  }
  return { samples, places: places.length, values }
}

/** Null where the films share too little of their pictures. */
export function viewsOf(left: FilmTrack, right: FilmTrack, map: FilmMap): { left: View; right: View } | null {
  const margin = 0.5 / gridSide
  const pairs = latticePlaces().flatMap((place) => {
    const x = map.a * place.x + map.b * place.y + map.c
    const y = map.d * place.x + map.e * place.y + map.f
    if (x < margin || y < margin || x > 1 - margin || y > 1 - margin) return []
    return [{ right: place, left: { x: map.mirrored ? 1 - x : x, y } }]
  })
  if (pairs.length < leastPlaces) return null
  return {
    left: look(
      left,
      pairs.map((pair) => pair.left),
    ),
    right: look(
      right,
      pairs.map((pair) => pair.right),
    ),
  }
}

/** How each place differs from its own mean over some time before and after: what moves, whatever stands still. */
export function movementOf({ samples, places, values }: View, seconds: number): View {
  const radius = seconds * samplesPerSecond
  const moved = new Float32Array(values.length)
  for (let place = 0; place < places; place++) {
    const at = (sample: number): number => values[sample * places + place] ?? 0
    let [first, end, sum] = [0, 0, 0]
    for (let sample = 0; sample < samples; sample++) {
      const from = Math.max(0, sample - radius)
      const to = Math.min(samples - 1, sample + radius)
      for (; end <= to; end++) sum += at(end)
      for (; first < from; first++) sum -= at(first)
      const here = at(sample) - sum / (to - from + 1)
      // A cut would outweigh all movement between two cuts.
      moved[sample * places + place] = Math.sign(here) * Math.sqrt(Math.abs(here))
    }
  }
  return { samples, places, values: moved }
}

/** The picture's pattern: each sample less its mean over all places. */
export function patternOf({ samples, places, values }: View): View {
  const pattern = new Float32Array(values.length)
  for (let sample = 0; sample < samples; sample++) {
    let sum = 0
    for (let place = 0; place < places; place++) sum += values[sample * places + place] ?? 0
    const mean = sum / places
    for (let i = sample * places; i < (sample + 1) * places; i++) pattern[i] = (values[i] ?? 0) - mean
  }
  return { samples, places, values: pattern }
}

/** Only some of the places, by number. */
export function onlyPlaces({ samples, places, values }: View, kept: readonly number[]): View {
  const chosen = new Float32Array(samples * kept.length)
  for (let sample = 0; sample < samples; sample++)
    for (const [i, place] of kept.entries()) chosen[sample * kept.length + i] = values[sample * places + place] ?? 0
  return { samples, places: kept.length, values: chosen }
}
