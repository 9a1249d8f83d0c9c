import { type EventPoints, eventFrameRate, pitchStepsEach } from '../../fingerprint/audio/event-points/points.ts'
import { createVoting } from './candidates.ts'
import { type Evidence, weighLine } from './evidence.ts'
import { createLineSpace, findLine, type Line, refineLine } from './line.ts'
import { blockFrames, type SoundIndex, workOfBlock } from './sound-index.ts'

// From a piece of sound to the works that it comes from.

export type SoundMatch = {
  id: string
  /** How sure it is: see `soundThresholdBits`. */
  bits: number
  /** Share of the query's event points in the stretch that are the work's. */
  share: number
  /** The stretch of the query, and where it lies in the work; seconds. */
  querySeconds: { from: number; to: number }
  workSeconds: { from: number; to: number }
  /** How much faster than the work the query plays; 1.03: three percent. */
  speed: number
  /** How much higher it sounds. */
  semitones: number
}

/**
 * From this many bits on a match is one. Set with room above the surest wrong match of any two works that share no music; a library
 * twice as large needs one bit more, so that this serves for all sizes.
 */
export const soundThresholdBits = 45

/** A query is looked up in windows of this length … */
const windowFrames = 640
/** … that begin this far apart. */
const windowStep = 480
/** Places that are looked at for each window, and lines that are followed through the whole query. */
const candidatesEach = 32
const linesEach = 6
/** Less than this is not worth following. */
const leastBits = 8

type Found = { work: number; line: Line; evidence: Evidence }

function slice({ frames, pitches }: EventPoints, from: number, to: number): EventPoints {
  let first = 0
  while (first < frames.length && (frames[first] ?? 0) < from) first++
  let last = first
  while (last < frames.length && (frames[last] ?? 0) <= to) last++
  return { frames: frames.subarray(first, last), pitches: pitches.subarray(first, last) }
}

/** The same line as another one, as far as the query's stretch is concerned. */
function sameLine(a: Line, b: Line, frame: number): boolean {
  return (
    Math.abs(a.place + a.factor * frame - b.place - b.factor * frame) < blockFrames &&
    Math.abs(a.shift - b.shift) < pitchStepsEach / 2
  )
}

/** Follows a line that was found in a window through the whole query, fitting it as more of it comes into sight. */
function follow(
  index: SoundIndex,
  query: EventPoints,
  line: Line,
  from: number,
  to: number,
): { line: Line; evidence: Evidence } {
  let fitted = line
  const last = query.frames.at(-1) ?? 0
  for (let reach = 0; ; reach = reach === 0 ? windowStep : reach * 2) {
    fitted = refineLine(index, query, fitted, from - reach, to + reach)
    if (from - reach <= 0 && to + reach >= last) break
  }
  const evidence = weighLine(index, query, fitted)
  // Once more on what matches alone: the rest of the query may be another work.
  const narrowed = refineLine(index, query, fitted, evidence.from, evidence.to)
  const again = weighLine(index, query, narrowed)
  return again.bits >= evidence.bits ? { line: narrowed, evidence: again } : { line: fitted, evidence }
}

/** `find` answers the matches of a query, surest first, at most one for each stretch of a work. Not for use by two at once. */
export function createSoundFinder(index: SoundIndex): { find(query: EventPoints): SoundMatch[] } {
  const vote = createVoting(index)
  const space = createLineSpace()

  const inWindow = (window: EventPoints): Found[] => {
    const from = window.frames[0] ?? 0
    const to = window.frames.at(-1) ?? 0
    const rough = vote(window, candidatesEach)
      .flatMap((candidate) => findLine(index, window, candidate, space) ?? [])
      .sort((a, b) => b.excess - a.excess)
    const seen: Found[] = []
    for (const each of rough) {
      if (seen.length === linesEach) break
      if (seen.some(({ line }) => sameLine(line, each, (from + to) / 2))) continue
      const line = refineLine(index, window, refineLine(index, window, each, from, to), from, to)
      const evidence = weighLine(index, window, line)
      const middle = line.place + line.factor * ((evidence.from + evidence.to) / 2)
      seen.push({ work: workOfBlock(index, Math.max(0, Math.floor(middle / blockFrames))), line, evidence })
    }
    return seen.filter(({ evidence }) => evidence.bits >= leastBits)
  }

  return {
    find(query) {
      const last = query.frames.at(-1) ?? 0
      const all: Found[] = []
      for (let from = 0; from === 0 || from + windowFrames - windowStep < last; from += windowStep) {
        const to = from + windowFrames
        const window = slice(query, from, to)
        if (window.frames.length < 8) continue
        for (const found of inWindow(window)) {
          const known = all.some(
            (other) => other.work === found.work && sameLine(other.line, found.line, found.evidence.from),
          )
          if (!known) all.push({ work: found.work, ...follow(index, query, found.line, from, to) })
        }
      }
      all.sort((a, b) => b.evidence.bits - a.evidence.bits)
      const kept: Found[] = []
      for (const found of all) {
        const covered = kept.some(
          (other) =>
            other.work === found.work &&
            other.evidence.from < found.evidence.to &&
            found.evidence.from < other.evidence.to,
        )
        if (!covered) kept.push(found)
      }
      return kept.map((found) => toMatch(index, found))
    },
  }
}

function toMatch(index: SoundIndex, { work, line, evidence }: Found): SoundMatch {
  const start = (index.starts[work] ?? 0) * blockFrames
  const inWork = (frame: number): number => (line.place + line.factor * frame - start) / eventFrameRate
  return {
    id: index.ids[work] ?? '',
    bits: evidence.bits,
    share: evidence.share,
    querySeconds: { from: evidence.from / eventFrameRate, to: evidence.to / eventFrameRate },
    workSeconds: { from: inWork(evidence.from), to: inWork(evidence.to) },
    speed: line.factor,
    semitones: line.shift / pitchStepsEach,
  }
}
