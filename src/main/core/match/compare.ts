import type { MatchRegion, MatchSpan } from '../../../shared/contract/matches.ts'
import { unpackEventPoints } from '../fingerprint/audio/event-points/pack.ts'
import { eventFrameRate } from '../fingerprint/audio/event-points/points.ts'
import { unpackPoints } from '../fingerprint/image/points/pack.ts'
import { unpackMarks } from '../fingerprint/text/passage-marks.ts'
import { featureNames } from './feature-names.ts'
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

function toldOfPictures(match: PictureMatch): Told {
  if (match.method === 'pdq') {
    const { distance, orientation } = match
    return {
      type: 'near',
      similarity: 1 - distance / 256,
      method: 'pdq',
      evidence: { kind: 'picture', hashDistance: distance, orientation },
    }
  }
  const regions = { first: region(match.regions.first), second: region(match.regions.second) }
  const shares = [area(regions.first), area(regions.second)]
  return {
    // Points lie inside what is shown, so that even an untouched copy does not reach its edges.
    type: Math.min(...shares) >= wholeShare * wholeShare ? 'near' : 'partial',
    similarity: clamp(Math.max(...shares)),
    method: featureNames.picturePoints,
    evidence: { kind: 'picture', mirrored: match.mirrored, points: match.points, regions },
  }
}

function pictures(first: Uint8Array, second: Uint8Array): Told | null {
  const [a, b] = [unpackPoints(first), unpackPoints(second)]
  const match = a === null || b === null ? null : comparePictures(preparePicture(a), b)
  return match === null || match.strength < 1 ? null : toldOfPictures(match)
}

const length = ({ from, to }: MatchSpan): number => to - from

function sounds(first: Uint8Array, second: Uint8Array): Told | null {
  const [asked, work] = [unpackEventPoints(first), unpackEventPoints(second)]
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

function texts(first: Uint8Array, second: Uint8Array): Told | null {
  const [a, b] = [unpackMarks(first), unpackMarks(second)]
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

const methods = [
  [featureNames.picturePoints, pictures],
  [featureNames.eventPoints, sounds],
  [featureNames.textMarks, texts],
] as const

/** The most similar that any method says of two works; null where none says anything. */
function compareWorks(first: WorkPrint, second: WorkPrint): Comparison | null {
  let best: Comparison | null = null
  for (const [method, compare] of methods) {
    const [ours, theirs] = [first.features.get(method), second.features.get(method)]
    if (ours === undefined || theirs === undefined) continue
    const told = compare(ours, theirs)
    if (told !== null && (best === null || told.similarity > best.similarity)) best = { id: second.id, ...told }
  }
  return best
}

/** The works that have something in common with the first, the most similar first. */
export function compareAll(first: WorkPrint, others: readonly WorkPrint[], signal: AbortSignal): Comparison[] {
  const found: Comparison[] = []
  for (const other of others) {
    signal.throwIfAborted()
    const comparison = compareWorks(first, other)
    if (comparison !== null) found.push(comparison)
  }
  return found.sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1))
}
