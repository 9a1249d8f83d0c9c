/** Lowest and highest sample of each column, −1 … 1 (more where a decoder overshoots). */
export type Peaks = { min: Float64Array; max: Float64Array }

/** Peaks in at most `most` columns, whatever the length; neighbours are merged when the room is full. */
export class Waveform {
  readonly #most: number
  readonly #min: Float64Array
  readonly #max: Float64Array
  #samplesEach: number
  #samples = 0

  /** A column starts as `samplesEach` samples. */
  constructor(most: number, samplesEach: number) {
    if (most % 2 !== 0) throw new RangeError('columns are merged in pairs')
    this.#most = most
    this.#samplesEach = samplesEach
    this.#min = new Float64Array(most).fill(Number.POSITIVE_INFINITY)
    this.#max = new Float64Array(most).fill(Number.NEGATIVE_INFINITY)
  }

  /** `samples` are interleaved; all channels count for the same columns. */
  push(samples: Float32Array, channels: number): void {
    const frames = Math.floor(samples.length / channels)
    let frame = 0
    while (frame < frames) {
      if (this.#samples === this.#most * this.#samplesEach) this.#merge()
      const column = Math.floor(this.#samples / this.#samplesEach)
      const count = Math.min(frames - frame, (column + 1) * this.#samplesEach - this.#samples)
      let low = this.#min[column] ?? 0
      let high = this.#max[column] ?? 0
      for (let i = frame * channels; i < (frame + count) * channels; i++) {
        const sample = samples[i] ?? 0
        if (sample < low) low = sample
        if (sample > high) high = sample
      }
      this.#min[column] = low
      this.#max[column] = high
      this.#samples += count
      frame += count
    }
  }

  #merge(): void {
    for (let column = 0; column < this.#most / 2; column++) {
      this.#min[column] = Math.min(this.#min[2 * column] ?? 0, this.#min[2 * column + 1] ?? 0)
      this.#max[column] = Math.max(this.#max[2 * column] ?? 0, this.#max[2 * column + 1] ?? 0)
    }
    this.#min.fill(Number.POSITIVE_INFINITY, this.#most / 2)
    this.#max.fill(Number.NEGATIVE_INFINITY, this.#most / 2)
    this.#samplesEach *= 2
  }

  peaks(): Peaks {
    const count = Math.ceil(this.#samples / this.#samplesEach)
    return { min: this.#min.slice(0, count), max: this.#max.slice(0, count) }
  }
}
