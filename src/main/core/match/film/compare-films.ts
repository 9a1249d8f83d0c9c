import { type FilmTrack, samplesPerSecond } from '../../fingerprint/video/film-track.ts'
import { correspond } from '../picture/correspond.ts'
import { mirrorPoints } from '../picture/picture.ts'
import { verify } from '../picture/verify.ts'
import { align, type Search, type Timing } from './align.ts'
import type { KeyPair } from './film-index.ts'
import { commonSpan, type ComparedViews, type FilmSpan } from './span.ts'
import { type FilmMap, meanSeconds, movementOf, onlyPlaces, patternOf, type View, viewsOf } from './view.ts'

/** Points that agree so well may show one picture: how unlikely it is by chance, as a power of ten. */
const leastAgreement = 1
/** Maps of one picture on the other that are followed up, and by how much two differ that are not one. */
const mostMaps = 3
const otherMap = 0.04
/** Paces of each that are followed up. */
const mostTimings = 4
/** A second and a half. */
const leastOverlap = 6
/** Movement that compression makes by itself. */
const floor = 0.08
/** Mean square of a place's movement under which slow movement is looked at. */
const slowMovement = 0.6
/** Places of the picture that a reading is made of. */
const keptShare = 0.75
/** Samples of both films, multiplied, up to which every offset is looked at: two of eight minutes. */
const mostOffsets = 4_000_000
/** Around the offsets that pictures tell, where not all are looked at. */
const aroundSeconds = 2

/** What two films have in common. Seconds of the left film t are seconds `offsetSeconds + speed · t` of the right one. */
export type FilmReading = FilmSpan & {
  /** Of the pictures that show how one lies in the other: −log10 of how often points agree so by chance. */
  agreement: number
  /** Pairs of pictures that agree. */
  pairs: { leftSeconds: number; rightSeconds: number; agreement: number }[]
  offsetSeconds: number
  speed: number
  /** From the right film's picture to the left's, both 0 … 1; the left one mirrored first where `mirrored`. */
  map: FilmMap
}

type Seen = { pair: KeyPair; leftSeconds: number; rightSeconds: number; score: number; map: FilmMap }

/** How the right film's picture lies in the left's, as two of their pictures tell it. */
function see(left: FilmTrack, right: FilmTrack, pair: KeyPair): Seen | null {
  const [ours, theirs] = [left.keys[pair.left], right.keys[pair.right]]
  if (ours === undefined || theirs === undefined) return null
  const turned = pair.mirrored ? mirrorPoints(ours.points) : ours.points
  const found = verify(theirs.points, turned, correspond(theirs.points, turned))
  if (found === null || found.score < leastAgreement) return null
  const [a, b, c, d, e, f] = found.map
  const { width, height } = theirs.points
  const across = { a: (a * width) / turned.width, b: (b * height) / turned.width, c: c / turned.width }
  const down = { d: (d * width) / turned.height, e: (e * height) / turned.height, f: f / turned.height }
  const map = { ...across, ...down, mirrored: pair.mirrored }
  return { pair, leftSeconds: ours.seconds, rightSeconds: theirs.seconds, score: found.score, map }
}

function searchOf(left: number, right: number, seen: readonly Seen[]): Search {
  // A part of each may be all they share; but the less of them runs side by side, the more ways there are to be alike by chance.
  const least = Math.max(leastOverlap, Math.min(24, Math.floor(0.5 * Math.min(left, right))))
  if (left * right <= mostOffsets) return { leastOverlap: least, floor }
  const offsetsFor = (speed: number): { from: number; to: number }[] =>
    seen.map(({ leftSeconds, rightSeconds }) => {
      const offset = rightSeconds - speed * leftSeconds
      return { from: offset - aroundSeconds, to: offset + aroundSeconds }
    })
  return { leastOverlap: least, floor, offsetsFor }
}

