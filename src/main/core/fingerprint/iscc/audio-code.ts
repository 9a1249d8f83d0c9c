import { contentType, encodeUnit, mainType } from './codec.ts'
import { simhash } from './simhash.ts'

// The Audio-Code of ISO 24138: SimHash over Chromaprint words, of all of them, of quarters in time and of thirds by value.

/** Parts as equal as can be in order; the first ones take one more. */
function divide<T>(items: readonly T[], count: number): T[][] {
  const size = Math.floor(items.length / count)
  const larger = items.length % count
  let at = 0
  return Array.from({ length: count }, (_, i) => {
    const start = at
    at += size + (i < larger ? 1 : 0)
    return items.slice(start, at)
  })
}

function bytesOf(word: number): Uint8Array {
  const out = new Uint8Array(4)
  new DataView(out.buffer).setInt32(0, word)
  return out
}

/** 32 bytes from Chromaprint words, signed or unsigned; zeros when there are none. */
export function audioDigest(words: ArrayLike<number>): Uint8Array {
  const out = new Uint8Array(32)
  const inOrder = Array.from(words, (word) => word | 0)
  if (inOrder.length === 0) return out
  const byValue = [...inOrder].sort((left, right) => left - right)
  const parts = [inOrder, ...divide(inOrder, 4), ...divide(byValue, 3)]
  for (const [i, part] of parts.entries()) if (part.length > 0) out.set(simhash(part.map(bytesOf)), 4 * i)
  return out
}

/** The unit of a Chromaprint (algorithm 2, whole length, uncompressed words), 64 bits unless told. */
export function audioCode(words: ArrayLike<number>, bits = 64): string {
  return encodeUnit(mainType.content, contentType.audio, bits, audioDigest(words))
}
