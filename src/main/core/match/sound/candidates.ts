import type { EventPoints } from '../../fingerprint/audio/event-points/points.ts'
import { blockFrames, bucketOf, type SoundIndex } from './sound-index.ts'
import { askedTriplets } from './triplets.ts'

// Where in the index a few seconds of sound may come from: every triplet that the two share votes for a place and a change of pitch.

/** Postings that a query may read: the rarest keys first, so that a large index costs no more than this. */
const mostPostings = 1_200_000
/** Changes of pitch that are looked for, in quarters of a semitone: 1.75 semitones down to 1.75 up, in classes of 0.75. */
const widestShift = 7
const shiftStep = 3
const shiftClasses = 5
/** The class of each change of pitch from the lowest on. */
const classOf = Uint8Array.from({ length: 2 * widestShift + 1 }, (_, shift) => Math.floor(shift / shiftStep))
const blockBits = Math.log2(blockFrames)
/** Fewer votes than this are chance. */
const leastVotes = 3

export type Candidate = {
  /** Frame of the time line where the query's frame 0 would lie, give or take a block. */
  frame: number
  /** Semitones by which the query is higher than the work. */
  semitones: number
  votes: number
}

/** A list of (bucket, anchor) that a query asks for, rarest bucket first. */
function lookups(index: SoundIndex, query: EventPoints): { bucket: number; anchor: number; size: number }[] {
  const asked: { bucket: number; anchor: number; size: number }[] = []
  askedTriplets(query, (hash, anchor) => {
    const bucket = bucketOf(index, hash)
    const size = (index.buckets[bucket + 1] ?? 0) - (index.buckets[bucket] ?? 0)
    if (size > 0) asked.push({ bucket, anchor, size })
  })
  return asked.sort((a, b) => a.size - b.size || a.anchor - b.anchor)
}

/** The votes of one index, kept between queries: a byte for each block and class of pitch. */
export function createVoting(index: SoundIndex): (query: EventPoints, most: number) => Candidate[] {
  const blockCount = index.starts.at(-1) ?? 0
  const { frames, pitches } = index
  // One more at the end: the last block votes for the one after it.
  const votes = new Uint8Array((blockCount + 2) * shiftClasses)
  return (query, most) => {
    votes.fill(0)
    const raised: number[] = []
    // Works are looked for around the middle of the query, so that a change of speed moves both ends by half.
    const centre = ((query.frames[0] ?? 0) + (query.frames.at(-1) ?? 0)) >> 1
    let read = 0
    for (const { bucket, anchor, size } of lookups(index, query)) {
      read += size
      if (read > mostPostings) break
      // Two blocks share a vote, so that no place lies on an edge: the first is the one whose middle comes before it.
      const ahead = (query.frames[anchor] ?? 0) - centre + blockFrames / 2
      const pitch = ((query.pitches[anchor] ?? 0) >> 2) + widestShift
      const end = index.buckets[bucket + 1] ?? 0
      for (let at = index.buckets[bucket] ?? 0; at < end; at++) {
        const shift = pitch - (pitches[at] ?? 0)
        if (shift < 0 || shift > 2 * widestShift) continue
        const cell = (((frames[at] ?? 0) - ahead) >> blockBits) * shiftClasses + (classOf[shift] ?? 0)
        const first = (votes[cell] ?? 0) + 1
        const second = (votes[cell + shiftClasses] ?? 0) + 1
        votes[cell] = Math.min(255, first)
        votes[cell + shiftClasses] = Math.min(255, second)
        if (first === leastVotes) raised.push(cell)
        if (second === leastVotes) raised.push(cell + shiftClasses)
      }
    }
    return mostVotes(raised, votes, most).map((cell) => ({
      frame: (Math.floor(cell / shiftClasses) + 0.5) * blockFrames - centre,
      semitones: (((cell % shiftClasses) + 0.5) * shiftStep - 0.5 - widestShift) / 4,
      votes: votes[cell] ?? 0,
    }))
  }
}

/** The `most` cells with the most votes, in that order; of equals the first ones. */
function mostVotes(cells: readonly number[], votes: Uint8Array, most: number): number[] {
  // A large index raises a hundred thousand cells: what can't be among the first is left out before anything is sorted.
  const counts = new Uint32Array(256)
  for (const cell of cells) counts[votes[cell] ?? 0] = (counts[votes[cell] ?? 0] ?? 0) + 1
  let least = 255
  for (let sum = counts[least] ?? 0; sum < most && least > 0; sum += counts[least] ?? 0) least--
  const kept = cells.filter((cell) => (votes[cell] ?? 0) >= least)
  return kept.sort((a, b) => (votes[b] ?? 0) - (votes[a] ?? 0) || a - b).slice(0, most)
}
