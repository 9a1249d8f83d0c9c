import { randomFillSync } from 'node:crypto'

export type NewId = () => string

/**
 * UUIDv7 (RFC 9562 §5.7) that strictly grows within one generator, also when the clock stands still or steps back
 * (§6.2, method 1: a 12-bit counter in rand_a, seeded in its lower half; when it runs over, the time is moved on by 1 ms).
 * `random` fills the array it is given; tests hand in their own.
 */
export function createIdGenerator(
  now: () => number,
  random: (bytes: Uint8Array) => Uint8Array = (bytes) => randomFillSync(bytes),
): NewId {
  const bytes = new Uint8Array(16)
  const view = new DataView(bytes.buffer)
  let lastMs = -1
  let counter = 0

  return () => {
    const ms = now()
    random(bytes)
    if (ms > lastMs) {
      lastMs = ms
      counter = view.getUint16(6) & 0x7ff
    } else if (++counter > 0xfff) {
      lastMs++
      counter = view.getUint16(6) & 0x7ff
    }
    view.setUint16(0, Math.floor(lastMs / 0x1_0000_0000))
    view.setUint32(2, lastMs % 0x1_0000_0000)
    view.setUint16(6, 0x7000 | counter)
    view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f))
    const hex = Buffer.from(bytes.buffer).toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
}
