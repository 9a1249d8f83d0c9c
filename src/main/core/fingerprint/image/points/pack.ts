import { pdqBytes } from '../pdq.ts'
import { descriptorBytes } from './describe.ts'
import { mostPoints, type PicturePoints } from './points.ts'

// A picture's points as they are stored, little-endian: format 2, quality of the hash, width, height and count (16 bits each), left, top, width
// and height of what is inside the borders (16 bits each, in 65,535ths of the picture's sides), eight PDQ hashes, then for each point 32 bits of place (x and y in half pixels, 11 bits each; level, 4; direction, 6) and then 32 bytes each.

const format = 2
const headBytes = 16
const hashCount = 8
const placesAt = headBytes + hashCount * pdqBytes

/** At most 16,112 bytes. */
export function packPoints(points: PicturePoints): Uint8Array {
  const { width, height, count, hashQuality } = points
  const descriptionsAt = placesAt + 4 * count
  const bytes = new Uint8Array(descriptionsAt + count * descriptorBytes)
  const view = new DataView(bytes.buffer)
  bytes[0] = format
  bytes[1] = hashQuality
  view.setUint16(2, width, true)
  view.setUint16(4, height, true)
  view.setUint16(6, count, true)
  const { inside } = points
  for (const [i, part] of [inside.left, inside.top, inside.width, inside.height].entries())
    view.setUint16(8 + 2 * i, part, true)
  for (const [i, hash] of points.hashes.entries()) bytes.set(hash, headBytes + i * pdqBytes)
  for (let i = 0; i < count; i++) {
    const [x, y] = [2 * (points.x[i] ?? 0), 2 * (points.y[i] ?? 0)]
    const place = x | (y << 11) | ((points.level[i] ?? 0) << 22) | ((points.direction[i] ?? 0) << 26)
    view.setUint32(placesAt + 4 * i, place >>> 0, true)
  }
  bytes.set(points.descriptions.subarray(0, count * descriptorBytes), descriptionsAt)
  return bytes
}

/** What `packPoints` packed; null for anything else. */
export function unpackPoints(bytes: Uint8Array): PicturePoints | null {
  if (bytes.length < placesAt || bytes[0] !== format) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [width, height, count] = [view.getUint16(2, true), view.getUint16(4, true), view.getUint16(6, true)]
  const descriptionsAt = placesAt + 4 * count
  if (width < 1 || height < 1 || count > mostPoints || bytes.length !== descriptionsAt + count * descriptorBytes)
    return null
  const points: PicturePoints = {
    width,
    height,
    count,
    x: new Float32Array(count),
    y: new Float32Array(count),
    level: new Uint8Array(count),
    direction: new Uint8Array(count),
    descriptions: bytes.slice(descriptionsAt),
    inside: {
      left: view.getUint16(8, true),
      top: view.getUint16(10, true),
      width: view.getUint16(12, true),
      height: view.getUint16(14, true),
    },
    hashes: Array.from({ length: hashCount }, (_, i) => {
      const at = headBytes + i * pdqBytes
      return bytes.slice(at, at + pdqBytes)
    }),
    hashQuality: bytes[1] ?? 0,
  }
  for (let i = 0; i < count; i++) {
    const place = view.getUint32(placesAt + 4 * i, true)
    points.x[i] = (place & 2047) / 2
    points.y[i] = ((place >>> 11) & 2047) / 2
    points.level[i] = (place >>> 22) & 15
    points.direction[i] = place >>> 26
  }
  return points
}
