import { joined, localDimensions } from './embedding.ts'

// What a text is about, as far as its words say: a signed projection of words and pairs of words on 128 axes (Weinberger et al. 2009,
// "Feature hashing"). See docs/fingerprints/embeddings.md.

/** Words counted one by one; what comes new after so many different ones is left out. */
const mostWords = 200_000
/** Tokens that are looked at: what a long book is about shows in its first chapters. */
const mostTokens = 100_000
const pairWeight = 0.5

/** FNV-1a over UTF-16 units with the finish of MurmurHash3, so that every bit depends on every unit. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Words that nearly every text has are short; those of scripts without spaces are one character long and mean something. */
function weightOf(word: string): number {
  if (/[^\0-\u024f]/.test(word)) return 1
  return Math.min(1, Math.max(0, (word.length - 2) / 5))
}

export class TextEmbedder {
  readonly #counts = new Map<string, number>()
  #last = ''
  #tokens = 0

  /** The next token of the normalised text. */
  add(token: string): void {
    if (this.#tokens++ >= mostTokens) return
    this.#count(token)
    if (this.#last !== '') this.#count(`${this.#last} ${token}`)
    this.#last = token
  }

  #count(term: string): void {
    const before = this.#counts.get(term)
    if (before !== undefined) this.#counts.set(term, before + 1)
    else if (this.#counts.size < mostWords) this.#counts.set(term, 1)
  }

  /** Null for a text without a word that tells it from others. */
  finish(): Float32Array | null {
    const sums = Array.from<number>({ length: localDimensions }).fill(0)
    for (const [term, count] of this.#counts) {
      const [first = '', second] = term.split(' ')
      const weight = second === undefined ? weightOf(first) : pairWeight * weightOf(first) * weightOf(second)
      if (weight === 0) continue
      const hash = hashOf(term)
      const axis = hash & 127
      sums[axis] = (sums[axis] ?? 0) + (hash >>> 31 === 1 ? -1 : 1) * weight * (1 + Math.log(count))
    }
    return joined(sums)
  }
}
