import type { MatchRegion, MatchSpan } from '../../../shared/contract/matches.ts'
import { unpackEventPoints } from '../fingerprint/audio/event-points/pack.ts'
import { type EventPoints, eventFrameRate } from '../fingerprint/audio/event-points/points.ts'
import { unpackPoints } from '../fingerprint/image/points/pack.ts'
import { type PicturePoints, wholeSide } from '../fingerprint/image/points/points.ts'
import type { GreyPlane } from '../fingerprint/image/picture.ts'
import { type PassageMarks, unpackMarks } from '../fingerprint/text/passage-marks.ts'
import { unpackTrack } from '../fingerprint/video/track-bytes.ts'
import { featureNames } from './feature-names.ts'
import { createFilmComparer, filmLimits, secondsOf } from './film/find-film.ts'
import { insideOf } from './picture/likeness.ts'
import { comparePictures, type PictureMatch, preparePicture } from './picture/picture.ts'
import { createSoundFinder, soundThresholdBits } from './sound/find-sound.ts'
import { buildSoundIndex } from './sound/sound-index.ts'
import type { Comparison, WorkPrint } from './tasks.ts'
import { compareTexts } from './text/compare-texts.ts'

// What two works have in common, with the evidence for it. Thresholds belong to the methods themselves.

/** From this share of both on, two works are one work in another form, not one with a part of the other. */
const wholeShare = 0.8
/** Passages and stretches kept as evidence, the longest first. */
const mostShown = 200

type Told = Omit<Comparison, 'id'>

const clamp = (value: number): number => Math.min(1, Math.max(0, value))

function area({ width, height }: MatchRegion): number {
  return width * height
}

function region({ left, top, width, height }: MatchRegion): MatchRegion {
  const [x, y] = [clamp(left), clamp(top)]
  return { left: x, top: y, width: clamp(Math.min(width, 1 - x)), height: clamp(Math.min(height, 1 - y)) }
}

/** A region inside the borders as one of the whole picture. */
function inWhole({ left, top, width, height }: MatchRegion, { inside }: PicturePoints): MatchRegion {
  const unit = { x: inside.width / wholeSide, y: inside.height / wholeSide }
  return region({
    left: inside.left / wholeSide + left * unit.x,
    top: inside.top / wholeSide + top * unit.y,
    width: width * unit.x,
    height: height * unit.y,
  })
}

function toldOfPictures(match: PictureMatch, first: PicturePoints, second: PicturePoints): Told {
  if (match.method === 'pdq') {
    const { distance, orientation } = match
    return {
      type: 'near',
      similarity: 1 - distance / 256,
      method: 'pdq',
      evidence: { kind: 'picture', hashDistance: distance, orientation },
    }
  }
  const shares = [area(region(match.regions.first)), area(region(match.regions.second))]
  const regions = { first: inWhole(match.regions.first, first), second: inWhole(match.regions.second, second) }
  return {
    // Points lie inside what is shown, so that even an untouched copy does not reach its edges.
    type: Math.min(...shares) >= wholeShare * wholeShare ? 'near' : 'partial',
    similarity: clamp(Math.max(...shares)),
    method: featureNames.picturePoints,
    evidence: { kind: 'picture', mirrored: match.mirrored, points: match.points, regions },
  }
}

/** A work's thumbnail in grey; null where there is none. */
export type Look = (print: WorkPrint) => Promise<GreyPlane | null>

/** What one method says of a work, made ready to be asked about many others. */
type Compare = (second: Uint8Array, print: WorkPrint) => Promise<Told | null> | Told | null

function pictures(first: Uint8Array, print: WorkPrint, look: Look): Compare {
  const points = unpackPoints(first)
  if (points === null) return () => null
  const prepared = preparePicture(points)
  let looked: Promise<GreyPlane | null> | null = null
  return async (bytes, other) => {
    const second = unpackPoints(bytes)
    if (second === null) return null
    const match = await comparePictures(prepared, second, async () => {
      looked ??= look(print)
      const [ours, theirs] = [await looked, await look(other)]
      return ours === null || theirs === null
        ? null
        : { first: insideOf(ours, points), second: insideOf(theirs, second) }
    })
    return match === null || match.strength < 1 ? null : toldOfPictures(match, points, second)
  }
}