/** Whole pictures first where nothing speaks for another map; pictures in which all moves tell no map of the whole. */
function mapsWorthTrying(seen: readonly Seen[]): FilmMap[] {
  const maps: FilmMap[] = []
  for (const { map } of seen) {
    if (maps.length < mostMaps && maps.every((other) => apart(map, other) > otherMap)) maps.push(map)
  }
  const [first] = maps
  if (first === undefined) return []
  const whole: FilmMap = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0, mirrored: first.mirrored }
  return maps.some((map) => apart(map, whole) <= otherMap / 4) ? maps : [...maps, whole]
}

/** How far two maps take a corner of the picture apart, at most. */
function apart(p: FilmMap, q: FilmMap): number {
  if (p.mirrored !== q.mirrored) return Number.POSITIVE_INFINITY
  const across = Math.abs(p.a - q.a) + Math.abs(p.b - q.b) + Math.abs(p.c - q.c)
  return Math.max(across, Math.abs(p.d - q.d) + Math.abs(p.e - q.e) + Math.abs(p.f - q.f))
}

type Sides = { left: View; right: View }

function moving(views: Sides, seconds: number): Sides {
  return { left: movementOf(views.left, seconds), right: movementOf(views.right, seconds) }
}

function least({ left, right }: Sides): number {
  const meanSquare = ({ values }: View): number =>
    values.reduce((sum, value) => sum + value * value, 0) / Math.max(1, values.length)
  return Math.min(meanSquare(left), meanSquare(right))
}

/** The span as the places tell that are most alike: where a mark or a caption lies over one of the films, they are not. */
function spanWithoutMarks({ movement, pattern }: ComparedViews, timing: Timing): FilmSpan | null {
  const first = commonSpan({ movement, pattern }, timing, floor)
  if (first === null) return null
  const off = differences(pattern, timing, first)
  const kept = [...off.keys()]
    .sort((p, q) => (off[p] ?? 0) - (off[q] ?? 0))
    .slice(0, Math.ceil(keptShare * off.length))
    .sort((p, q) => p - q)
  const only = ({ left, right }: Sides): Sides => ({ left: onlyPlaces(left, kept), right: onlyPlaces(right, kept) })
  return commonSpan({ movement: only(movement), pattern: only(pattern) }, timing, floor)
}

/**
 * How alike both move in a span, by all places: those that differ most are where something moves in one film only. Nothing outside of the
 * span is looked at, for a cut to another film just there would outweigh all movement.
 */
function movementWithin(views: Sides, timing: Timing, span: FilmSpan, seconds: number) {
  const { left, right } = moving(within(views, timing, span), seconds)
  let [both, ours, theirs] = [0, 0, 0]
  for (let i = 0; i < left.values.length; i++) {
    const [p, q] = [left.values[i] ?? 0, right.values[i] ?? 0]
    both += p * q
    ours += p * p
    theirs += q * q
  }
  const noise = floor * left.values.length
  return {
    correlation: both / Math.sqrt((ours + noise) * (theirs + noise)),
    movement: Math.max(ours, theirs) / Math.max(1, left.values.length),
  }
}

/** Both films in a span, the right one at the pace of the left. */
function within({ left, right }: Sides, { offsetSeconds, speed }: Timing, span: FilmSpan): Sides {
  const { places } = left
  const first = Math.round(span.left.from * samplesPerSecond)
  const values = new Float32Array(span.samples * places)
  for (let i = 0; i < span.samples; i++) {
    const at = Math.min(right.samples - 1, Math.max(0, offsetSeconds * samplesPerSecond + speed * (first + i)))
    const [before, share] = [Math.floor(at), at - Math.floor(at)]
    const after = Math.min(right.samples - 1, before + 1)
    for (let place = 0; place < places; place++)
      values[i * places + place] =
        (right.values[before * places + place] ?? 0) * (1 - share) + (right.values[after * places + place] ?? 0) * share
  }
  return {
    left: {
      ...left,
      samples: span.samples,
      values: left.values.subarray(first * places, (first + span.samples) * places),
    },
    right: { samples: span.samples, places, values },
  }
}

