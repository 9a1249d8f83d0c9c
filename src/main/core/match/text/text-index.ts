import type { PassageMarks } from '../../fingerprint/text/passage-marks.ts'
import { Postings } from '../postings.ts'

// Which texts of a library are worth comparing with one: those that share marks, and those whose MinHash agrees in a band (for texts
// whose marks are not worked out yet).

/** 128 values in bands of four: two texts of Jaccard similarity ½ share a band with 87 %, of 0.2 with 5 %. */
const bandValues = 4
/** A mark in more texts than this is boilerplate: it is still counted when two texts are compared, but proposes nothing. */
const boilerplate = 200

export type TextKeys = { marks: PassageMarks | null; minhash: ArrayLike<number> | null }

export type TextCandidate = {
  text: number
  /** Marks in common, by their number of different hashes, rare ones first in worth: the sum of 1 over how many texts hold each. */
  weight: number
  marks: number
  bands: number
}

function bandKeys(minhash: ArrayLike<number>): number[] {
  const keys: number[] = []
  for (let from = 0; from + bandValues <= minhash.length; from += bandValues) {
    let key = Math.imul(from + 1, 0x9e3779b1)
    for (let i = from; i < from + bandValues; i++) key = Math.imul(key ^ (minhash[i] ?? 0), 0x85ebca6b) ^ (key >>> 15)
    keys.push(key >>> 0)
  }
  return keys
}

/** Texts go by numbers that are not used twice. */
export class TextIndex {
  readonly #marks = new Postings()
  readonly #bands = new Postings()

  add(text: number, { marks, minhash }: TextKeys): void {
    if (marks !== null) this.#marks.add(text, new Set(marks.hashes))
    if (minhash !== null) this.#bands.add(text, bandKeys(minhash))
  }

  remove(text: number): void {
    this.#marks.remove(text)
    this.#bands.remove(text)
  }

  /** The most promising first; at most `limit`. */
  candidates({ marks, minhash }: TextKeys, limit: number): TextCandidate[] {
    const found = new Map<number, TextCandidate>()
    const of = (text: number): TextCandidate => {
      const known = found.get(text) ?? { text, weight: 0, marks: 0, bands: 0 }
      found.set(text, known)
      return known
    }
    for (const hash of new Set(marks?.hashes)) {
      const texts = this.#marks.worksOf(hash)
      if (texts.length > boilerplate) continue
      for (const text of texts) {
        const candidate = of(text)
        candidate.marks++
        candidate.weight += 1 / texts.length
      }
    }
    for (const key of minhash === null ? [] : bandKeys(minhash)) {
      for (const text of this.#bands.worksOf(key)) of(text).bands++
    }
    return [...found.values()]
      .sort((left, right) => right.weight - left.weight || right.bands - left.bands || left.text - right.text)
      .slice(0, limit)
  }
}