const length = ({ from, to }: MatchSpan): number => to - from

function sounds(first: Uint8Array): Compare {
  const asked = unpackEventPoints(first)
  return (second) => toldOfSounds(asked, unpackEventPoints(second))
}

function toldOfSounds(asked: EventPoints, work: EventPoints): Told | null {
  const found = createSoundFinder(buildSoundIndex([{ id: 'second', points: work }]))
    .find(asked)
    .filter(({ bits }) => bits >= soundThresholdBits)
  if (found.length === 0) return null
  const stretches = found
    .map(({ querySeconds, workSeconds, speed, semitones }) => ({
      first: querySeconds,
      second: { from: Math.max(0, workSeconds.from), to: Math.max(0, workSeconds.to) },
      speed,
      semitones,
    }))
    .sort((a, b) => length(b.first) - length(a.first))
  const seconds = (frames: Uint32Array): number => Math.max(1, (frames.at(-1) ?? 0) / eventFrameRate)
  const share = (side: 'first' | 'second', frames: Uint32Array): number =>
    clamp(stretches.reduce((sum, stretch) => sum + length(stretch[side]), 0) / seconds(frames))
  const shares = [share('first', asked.frames), share('second', work.frames)]
  return {
    type: Math.min(...shares) >= wholeShare ? 'near' : 'partial',
    similarity: Math.max(...shares),
    method: featureNames.eventPoints,
    evidence: { kind: 'sound', stretches: stretches.slice(0, mostShown) },
  }
}

function films(first: Uint8Array): Compare {
  const asked = unpackTrack(first)
  const compare = createFilmComparer(asked)
  return (bytes) => {
    const second = unpackTrack(bytes)
    const found = compare(second)
    if (found === null || found.strength < filmLimits.strength) return null
    const { strength: _strength, ...stretch } = found
    const shares = [length(found.first) / secondsOf(asked), length(found.second) / secondsOf(second)]
    return {
      type: Math.min(...shares) >= wholeShare ? 'near' : 'partial',
      similarity: clamp(Math.max(...shares)),
      method: featureNames.filmTrack,
      evidence: { kind: 'film', ...stretch },
    }
  }
}

function texts(first: Uint8Array): Compare {
  const asked = unpackMarks(first)
  return (second) => toldOfTexts(asked, unpackMarks(second))
}

function toldOfTexts(a: PassageMarks, b: PassageMarks): Told | null {
  const { kind, similarity, passages } = compareTexts(a, b)
  if (kind === null) return null
  return {
    type: kind,
    similarity: clamp(similarity),
    method: featureNames.textMarks,
    evidence: {
      kind: 'text',
      tokens: { first: a.tokens, second: b.tokens },
      passages: passages.slice(0, mostShown).map(({ left, right }) => ({ first: left, second: right })),
    },
  }
}

const methods: readonly [string, (first: Uint8Array, print: WorkPrint, look: Look) => Compare][] = [
  [featureNames.picturePoints, pictures],
  [featureNames.eventPoints, sounds],
  [featureNames.filmTrack, films],
  [featureNames.textMarks, texts],
]

/** The works that have something in common with the first, by the most similar that any method says, the most similar first. */
export async function compareAll(
  first: WorkPrint,
  others: readonly WorkPrint[],
  look: Look,
  signal: AbortSignal,
): Promise<Comparison[]> {
  const ready = methods.flatMap(([method, prepare]) => {
    const ours = first.features.get(method)
    return ours === undefined ? [] : [{ method, compare: prepare(ours, first, look) }]
  })
  const found: Comparison[] = []
  for (const other of others) {
    let best: Comparison | null = null
    for (const { method, compare } of ready) {
      signal.throwIfAborted()
      const theirs = other.features.get(method)
      const told = theirs === undefined ? null : await compare(theirs, other)
      if (told !== null && (best === null || told.similarity > best.similarity)) best = { id: other.id, ...told }
    }
    if (best !== null) found.push(best)
  }
  return found.sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1))
}
