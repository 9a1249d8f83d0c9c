import { contentType, encodeUnit, mainType } from './codec.ts'
import { pairs } from './video-pairs.ts'

// The Video-Code of ISO 24138: winner-takes-all (Yagnik et al. 2011) over the sum of all different MPEG-7 frame signatures.

const signatureLength = 380

/**
 * 32 bytes from frame signatures of 380 values 0–2 (ffmpeg's `signature` filter at 5 frames a second); equal ones count once.
 * Throws a RangeError without a frame, or for a signature of another length.
 */
export function videoDigest(signatures: Iterable<ArrayLike<number>>): Uint8Array {
  const sums = new Float64Array(signatureLength)
  const seen = new Set<string>()
  for (const signature of signatures) {
    if (signature.length !== signatureLength)
      throw new RangeError(`a frame signature has 380 values, not ${signature.length}`)
    const values = Array.from(signature)
    const key = values.join(',')
    if (seen.has(key)) continue
    seen.add(key)
    for (const [i, value] of values.entries()) sums[i] = (sums[i] ?? 0) + value
  }
  if (seen.size === 0) throw new RangeError('a Video-Code needs a frame')
  const out = new Uint8Array(32)
  for (let bit = 0; bit < 256; bit++) {
    const left = sums[pairs[2 * bit] ?? 0] ?? 0
    const right = sums[pairs[2 * bit + 1] ?? 0] ?? 0
    if (right > left) out[bit >> 3] = (out[bit >> 3] ?? 0) | (1 << (7 - (bit & 7)))
  }
  return out
}

/** The unit of a film's frame signatures, 64 bits unless told. */
export function videoCode(signatures: Iterable<ArrayLike<number>>, bits = 64): string {
  return encodeUnit(mainType.content, contentType.video, bits, videoDigest(signatures))
}
