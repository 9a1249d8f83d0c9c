// Which hashes hold a given 16-bit word at a given place: sixteen tables of 65,536 buckets each. What was there when the tables were last
// built lies bucket by bucket; what came later hangs in chains, newest first.

export const words = 16
const buckets = 65_536
const none = -1

export class HalfBuckets {
  /** Where each bucket begins in `#packed`, for each word; one more than there are buckets. */
  readonly #starts = Array.from({ length: words }, () => new Uint32Array(buckets + 1))
  #packed: Uint32Array[] = Array.from({ length: words }, () => new Uint32Array(0))
  readonly #newest = Array.from({ length: words }, () => new Int32Array(buckets).fill(none))
  /** For each later hash and word the one that came before it in its bucket, counted from the first later one. */
  #older = new Int32Array(0)
  #packedCount = 0
  #count = 0

  /** Hashes that hang in chains: the more, the slower a visit. */
  get chained(): number {
    return this.#count - this.#packedCount
  }

  /** Builds all tables anew from the first `count` hashes of `halves`, sixteen 16-bit words each. */
  build(halves: Uint16Array, count: number): void {
    this.#packed = this.#starts.map((starts, word) => {
      starts.fill(0)
      // Counted one bucket further on, so that the sums are the starts.
      for (let slot = 0; slot < count; slot++) {
        const bucket = (halves[slot * words + word] ?? 0) + 1
        starts[bucket] = (starts[bucket] ?? 0) + 1
      }
      for (let bucket = 1; bucket <= buckets; bucket++)
        starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0)
      const next = starts.slice()
      const packed = new Uint32Array(count)
      for (let slot = 0; slot < count; slot++) {
        const bucket = halves[slot * words + word] ?? 0
        const at = next[bucket] ?? 0
        packed[at] = slot
        next[bucket] = at + 1
      }
      return packed
    })
    for (const newest of this.#newest) newest.fill(none)
    this.#older = new Int32Array(0)
    this.#packedCount = count
    this.#count = count
  }

  /** The hash of the next slot. */
  add(halves: Uint16Array): void {
    const later = this.#count - this.#packedCount
    if ((later + 1) * words > this.#older.length) {
      const larger = new Int32Array(Math.max(1_024, later * 2) * words)
      larger.set(this.#older)
      this.#older = larger
    }
    const at = this.#count * words
    for (let word = 0; word < words; word++) {
      const newest = this.#newest[word]
      const bucket = halves[at + word] ?? 0
      if (newest === undefined) continue
      this.#older[later * words + word] = newest[bucket] ?? none
      newest[bucket] = later
    }
    this.#count++
  }

  /** Calls `visit` with each slot whose `word` is `value`. */
  visit(word: number, value: number, visit: (slot: number) => void): void {
    const starts = this.#starts[word]
    const packed = this.#packed[word]
    const newest = this.#newest[word]
    if (starts === undefined || packed === undefined || newest === undefined) return
    const end = starts[value + 1] ?? 0
    for (let at = starts[value] ?? 0; at < end; at++) visit(packed[at] ?? 0)
    for (let later = newest[value] ?? none; later !== none; later = this.#older[later * words + word] ?? none) {
      visit(this.#packedCount + later)
    }
  }
}
