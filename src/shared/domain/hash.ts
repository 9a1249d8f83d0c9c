import { z } from 'zod'

// Hashes cross every border as lower-case hex with bit 1 first; inside the store they are BLOBs.
export const Sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)
export const Hash64Hex = z.string().regex(/^[0-9a-f]{16}$/)
export const Hash256Hex = z.string().regex(/^[0-9a-f]{64}$/)

/** Lower-case hex of the bytes, two digits each, in order. */
export function toHex(bytes: Uint8Array): string {
  let out = ''
  for (const byte of bytes) out += byte.toString(16).padStart(2, '0')
  return out
}

/** Bytes of a hex string. Throws a RangeError on odd length or a digit that is not hex. */
export function fromHex(hex: string): Uint8Array {
  if (hex.length % 2 !== 0 || /[^0-9a-f]/i.test(hex)) throw new RangeError(`not a hex string: ${hex.slice(0, 80)}`)
  const out = new Uint8Array(hex.length / 2)
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16)
  return out
}
