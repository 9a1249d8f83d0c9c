import { toHex } from './hash.ts'

/** A UUIDv7 (RFC 9562 §5.7) of a moment; the 16 bytes of `random` are its random part and are written over. */
export function uuid7(milliseconds: number, random: Uint8Array): string {
  const view = new DataView(random.buffer, random.byteOffset, 16)
  view.setUint16(0, Math.floor(milliseconds / 0x1_0000_0000))
  view.setUint32(2, milliseconds % 0x1_0000_0000)
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f))
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f))
  const hex = toHex(random.subarray(0, 16))
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
