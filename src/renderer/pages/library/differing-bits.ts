/** Bits in which two hashes of one length differ, given as hex digits. */
export function differingBits(one: string, other: string): number {
  let bits = 0
  for (let i = 0; i < one.length; i++) {
    let different = Number.parseInt(one[i] ?? '0', 16) ^ Number.parseInt(other[i] ?? '0', 16)
    while (different > 0) {
      bits += different & 1
      different >>= 1
    }
  }
  return bits
}
