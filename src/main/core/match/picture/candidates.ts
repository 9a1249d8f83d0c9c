import { descriptorBytes, directions } from '../../fingerprint/image/points/describe.ts'
import type { PicturePoints } from '../../fingerprint/image/points/points.ts'

// Which of many pictures are worth comparing with one: those that share words with it. A word is a fixed choice of a description's bits;
// descriptions that differ in a few bits still share some of their words (Indyk and Motwani 1998). Votes count only together where they
// agree in how the picture was turned and sized, since a copy is turned and sized as a whole.

const tables = 6
const wordBits = 18
const buckets = 1 << wordBits
/** Coarse steps in which votes must agree: an eighth of a turn, and a factor of 2 in size. */
const turnSteps = 8
const sizeSteps = 8
const steps = turnSteps * sizeSteps

/** Bits of each table's words: spread over the description, none in two tables. */
const bitsOf: readonly Uint8Array[] = Array.from({ length: tables }, (_, table) =>
  // 97 and 256 have no common factor, so that no bit comes twice.
  Uint8Array.from({ length: wordBits }, (_bit, i) => ((table * wordBits + i) * 97) % 256),
)

function wordOf(descriptions: Uint8Array, offset: number, table: number): number {
  const bits = bitsOf[table]
  let word = 0
  for (let i = 0; i < wordBits; i++) {
    const bit = bits?.[i] ?? 0
    word |= (((descriptions[offset + (bit >> 3)] ?? 0) >> (bit & 7)) & 1) << i
  }
  return word
}

/** A posting: 22 bits of number, 4 of level, 6 of direction. */
const mostPictures = 1 << 22

export type Candidate = { id: string; votes: number }

/** Pictures by the words of their points. 21 kB a picture; a search looks at the pictures that share words and at no others. */
export class PictureCandidates {
  readonly #heads = Array.from({ length: tables }, () => new Int32Array(buckets).fill(-1))
  #postings = new Uint32Array(1 << 16)
  #next = new Int32Array(1 << 16)
  #used = 0
  readonly #ids: (string | null)[] = []
  readonly #numbers = new Map<string, number>()

  get size(): number {
    return this.#numbers.size
  }

  /** An id that is there already stands for the new points from now on. Throws a RangeError beyond four million additions. */
  add(id: string, points: PicturePoints): void {
    this.remove(id)
    const number = this.#ids.push(id) - 1
    if (number >= mostPictures) throw new RangeError('the index is full: build it anew')
    this.#numbers.set(id, number)
    this.#reserve(points.count * tables)
    for (let i = 0; i < points.count; i++) {
      const posting = (number | ((points.level[i] ?? 0) << 22) | ((points.direction[i] ?? 0) << 26)) >>> 0
      for (const [table, heads] of this.#heads.entries()) {
        const word = wordOf(points.descriptions, i * descriptorBytes, table)
        this.#postings[this.#used] = posting
        this.#next[this.#used] = heads[word] ?? -1
        heads[word] = this.#used++
      }
    }
  }

  /** Its postings stay and are passed over: an index that has lost many pictures is better built anew. */
  remove(id: string): void {
    const number = this.#numbers.get(id)
    if (number === undefined) return
    this.#numbers.delete(id)
    this.#ids[number] = null
  }

  /** The pictures most likely to share something with these points, best first. Ask for the mirrored points too. */
  find(points: PicturePoints, limit: number): Candidate[] {
    const votes = new Float32Array(this.#ids.length * steps)
    for (let i = 0; i < points.count; i++) {
      const [level, direction] = [points.level[i] ?? 0, points.direction[i] ?? 0]
      for (const [table, heads] of this.#heads.entries()) {
        const word = wordOf(points.descriptions, i * descriptorBytes, table)
        let length = 0
        for (let at = heads[word] ?? -1; at >= 0 && length < longestList; at = this.#next[at] ?? -1) length++
        if (length === 0) continue
        // A word that many points have says little about any of them.
        const weight = 1 / Math.sqrt(length)
        for (let at = heads[word] ?? -1, seen = 0; at >= 0 && seen < length; at = this.#next[at] ?? -1, seen++) {
          const posting = this.#postings[at] ?? 0
          const turned = ((posting >>> 26) - direction + directions) % directions
          const sized = Math.min(sizeSteps - 1, (((posting >>> 22) & 15) - level + 9) >> 1)
          const place =
            (posting & (mostPictures - 1)) * steps + (((turned + 4) >> 3) % turnSteps) * sizeSteps + Math.max(0, sized)
          votes[place] = (votes[place] ?? 0) + weight
        }
      }
    }
    return this.#best(votes, limit)
  }

  #best(votes: Float32Array, limit: number): Candidate[] {
    const found: Candidate[] = []
    for (const [number, id] of this.#ids.entries()) {
      if (id === null) continue
      const best = strongest(votes.subarray(number * steps, (number + 1) * steps))
      if (best > 0) found.push({ id, votes: best })
    }
    return found.sort((a, b) => b.votes - a.votes || (a.id < b.id ? -1 : 1)).slice(0, limit)
  }

  #reserve(postings: number): void {
    const needed = this.#used + postings
    if (needed <= this.#postings.length) return
    const length = Math.max(needed, 2 * this.#postings.length)
    const [before, next] = [this.#postings, this.#next]
    this.#postings = new Uint32Array(length)
    this.#postings.set(before)
    this.#next = new Int32Array(length)
    this.#next.set(next)
  }
}

/** Of longer lists only the latest are looked at: such words are those of plain surroundings. */
const longestList = 2_000

/** The most votes of one turn and two neighbouring sizes: a factor may lie on the border of two steps. */
function strongest(votes: Float32Array): number {
  let best = 0
  for (let turn = 0; turn < turnSteps; turn++) {
    for (let size = 0; size + 1 < sizeSteps; size++) {
      const at = turn * sizeSteps + size
      best = Math.max(best, (votes[at] ?? 0) + (votes[at + 1] ?? 0))
    }
  }
  return best
}
