/**
 * Charikar's SimHash over digests of one length, as ISO 24138 has it: a bit is set where it is set in at least half of the digests.
 * Throws a RangeError without a digest, or where their lengths differ.
 */
export function simhash(digests: readonly Uint8Array[]): Uint8Array {
  const [first] = digests
  if (first === undefined) throw new RangeError('SimHash needs a digest')
  const counts = new Uint32Array(first.length * 8)
  for (const digest of digests) {
    if (digest.length !== first.length) throw new RangeError('SimHash needs digests of one length')
    for (let bit = 0; bit < counts.length; bit++) {
      counts[bit] = (counts[bit] ?? 0) + (((digest[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1)
    }
  }
  const out = new Uint8Array(first.length)
  for (const [bit, count] of counts.entries()) {
    if (2 * count >= digests.length) out[bit >> 3] = (out[bit >> 3] ?? 0) | (1 << (7 - (bit & 7)))
  }
  return out
}
