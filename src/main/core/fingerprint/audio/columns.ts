/**
 * Time-averages of frames in at most `most` columns, whatever the length: a column stands for 2ⁿ frames, and when the room is full,
 * neighbours are merged. What is kept depends on the frames alone, so two runs give the same bytes.
 */
export class Columns {
  readonly #values: number
  readonly #most: number
  readonly #sums: Float64Array
  #framesEach = 1
  /** Frames seen. */
  #frames = 0

  constructor(values: number, most: number) {
    if (most % 2 !== 0) throw new RangeError('columns are merged in pairs')
    this.#values = values
    this.#most = most
    this.#sums = new Float64Array(values * most)
  }

  get frames(): number {
    return this.#frames
  }

  /** Frames that a column stands for. */
  get framesEach(): number {
    return this.#framesEach
  }

  add(frame: Float64Array): void {
    if (this.#frames === this.#most * this.#framesEach) this.#merge()
    const start = Math.floor(this.#frames / this.#framesEach) * this.#values
    for (let i = 0; i < this.#values; i++) this.#sums[start + i] = (this.#sums[start + i] ?? 0) + (frame[i] ?? 0)
    this.#frames++
  }

  #merge(): void {
    const values = this.#values
    for (let column = 0; column < this.#most / 2; column++) {
      for (let i = 0; i < values; i++) {
        const left = this.#sums[2 * column * values + i] ?? 0
        this.#sums[column * values + i] = left + (this.#sums[(2 * column + 1) * values + i] ?? 0)
      }
    }
    this.#sums.fill(0, (this.#most / 2) * values)
    this.#framesEach *= 2
  }

  /** The mean of each column, in time order; the last one may stand for fewer frames. */
  means(): Float64Array[] {
    const count = Math.ceil(this.#frames / this.#framesEach)
    return Array.from({ length: count }, (_, column) => {
      const frames = Math.min(this.#framesEach, this.#frames - column * this.#framesEach)
      return this.#sums.slice(column * this.#values, (column + 1) * this.#values).map((sum) => sum / frames)
    })
  }

  /** The mean of all frames; zeros when there was none. */
  mean(): Float64Array {
    const out = new Float64Array(this.#values)
    for (let at = 0; at < this.#sums.length; at++) {
      const value = at % this.#values
      out[value] = (out[value] ?? 0) + (this.#sums[at] ?? 0)
    }
    return this.#frames === 0 ? out : out.map((sum) => sum / this.#frames)
  }
}
