// The binary form of an MPEG-7 video signature (ISO/IEC 15938-3:2002/Amd 4:2010, VideoSignatureType), as far as its frames are concerned.

const values = 380
const valuesInByte = 5
/** Bits of a segment's five bags of words. */
const bagBits = 5 * 243

/** Big-endian bits from the start of `bytes`. Throws a RangeError beyond the end. */
function bitReader(bytes: Uint8Array): { read(bits: number): number; skip(bits: number): void } {
  let at = 0
  return {
    read(bits) {
      if (at + bits > 8 * bytes.length) throw new RangeError('the video signature is cut off')
      let value = 0
      for (let i = 0; i < bits; i++, at++) value = 2 * value + (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1)
      return value
    },
    skip(bits) {
      at += bits
    },
  }
}

/**
 * The signatures of all frames, 380 values 0–2 each; five ternary values lie in each byte, the first the most significant. Throws a
 * RangeError for what is cut off or is compressed, which ffmpeg never writes.
 */
export function readFrameSignatures(bytes: Uint8Array): Uint8Array[] {
  const { read, skip } = bitReader(bytes)
  if (read(32) !== 1) throw new RangeError('a video signature of one region was expected')
  // The region's corners and its first frame.
  skip(1 + 4 * 16 + 32)
  const frames = read(32)
  // The unit of time.
  skip(16)
  if (read(1) === 1) skip(64)
  const segments = read(32)
  for (let i = 0; i < segments; i++) {
    skip(64)
    if (read(1) === 1) skip(64)
    skip(bagBits)
  }
  if (read(1) === 1) throw new RangeError('a compressed video signature')
  const found: Uint8Array[] = []
  for (let i = 0; i < frames; i++) {
    if (read(1) === 1) skip(32)
    // Its confidence and its five words.
    skip(8 + 5 * 8)
    const signature = new Uint8Array(values)
    for (let first = 0; first < values; first += valuesInByte) {
      let packed = read(8)
      for (let j = valuesInByte - 1; j >= 0; j--, packed = Math.floor(packed / 3)) signature[first + j] = packed % 3
    }
    found.push(signature)
  }
  return found
}
