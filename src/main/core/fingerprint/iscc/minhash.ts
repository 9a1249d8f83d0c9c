import { a, b } from './minhash-constants.ts'

// MinHash as ISO 24138 has it, over 32-bit features: the least value of ((a·f + b) mod 2^64 mod (2^61 − 1)) mod 2^32 for 64 pairs (a, b).
// The value is the low word of a·f + b, and up to seven more from the high word: a low word above the least value so far, and not near
// the end of its range, needs no high word. Where it does, the product is put together from 16-bit halves.

/** From here on seven more could come round to zero. */
const nearEnd = 0xfffffff8

const count = 64
const aLow = a.low
const bLow = b.low

/** ((a·feature + b) mod 2^64 mod (2^61 − 1)) mod 2^32 for pair `i`. */
function valueOf(i: number, feature: number): number {
  const low16 = feature & 0xffff
  const high16 = feature >>> 16
  const aLow16 = (aLow[i] ?? 0) & 0xffff
  const aHigh16 = (aLow[i] ?? 0) >>> 16
  // aLow × feature to 64 bits; no sum of a 32-bit product and 16 bits exceeds 32 bits.
  const bottom = Math.imul(aLow16, low16)
  const middle = (Math.imul(aHigh16, low16) + (bottom >>> 16)) | 0
  const middle2 = (Math.imul(aLow16, high16) + (middle & 0xffff)) | 0
  const carried = (Math.imul(aHigh16, high16) + (middle >>> 16) + (middle2 >>> 16)) | 0
  const productLow = ((middle2 << 16) | (bottom & 0xffff)) >>> 0
  // Then + a's high half × feature, + b; what exceeds 2^64 falls away.
  const sumLow = productLow + ((bLow[i] ?? 0) >>> 0)
  const carry = sumLow > 0xffffffff ? 1 : 0
  const high = (carried + Math.imul(a.high[i] ?? 0, feature) + (b.high[i] ?? 0) + carry) | 0
  // Modulo 2^61 − 1: the three bits above come in again at the bottom.
  const folded = (sumLow >>> 0) + (high >>> 29)
  const wraps = (high & 0x1fffffff) === 0x1fffffff && folded >= 0xffffffff
  return (wraps ? folded - 0xffffffff : folded) >>> 0
}

export class MinHash64 {
  readonly #least = new Uint32Array(count).fill(0xffffffff)
  #empty = true

  /** `feature` is an unsigned 32-bit number. */
  add(feature: number): void {
    this.#empty = false
    const least = this.#least
    for (let i = 0; i < count; i++) {
      const low = (Math.imul(aLow[i] ?? 0, feature) + (bLow[i] ?? 0)) >>> 0
      if (low > (least[i] ?? 0) && low < nearEnd) continue
      const value = valueOf(i, feature)
      if (value < (least[i] ?? 0)) least[i] = value
    }
  }

  /**
   * The 256-bit digest: the lowest bits of the 64 values, then their second, third and fourth bits, highest first in each byte.
   * Throws a RangeError when nothing was added.
   */
  digest(): Uint8Array {
    if (this.#empty) throw new RangeError('MinHash needs a feature')
    const out = new Uint8Array(32)
    for (let bit = 0; bit < 256; bit++) {
      const set = ((this.#least[bit % count] ?? 0) >>> Math.floor(bit / count)) & 1
      out[bit >> 3] = (out[bit >> 3] ?? 0) | (set << (7 - (bit & 7)))
    }
    return out
  }
}
