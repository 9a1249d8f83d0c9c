import { type EventPoints, pitchStepsEach } from '../../fingerprint/audio/event-points/points.ts'
import type { Candidate } from './candidates.ts'
import { blockFrames, type SoundIndex } from './sound-index.ts'

// A candidate says about where; here all event points say exactly where, how fast and how high: a Hough transform over place and speed
// (R. Duda, P. Hart 1972), then least squares on the points that agree.

/** A query's frame q lies at `place + factor · q` on the time line; its pitches are `shift` steps higher than the work's. */
export type Line = { place: number; factor: number; shift: number }

/** Two points agree when they are this close. */
export const frameReach = 3
export const pitchReach = 0.3 * pitchStepsEach

/** Speeds that are looked for. */
const slowest = 0.91
const factorStep = 0.01
const factors = 19
const speedReach = 0.1
/** Points that must meet beyond chance. */
const leastExcess = 4
/** Places, in classes of two frames, around the candidate's. */
const placeReach = 112
const placeStep = 2
const places = (2 * placeReach) / placeStep
/** Within a candidate's class of pitch, these are tried: steps. */
const shiftTrials = [-4, 0, 4] as const

/** Calls back for every point of the index in frames `from` … `to` of the time line. */
export function eachPoint(
  index: SoundIndex,
  from: number,
  to: number,
  visit: (frame: number, pitch: number) => void,
): void {
  const first = Math.max(0, Math.floor(from / blockFrames))
  const last = Math.min(index.blocks.length - 2, Math.floor(to / blockFrames))
  for (let block = first; block <= last; block++) {
    const end = index.blocks[block + 1] ?? 0
    for (let at = index.blocks[block] ?? 0; at < end; at++) {
      const word = index.points[at] ?? 0
      const frame = block * blockFrames + (word >> 10)
      if (frame >= from && frame <= to) visit(frame, word & 1023)
    }
  }
}

/** What a search for a line works with; kept, since a query makes hundreds. */
export type LineSpace = { frames: Float64Array; pitches: Uint16Array; cells: Uint16Array }

export function createLineSpace(): LineSpace {
  return { frames: new Float64Array(4096), pitches: new Uint16Array(4096), cells: new Uint16Array(factors * places) }
}

/** The work's points from `from` to `to`, relative to `middle`, into `space`; returns how many. */
function gather(index: SoundIndex, from: number, to: number, middle: number, { frames, pitches }: LineSpace): number {
  let count = 0
  eachPoint(index, from, to, (frame, pitch) => {
    frames[count] = frame - middle
    pitches[count] = pitch
    count = Math.min(count + 1, frames.length - 1)
  })
  return count
}

/** The line on which most of the query's points meet one of the work's, and how many more than chance would have it; null when hardly any do. */
export function findLine(
  index: SoundIndex,
  query: EventPoints,
  candidate: Candidate,
  space: LineSpace,
): (Line & { excess: number }) | null {
  const { frames, pitches } = query
  const { cells } = space
  const centre = ((frames[0] ?? 0) + (frames.at(-1) ?? 0)) >> 1
  const half = (frames.at(-1) ?? 0) - centre
  const middle = candidate.frame + centre
  const margin = placeReach + half * speedReach
  const nearCount = gather(index, middle - half - margin, middle + half + margin, middle, space)
  let best: (Line & { excess: number }) | null = null
  for (const trial of shiftTrials) {
    const shift = candidate.semitones * pitchStepsEach + trial
    cells.fill(0)
    let total = 0
    let start = 0
    for (let i = 0; i < frames.length; i++) {
      const ahead = (frames[i] ?? 0) - centre
      const pitch = (pitches[i] ?? 0) - shift
      const last = ahead + placeReach + Math.abs(ahead) * speedReach
      while (start < nearCount && (space.frames[start] ?? 0) < ahead - margin) start++
      for (let j = start; j < nearCount; j++) {
        const frame = space.frames[j] ?? 0
        if (frame > last) break
        const off = (space.pitches[j] ?? 0) - pitch
        if (off > pitchReach || off < -pitchReach) continue
        let place = (frame - ahead * slowest + placeReach) / placeStep
        const step = (ahead * factorStep) / placeStep
        for (let base = 0; base < cells.length; base += places) {
          if (place >= 0 && place < places) {
            const cell = base + Math.trunc(place)
            cells[cell] = (cells[cell] ?? 0) + 1
            total++
          }
          place -= step
        }
      }
    }
    const chance = (2 * total) / cells.length
    for (let cell = 0; cell < cells.length - 1; cell++) {
      const excess = (cells[cell] ?? 0) + (cells[cell + 1] ?? 0) - chance
      if (best !== null && excess <= best.excess) continue
      const factor = slowest + Math.floor(cell / places) * factorStep
      const offset = ((cell % places) + 1) * placeStep - placeReach
      best = { place: middle + offset - factor * centre, factor, shift, excess }
    }
  }
  return best === null || best.excess < leastExcess ? null : best
}

type Sums = { n: number; q: number; r: number; qq: number; qr: number; shift: number }

/** The least-squares line through all pairs that agree with `line`, from the query's frames `from` … `to`; at most 12 % off speed. */
export function refineLine(index: SoundIndex, query: EventPoints, line: Line, from: number, to: number): Line {
  const { frames, pitches } = query
  const sums: Sums = { n: 0, q: 0, r: 0, qq: 0, qr: 0, shift: 0 }
  for (let i = 0; i < frames.length; i++) {
    const frame = frames[i] ?? 0
    if (frame < from || frame > to) continue
    const expected = line.place + line.factor * frame
    const pitch = pitches[i] ?? 0
    let nearest = Number.POSITIVE_INFINITY
    let shift = 0
    eachPoint(index, expected - frameReach - 1, expected + frameReach + 1, (other, otherPitch) => {
      const off = other - expected
      if (Math.abs(pitch - line.shift - otherPitch) > pitchReach || Math.abs(off) >= Math.abs(nearest)) return
      nearest = off
      shift = pitch - otherPitch
    })
    if (!Number.isFinite(nearest)) continue
    // Residuals instead of frames: the time line is long, and squares of it would lose the digits that count.
    const q = frame - from
    sums.n++
    sums.q += q
    sums.r += nearest
    sums.qq += q * q
    sums.qr += q * nearest
    sums.shift += shift
  }
  const { n, q, r, qq, qr } = sums
  const spread = n * qq - q * q
  if (n < 4 || spread === 0) return line
  const slope = (n * qr - q * r) / spread
  const offset = (r - slope * q) / n
  const factor = Math.min(1.12, Math.max(0.88, line.factor + slope))
  return { place: line.place + offset - slope * from, factor, shift: sums.shift / n }
}
