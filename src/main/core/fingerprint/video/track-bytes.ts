import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { descriptorBytes } from '../image/points/describe.ts'
import { type FilmKey, type FilmTrack, gridCells } from './film-track.ts'

// A film's track as it is stored, numbers lowest byte first: the number of keys (4 bytes); each key's second (4), the width and height of
// its frame (2 and 2) and the number of its points (1), then for each point x and y as 65,535ths of the frame (2 and 2), level (1),
// direction (1) and description (32); then the cells, each less what it was a sample before, by DEFLATE (RFC 1951).

const keyHead = 9
const pointBytes = 6 + descriptorBytes
const whole = 65_535

export function packTrack({ cells, keys }: FilmTrack): Uint8Array {
  const changes = new Uint8Array(cells.length)
  for (let i = 0; i < cells.length; i++)
    changes[i] = (cells[i] ?? 0) - (i < gridCells ? 0 : (cells[i - gridCells] ?? 0))
  const packed = deflateRawSync(changes)
  const length = keys.reduce((sum, { points }) => sum + keyHead + points.count * pointBytes, 4)
  const bytes = new Uint8Array(length + packed.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, keys.length, true)
  let at = 4
  for (const { seconds, points } of keys) {
    const { width, height, count } = points
    view.setUint32(at, seconds, true)
    view.setUint16(at + 4, Math.round(width), true)
    view.setUint16(at + 6, Math.round(height), true)
    bytes[at + 8] = count
    at += keyHead
    for (let point = 0; point < count; point++, at += pointBytes) {
      view.setUint16(at, share(points.x[point], width), true)
      view.setUint16(at + 2, share(points.y[point], height), true)
      bytes[at + 4] = points.level[point] ?? 0
      bytes[at + 5] = points.direction[point] ?? 0
      bytes.set(points.descriptions.subarray(point * descriptorBytes, (point + 1) * descriptorBytes), at + 6)
    }
  }
  bytes.set(packed, length)
  return bytes
}

function share(place = 0, size: number): number {
  return Math.min(whole, Math.max(0, Math.round((place / size) * whole)))
}

/** Throws a RangeError where the bytes end early. */
export function unpackTrack(bytes: Uint8Array): FilmTrack {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const keys: FilmKey[] = []
  let at = 4
  for (let left = view.getUint32(0, true); left > 0; left--) {
    const seconds = view.getUint32(at, true)
    const [width, height, count] = [view.getUint16(at + 4, true), view.getUint16(at + 6, true), view.getUint8(at + 8)]
    at += keyHead
    const points = {
      ...{ width, height, count },
      ...{ x: new Float32Array(count), y: new Float32Array(count) },
      ...{ level: new Uint8Array(count), direction: new Uint8Array(count) },
      descriptions: new Uint8Array(count * descriptorBytes),
    }
    for (let point = 0; point < count; point++, at += pointBytes) {
      points.x[point] = (view.getUint16(at, true) / whole) * width
      points.y[point] = (view.getUint16(at + 2, true) / whole) * height
      points.level[point] = view.getUint8(at + 4)
      points.direction[point] = view.getUint8(at + 5)
      points.descriptions.set(bytes.subarray(at + 6, at + pointBytes), point * descriptorBytes)
    }
    keys.push({ seconds, points })
  }
  return { cells: inflated(bytes.subarray(at)), keys }
}

function inflated(packed: Uint8Array): Uint8Array {
  let changes: Uint8Array
  try {
    changes = inflateRawSync(packed)
  } catch (cause) {
    throw new RangeError('not the cells of a film', { cause })
  }
  const cells = new Uint8Array(changes)
  for (let i = gridCells; i < cells.length; i++) cells[i] = (cells[i] ?? 0) + (cells[i - gridCells] ?? 0)
  return cells
}
