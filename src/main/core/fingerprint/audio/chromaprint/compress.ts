// The compressed form that fpcalc prints and AcoustID takes: four bytes of head, the distances between the bits that changed from word
// to word in 3 bits each (0 ends a word, 7 means "7 and more"), then what is over 7 in 5 bits each, all as URL-safe Base64.

/** Number by which the compressed form names algorithm 2. */
export const algorithm2 = 1

const maxNormal = 7

/** Values of `width` bits one after another, lowest bit first, into bytes: an hour of sound has a hundred thousand of them. */
function createPacker(width: number): { push(value: number): void; bytes(): Uint8Array } {
  let packed = new Uint8Array(4096)
  let at = 0
  return {
    push(value) {
      const place = at >> 3
      if (place + 2 > packed.length) {
        const wider = new Uint8Array(2 * packed.length)
        wider.set(packed)
        packed = wider
      }
      const shifted = value << (at & 7)
      packed[place] = (packed[place] ?? 0) | (shifted & 255)
      if (shifted > 255) packed[place + 1] = shifted >> 8
      at += width
    },
    bytes: () => packed.subarray(0, Math.ceil(at / 8)),
  }
}

function* unpackBits(bytes: Uint8Array, width: number): Generator<number> {
  for (let at = 0; at + width <= bytes.length * 8; at += width) {
    const pair = (bytes[at >> 3] ?? 0) | ((bytes[(at >> 3) + 1] ?? 0) << 8)
    yield (pair >> (at & 7)) & ((1 << width) - 1)
  }
}

/** The bytes of the compressed form. At most 2²⁴ − 1 words. */
export function compressWords(words: Uint32Array, algorithm: number = algorithm2): Uint8Array {
  const normal = createPacker(3)
  const exceptional = createPacker(5)
  let before = 0
  for (const word of words) {
    let last = 0
    let changed = (word ^ before) >>> 0
    for (let bit = 1; changed !== 0; bit++, changed >>>= 1) {
      if ((changed & 1) === 0) continue
      const distance = bit - last
      normal.push(Math.min(distance, maxNormal))
      if (distance >= maxNormal) exceptional.push(distance - maxNormal)
      last = bit
    }
    normal.push(0)
    before = word
  }
  const packed = [normal.bytes(), exceptional.bytes()] as const
  const out = new Uint8Array(4 + packed[0].length + packed[1].length)
  out.set([algorithm & 255, (words.length >> 16) & 255, (words.length >> 8) & 255, words.length & 255])
  out.set(packed[0], 4)
  out.set(packed[1], 4 + packed[0].length)
  return out
}

/** The inverse; null when the bytes are not a compressed fingerprint. */
export function decompressWords(bytes: Uint8Array): { algorithm: number; words: Uint32Array } | null {
  if (bytes.length < 4) return null
  const [algorithm = 0, high = 0, middle = 0, low = 0] = bytes
  const count = (high << 16) | (middle << 8) | low
  // A word takes 3 bits at least: a count beyond that is made up, and must not size an array.
  if (count * 3 > (bytes.length - 4) * 8) return null
  const normal: number[] = []
  let ends = 0
  for (const value of unpackBits(bytes.subarray(4), 3)) {
    if (ends === count) break
    normal.push(value)
    if (value === 0) ends++
  }
  if (ends < count) return null
  const overflow = unpackBits(bytes.subarray(4 + Math.ceil((normal.length * 3) / 8)), 5)
  const words = new Uint32Array(count)
  let index = 0
  let bit = 0
  let word = 0
  for (const value of normal) {
    if (value === 0) {
      words[index++] = word >>> 0
      bit = 0
      continue
    }
    let distance = value
    if (value === maxNormal) {
      const next = overflow.next()
      if (next.done === true) return null
      distance += next.value
    }
    bit += distance
    if (bit > 32) return null
    word ^= 1 << (bit - 1)
  }
  return { algorithm, words }
}

/** As fpcalc prints it: URL-safe Base64 without padding. */
export function encodeChromaprint(words: Uint32Array, algorithm: number = algorithm2): string {
  return Buffer.from(compressWords(words, algorithm)).toString('base64url')
}

/** The inverse; null for anything else. */
export function decodeChromaprint(text: string): { algorithm: number; words: Uint32Array } | null {
  if (!/^[\w-]*$/.test(text)) return null
  return decompressWords(Buffer.from(text, 'base64url'))
}
