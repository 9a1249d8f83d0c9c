import { toHex } from '../../../../shared/domain/hash.ts'

const hexDigits = '0123456789abcdef'

/** Lower-case hex of the answers 0..count-1, the first as the highest bit of the first digit. `count` is a multiple of 4. */
export function hexOfBits(count: number, isSet: (index: number) => boolean): string {
  let out = ''
  for (let at = 0; at < count; at += 4) {
    const digit = (isSet(at) ? 8 : 0) | (isSet(at + 1) ? 4 : 0) | (isSet(at + 2) ? 2 : 0) | (isSet(at + 3) ? 1 : 0)
    out += hexDigits.charAt(digit)
  }
  return out
}

/** Number of bits in which two hashes of the same length differ. Throws a RangeError when the lengths differ. */
export function hammingDistance(left: Uint8Array, right: Uint8Array): number {
  if (left.length !== right.length) {
    throw new RangeError(`hashes of different length: ${toHex(left)} and ${toHex(right)}`)
  }
  let distance = 0
  for (let i = 0; i < left.length; i++) {
    let different = (left[i] ?? 0) ^ (right[i] ?? 0)
    for (; different !== 0; different &= different - 1) distance++
  }
  return distance
}

/** The median of numpy: of an even count, the mean of the middle two. The input is left as it is. */
export function median(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort()
  const half = sorted.length >> 1
  const upper = sorted[half] ?? Number.NaN
  if (sorted.length % 2 === 1) return upper
  return ((sorted[half - 1] ?? Number.NaN) + upper) / 2
}
