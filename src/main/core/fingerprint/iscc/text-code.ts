import { contentType, encodeUnit, mainType } from './codec.ts'
import { MinHash64 } from './minhash.ts'
import { xxhash32 } from './xxhash32.ts'

// The Text-Code of ISO 24138: MinHash over XXH32 of every 13 characters of the collapsed text.

const windowCharacters = 13
// Characters of several bytes each, and no window is longer.
const windowBytes = windowCharacters * 4

/** What the code is made of: NFD, no white space, lower case, without control characters, marks and punctuation, then NFKC. */
export function collapseText(text: string): string {
  const decomposed = text.normalize('NFD').replace(/\s+/g, '').toLowerCase()
  return decomposed.replace(/[\p{C}\p{M}\p{P}]+/gu, '').normalize('NFKC')
}

/** Takes collapsed text in parts, so that a long text needs no array of its characters. Parts must not end inside a surrogate pair. */
export class TextHasher {
  readonly #minhash = new MinHash64()
  readonly #encoder = new TextEncoder()
  /** UTF-8 of the last 12 characters, then of what is being added. */
  readonly #bytes = new Uint8Array(1 << 16)
  /** Where each character begins. */
  #starts: number[] = []
  #end = 0
  #characters = 0

  get characters(): number {
    return this.#characters
  }

  update(part: string): void {
    const most = 8192
    for (let from = 0; from < part.length; ) {
      let to = Math.min(part.length, from + most)
      const code = part.charCodeAt(to - 1)
      if (to < part.length && code >= 0xd800 && code < 0xdc00) to--
      this.#add(part.slice(from, to))
      from = to
    }
  }

  #add(piece: string): void {
    const { written } = this.#encoder.encodeInto(piece, this.#bytes.subarray(this.#end))
    const end = this.#end + written
    for (let at = this.#end; at < end; at++) {
      if (((this.#bytes[at] ?? 0) & 0xc0) === 0x80) continue
      this.#starts.push(at)
      this.#characters++
    }
    this.#end = end
    const view = new DataView(this.#bytes.buffer)
    const windows = this.#starts.length - windowCharacters + 1
    for (let i = 0; i < windows; i++) {
      this.#minhash.add(xxhash32(view, this.#starts[i] ?? 0, this.#starts[i + windowCharacters] ?? end))
    }
    if (windows <= 0) return
    const kept = this.#starts.slice(windows)
    const keptFrom = kept[0] ?? end
    this.#bytes.copyWithin(0, keptFrom, end)
    this.#starts = kept.map((start) => start - keptFrom)
    this.#end = end - keptFrom
  }

  /** 32 bytes. A text of fewer than 13 characters is one window. The hasher takes no more after it. */
  digest(): Uint8Array {
    if (this.#characters < windowCharacters) {
      this.#minhash.add(xxhash32(new DataView(this.#bytes.buffer), 0, Math.min(this.#end, windowBytes)))
    }
    return this.#minhash.digest()
  }
}

/** The unit of a text, 64 bits unless told, and how many characters its collapsed form has. */
export function textCode(text: string, bits = 64): { iscc: string; characters: number } {
  const hasher = new TextHasher()
  hasher.update(collapseText(text))
  const iscc = encodeUnit(mainType.content, contentType.text, bits, hasher.digest())
  return { iscc, characters: hasher.characters }
}
