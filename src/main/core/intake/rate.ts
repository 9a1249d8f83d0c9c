// How fast a batch moves, from the last seconds rather than from its whole life, and only once it is steady enough to be worth reading.

const windowMs = 10_000
const steadyAfterMs = 2_000

/** Values in, values out: the caller brings the time. */
export class RateMeter {
  readonly #samples: { at: number; done: number }[] = []

  add(at: number, done: number): void {
    const last = this.#samples.at(-1)
    if (last !== undefined && at - last.at < 200) last.done = done
    else this.#samples.push({ at, done })
    while (this.#samples.length > 2 && at - (this.#samples[0]?.at ?? at) > windowMs) this.#samples.shift()
  }

  /** Items a second over the window; null before two seconds have passed. */
  perSecond(): number | null {
    const first = this.#samples[0]
    const last = this.#samples.at(-1)
    if (first === undefined || last === undefined || last.at - first.at < steadyAfterMs) return null
    return ((last.done - first.done) * 1000) / (last.at - first.at)
  }

  /** Milliseconds until `remaining` more are done; null while the rate is unknown or nothing moves. */
  etaMs(remaining: number): number | null {
    const rate = this.perSecond()
    return rate === null || rate <= 0 ? null : (remaining * 1000) / rate
  }
}
