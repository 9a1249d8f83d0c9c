// A set of row numbers, one bit each: a hundred thousand works are 12 kB, and two sets meet in microseconds.

export class RowSet {
  readonly #bits: Uint32Array

  /** For rows from 0 up to and including `highest`; others are left out. */
  constructor(highest: number, rows: Iterable<number> = []) {
    this.#bits = new Uint32Array((highest >> 5) + 1)
    this.add(rows)
  }

  add(rows: Iterable<number>): this {
    const bits = this.#bits
    // Writes beyond a typed array's end are dropped, which is what a row added meanwhile deserves.
    for (const row of rows) bits[row >> 5] = (bits[row >> 5] ?? 0) | (1 << (row & 31))
    return this
  }

  has(row: number): boolean {
    return (((this.#bits[row >> 5] ?? 0) >>> (row & 31)) & 1) === 1
  }

  /** Keeps what `other`, of the same size, has too; or, `negated`, what it has not. */
  keep(other: RowSet, negated: boolean): this {
    const [mine, theirs] = [this.#bits, other.#bits]
    for (let i = 0; i < mine.length; i++) {
      const word = theirs[i] ?? 0
      mine[i] = (mine[i] ?? 0) & (negated ? ~word : word)
    }
    return this
  }

  /** All rows of this size. */
  static all(highest: number): RowSet {
    const set = new RowSet(highest)
    set.#bits.fill(0xffffffff)
    return set
  }
}
