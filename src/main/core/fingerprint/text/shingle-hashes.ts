import { xxhash32 } from '../iscc/xxhash32.ts'
import { type PassageMarks, Winnower } from './passage-marks.ts'

// SimHash (Charikar 2002) over three tokens at a time and MinHash (Broder 1997) over five. Exact definitions: docs/fingerprints/text.md.

export const simhashTokens = 3
export const minhashTokens = 5
export const minhashCount = 128
/** XXH32's seeds of the two halves of a 64-bit hash. */
const secondSeed = 0x9e3779b1

/** MurmurHash3's 32-bit finaliser: a bijection in which every bit of the input moves half of the output. */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

/** The permutations x ↦ a·x + b modulo 2^32, a odd: two drawn numbers each, from a counter. */
const drawn = Int32Array.from({ length: 2 * minhashCount }, (_, i) => mix(Math.imul(i + 1, 0x9e3779b9)))
const multipliers = Int32Array.from({ length: minhashCount }, (_, i) => (drawn[2 * i] ?? 0) | 1)
const increments = Int32Array.from({ length: minhashCount }, (_, i) => drawn[2 * i + 1] ?? 0)

/** Counts, for each of 32 bits, in how many words it was set: digit by digit, as on an abacus of 32 columns. */
class BitCounts {
  readonly #digits = new Int32Array(32)

  add(word: number): void {
    const digits = this.#digits
    let carry = word
    for (let digit = 0; carry !== 0 && digit < 32; digit++) {
      const before = digits[digit] ?? 0
      digits[digit] = before ^ carry
      carry &= before
    }
  }

  /** `bit` 0 is the lowest. */
  of(bit: number): number {
    let count = 0
    for (const [digit, bits] of this.#digits.entries()) count += ((bits >>> bit) & 1) * 2 ** digit
    return count
  }
}

export type ShingleHashes = {
  /** 64 bits as two words, the high one first. */
  simhash: Uint32Array
  minhash: Uint32Array
  /** Of the shingles of `minhash`. */
  marks: PassageMarks
}

/** Takes tokens in order. How they are parted into calls does not matter. */
export class ShingleHasher {
  readonly #high = new BitCounts()
  readonly #low = new BitCounts()
  #shingles = 0
  readonly #least = new Uint32Array(minhashCount).fill(0xffffffff)
  readonly #winnower = new Winnower()
  readonly #encoder = new TextEncoder()
  #bytes = new Uint8Array(1 << 14)
  #view = new DataView(this.#bytes.buffer)
  /** Where the last tokens begin in `bytes`, the oldest first; each is followed by a space. */
  #starts: number[] = []
  #end = 0
  #tokens = 0

  get tokens(): number {
    return this.#tokens
  }

  add(token: string): void {
    // A "word" of a million characters is data of some kind: its beginning stands for it.
    const text = token.length > 1024 ? token.slice(0, 1024) : token
    if (this.#end + text.length * 3 + 1 > this.#bytes.length) this.#moveToFront()
    this.#starts.push(this.#end)
    const { written } = this.#encoder.encodeInto(text, this.#bytes.subarray(this.#end))
    this.#end += written
    this.#tokens++
    if (this.#starts.length > minhashTokens) this.#starts.shift()
    if (this.#tokens >= simhashTokens) this.#vote(this.#startOf(simhashTokens))
    if (this.#tokens >= minhashTokens) this.#lower(this.#startOf(minhashTokens))
    this.#bytes[this.#end++] = 0x20
  }

  #startOf(count: number): number {
    return this.#starts[Math.max(0, this.#starts.length - count)] ?? 0
  }

  #moveToFront(): void {
    const from = this.#startOf(minhashTokens)
    this.#bytes.copyWithin(0, from, this.#end)
    this.#starts = this.#starts.map((start) => start - from)
    this.#end -= from
    if (this.#bytes.length - this.#end > 4096) return
    const larger = new Uint8Array(this.#bytes.length * 2)
    larger.set(this.#bytes.subarray(0, this.#end))
    this.#bytes = larger
    this.#view = new DataView(larger.buffer)
  }

  #vote(start: number): void {
    this.#high.add(xxhash32(this.#view, start, this.#end))
    this.#low.add(xxhash32(this.#view, start, this.#end, secondSeed))
    this.#shingles++
  }

  #lower(start: number): void {
    const feature = xxhash32(this.#view, start, this.#end)
    this.#winnower.add(feature)
    const least = this.#least
    for (let i = 0; i < minhashCount; i++) {
      const value = (Math.imul(feature, multipliers[i] ?? 0) + (increments[i] ?? 0)) >>> 0
      if (value < (least[i] ?? 0)) least[i] = value
    }
  }

  /** Null without a token. Fewer tokens than a shingle has are one shingle. The hasher takes no more after it. */
  finish(): ShingleHashes | null {
    if (this.#tokens === 0) return null
    this.#end--
    if (this.#tokens < simhashTokens) this.#vote(this.#startOf(simhashTokens))
    if (this.#tokens < minhashTokens) this.#lower(this.#startOf(minhashTokens))
    const simhash = new Uint32Array(2)
    for (const [word, counts] of [this.#high, this.#low].entries()) {
      let bits = 0
      for (let bit = 0; bit < 32; bit++) if (2 * counts.of(bit) > this.#shingles) bits |= 1 << bit
      simhash[word] = bits >>> 0
    }
    return { simhash, minhash: this.#least, marks: this.#winnower.finish(this.#tokens) }
  }
}

/** The share of equal values: an estimate of the Jaccard similarity of two texts' shingles, with variance J (1 − J) / 128. */
export function minhashSimilarity(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length || left.length === 0) throw new RangeError('MinHashes of different length')
  let equal = 0
  for (let i = 0; i < left.length; i++) if (left[i] === right[i]) equal++
  return equal / left.length
}
