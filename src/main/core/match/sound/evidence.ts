import type { EventPoints } from '../../fingerprint/audio/event-points/points.ts'
import { frameReach, type Line, pitchReach } from './line.ts'
import { blockFrames, type SoundIndex } from './sound-index.ts'

// How sure a line is. Each point of the query that finds its like on the line speaks for it, each that does not speaks against it, by as
// many bits as the ratio of the two likelihoods has; the stretch with the largest sum is what matches (S. Karlin, S. Altschul 1990, for
// sequences). How often points meet by chance is measured on the very same music, a little beside the line.

/** Share of a work's points that must be found again for a stretch to count as it. */
const expectedShare = 0.3
/** Frames beside the line, chosen to fall on no common beat. */
const besides = [-131, -97, -61, -43, -29, -17, 17, 29, 43, 61, 97, 131] as const
const leastChance = 0.04

export type Evidence = {
  /** Bits by which the points favour the line over chance. */
  bits: number
  /** First and last frame of the query that match. */
  from: number
  to: number
  /** Share of the points in between that meet. */
  share: number
  chance: number
}

/** For each point of the query whether a point of the work lies on the line, `beside` frames off. */
function meetings(index: SoundIndex, { frames, pitches }: EventPoints, line: Line, beside: number): Uint8Array {
  const met = new Uint8Array(frames.length)
  const { points, blocks } = index
  const lastBlock = blocks.length - 2
  for (let i = 0; i < frames.length; i++) {
    const expected = line.place + line.factor * (frames[i] ?? 0) + beside
    const pitch = (pitches[i] ?? 0) - line.shift
    const from = Math.ceil(expected - frameReach)
    const to = Math.floor(expected + frameReach)
    const end = Math.min(lastBlock, Math.floor(to / blockFrames))
    for (let block = Math.max(0, Math.floor(from / blockFrames)); block <= end; block++) {
      const stop = blocks[block + 1] ?? 0
      for (let at = blocks[block] ?? 0; at < stop; at++) {
        const word = points[at] ?? 0
        const frame = block * blockFrames + (word >> 10)
        if (frame < from) continue
        if (frame > to) break
        if (Math.abs((word & 1023) - pitch) <= pitchReach) met[i] = 1
      }
    }
  }
  return met
}

/** What speaks for `line` in the whole query. */
export function weighLine(index: SoundIndex, query: EventPoints, line: Line): Evidence {
  const met = meetings(index, query, line, 0)
  const decoys = besides.map((beside) => meetings(index, query, line, beside))
  let bits = 0
  let chance = leastChance
  let from = 0
  let to = -1
  // The stretch decides what chance is, and chance decides the stretch: twice is enough.
  for (let turn = 0; turn < 2; turn++) {
    const first = turn === 0 ? 0 : from
    const last = turn === 0 ? met.length - 1 : to
    let hits = 0
    for (const decoy of decoys) for (let i = first; i <= last; i++) hits += decoy[i] ?? 0
    chance = Math.min(0.5, Math.max(leastChance, hits / Math.max(1, decoys.length * (last - first + 1))))
    const share = Math.max(expectedShare, Math.min(0.9, 2 * chance))
    const gain = Math.log2(share / chance)
    const loss = Math.log2((1 - share) / (1 - chance))
    bits = 0
    let sum = 0
    let begin = 0
    for (let i = 0; i < met.length; i++) {
      if (sum <= 0) {
        sum = 0
        begin = i
      }
      sum += met[i] === 1 ? gain : loss
      if (sum <= bits) continue
      bits = sum
      from = begin
      to = i
    }
    if (bits === 0) break
  }
  let count = 0
  for (let i = from; i <= to; i++) count += met[i] ?? 0
  return {
    bits,
    from: query.frames[from] ?? 0,
    to: query.frames[Math.max(from, to)] ?? 0,
    share: to < from ? 0 : count / (to - from + 1),
    chance,
  }
}