/** For each place the mean difference of both patterns over a span, each in units of its own contrast. */
function differences({ left, right }: Sides, { offsetSeconds, speed }: Timing, span: FilmSpan): Float64Array {
  const means = [new Float64Array(left.places), new Float64Array(left.places)] as const
  for (let i = span.left.from * samplesPerSecond; i < span.left.to * samplesPerSecond; i++) {
    const j = Math.round(offsetSeconds * samplesPerSecond + speed * i)
    for (let place = 0; place < left.places; place++) {
      means[0][place] = (means[0][place] ?? 0) + (left.values[i * left.places + place] ?? 0)
      means[1][place] = (means[1][place] ?? 0) + (right.values[j * left.places + place] ?? 0)
    }
  }
  const [ours, theirs] = means.map((mean) => {
    const contrast = [...mean].map(Math.abs).sort((p, q) => p - q)[mean.length >> 1] ?? 0
    return mean.map((value) => value / Math.max(contrast, 1e-6))
  })
  return Float64Array.from({ length: left.places }, (_, i) => Math.abs((ours?.[i] ?? 0) - (theirs?.[i] ?? 0)))
}

/** The best reading of two films, given pairs of their pictures that may be alike; null where no picture lies in another. */
export function readFilms(left: FilmTrack, right: FilmTrack, pairs: readonly KeyPair[]): FilmReading | null {
  const seen = pairs.map((pair) => see(left, right, pair)).filter((each) => each !== null)
  seen.sort((p, q) => q.score - p.score)
  const score = seen[0]?.score ?? 0
  let best: FilmReading | null = null
  for (const map of mapsWorthTrying(seen)) {
    const views = viewsOf(left, right, map)
    if (views === null) continue
    const quick = moving(views, meanSeconds.quick)
    const seconds = least(quick) < slowMovement ? meanSeconds.slow : meanSeconds.quick
    const movement = seconds === meanSeconds.quick ? quick : moving(views, seconds)
    const pattern = { left: patternOf(views.left), right: patternOf(views.right) }
    const search = searchOf(views.left.samples, views.right.samples, seen)
    for (const timing of align(movement.left, movement.right, search).slice(0, mostTimings)) {
      const found = spanWithoutMarks({ movement, pattern }, timing)
      const span = found === null ? null : { ...found, ...movementWithin(views, timing, found, seconds) }
      if (span === null || (best !== null && certaintyOf(span) <= certaintyOf(best))) continue
      const { offsetSeconds, speed } = timing
      const told = seen.map(({ leftSeconds, rightSeconds, score: agreement }) => ({
        leftSeconds,
        rightSeconds,
        agreement,
      }))
      best = { ...span, agreement: score, pairs: told, offsetSeconds, speed, map }
    }
  }
  return best
}

function certaintyOf(span: FilmSpan): number {
  return (Math.max(0, span.correlation) + Math.max(0, span.likeness)) * Math.sqrt(span.samples)
}

/** Movement, mean square, of which half of the judgement comes from it; what moves less is judged by its looks. */
const tellingMovement = 0.3
/** Likeness of pictures that says nothing: many pictures are lighter above than below. */
const idleLikeness = 0.8
/** Samples by which chance agreement falls to a half of what it is worth. */
const fewSamples = 6
/** Agreement of points from which it is beyond doubt that one picture lies in the other. */
const sureAgreement = 6

/** How strongly a reading says that both films hold the same, 0–1. */
export function strengthOf({ agreement, correlation, likeness, movement, samples }: FilmReading): number {
  const share = movement / (movement + tellingMovement)
  const looks = Math.max(0, likeness - idleLikeness) / (1 - idleLikeness)
  const long = Math.sqrt(samples / (samples + fewSamples))
  return long * Math.min(1, agreement / sureAgreement) * (share * Math.max(0, correlation) + (1 - share) * looks)
}
