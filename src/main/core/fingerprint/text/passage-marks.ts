// What a quotation is found by: a few shingles of a text with their places, chosen so that two texts which share enough words in a row
// choose at least one alike (robust winnowing: Schleimer, Wilkerson, Aiken 2003). Exact definition: docs/fingerprints/text.md.

/** Shingles of which one is chosen at least. With shingles of five tokens, twelve tokens in a row share a mark. */
export const markWindow = 8

/** In the order of the text. */
export type PassageMarks = {
  /** Of the whole text. */
  tokens: number
  /** XXH32 of the chosen shingles. */
  hashes: Uint32Array
  /** The number of each one's first token. */
  places: Uint32Array
}

/** Takes the hashes of all shingles in order. */
export class Winnower {
  readonly #window = new Float64Array(markWindow)
  #count = 0
  #least = -1
  readonly #hashes: number[] = []
  readonly #places: number[] = []

  add(hash: number): void {
    const place = this.#count++
    this.#window[place % markWindow] = hash
    if (place < markWindow - 1) return
    const from = place - markWindow + 1
    // The one chosen before stays while nothing in the window is less: a row of equal shingles gives few marks.
    if (this.#least >= from && this.#at(this.#least) <= hash) return
    this.#choose(this.#least >= from ? place : this.#leastFrom(from, place))
  }

  #at(place: number): number {
    return this.#window[place % markWindow] ?? 0
  }

  /** Of equal ones the last. */
  #leastFrom(from: number, to: number): number {
    let least = from
    for (let place = from; place <= to; place++) if (this.#at(place) <= this.#at(least)) least = place
    return least
  }

  #choose(place: number): void {
    this.#least = place
    this.#hashes.push(this.#at(place))
    this.#places.push(place)
  }

  /** `tokens`: of the whole text. A text of fewer shingles than a window has one mark, one without shingles none. */
  finish(tokens: number): PassageMarks {
    if (this.#hashes.length === 0 && this.#count > 0) this.#choose(this.#leastFrom(0, this.#count - 1))
    return { tokens, hashes: Uint32Array.from(this.#hashes), places: Uint32Array.from(this.#places) }
  }
}

// As bytes: the number of tokens, then for each mark how far it lies behind the one before, as numbers of seven bits a byte, the lowest
// first (LEB128), and its hash, lowest byte first.

export function packMarks({ tokens, hashes, places }: PassageMarks): Uint8Array {
  const bytes = new Uint8Array(5 + hashes.length * 9)
  const view = new DataView(bytes.buffer)
  let at = 0
  const putNumber = (value: number): void => {
    let rest = value
    for (; rest > 127; rest >>>= 7) bytes[at++] = (rest & 127) | 128
    bytes[at++] = rest
  }
  putNumber(tokens)
  let before = 0
  for (const [index, place] of places.entries()) {
    putNumber(place - before)
    view.setUint32(at, hashes[index] ?? 0, true)
    at += 4
    before = place
  }
  return bytes.slice(0, at)
}

/** Throws a RangeError where the bytes end early. */
export function unpackMarks(bytes: Uint8Array): PassageMarks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const takeNumber = (): number => {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = view.getUint8(at++)
      value += (byte & 127) * 2 ** shift
      if (byte < 128) return value
    }
    throw new RangeError('not a number of 32 bits')
  }
  const tokens = takeNumber()
  const hashes: number[] = []
  const places: number[] = []
  for (let place = 0; at < bytes.length; at += 4) {
    place += takeNumber()
    places.push(place)
    hashes.push(view.getUint32(at, true))
  }
  return { tokens, hashes: Uint32Array.from(hashes), places: Uint32Array.from(places) }
}
