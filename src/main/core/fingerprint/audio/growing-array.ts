/** Numbers of which nobody knows how many will come; doubles its room, a tenth of the memory of an array of boxed numbers. */
export class GrowingArray {
  #values = new Float64Array(1024)
  #length = 0

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = new Float64Array(2 * this.#length)
      wider.set(this.#values)
      this.#values = wider
    }
    this.#values[this.#length++] = value
  }

  /** A view on what has been pushed; the next push may leave it behind. */
  view(): Float64Array {
    return this.#values.subarray(0, this.#length)
  }
}
