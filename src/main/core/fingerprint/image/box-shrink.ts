import { assertFilled, type GreyPlane, type Picture } from './picture.ts'
import { clearBench } from './simd/bench.ts'

/** The usual case of a photo. */
function halve(plane: GreyPlane): GreyPlane {
  const width = plane.width >> 1
  const height = plane.height >> 1
  if (width < 1 || height < 1) throw new RangeError(`${plane.width} × ${plane.height} can't be halved`)
  const bench = clearBench()
  const from = bench.put(plane.samples)
  const to = bench.take(width * height)
  bench.run('halveGrey', from, plane.width, to, width, height)
  return { width, height, samples: bench.bytes(to, width * height).slice() }
}

/**
 * The plane with each `factor` × `factor` square averaged into one sample; what does not fill a square at the right and lower edge is
 * left out. A factor of 1 returns the plane itself. Throws a RangeError when a side is shorter than the factor.
 */
export function boxShrink(plane: GreyPlane, factor: number): GreyPlane {
  assertFilled(plane, 1)
  if (factor === 1) return plane
  if (factor === 2) return halve(plane)
  const width = Math.floor(plane.width / factor)
  const height = Math.floor(plane.height / factor)
  if (width < 1 || height < 1) throw new RangeError(`${plane.width} × ${plane.height} can't be shrunk by ${factor}`)
  const source = plane.samples
  const samples = new Uint8Array(width * height)
  const area = factor * factor
  const sums = new Int32Array(width)
  for (let y = 0; y < height; y++) {
    sums.fill(area >> 1)
    for (let dy = 0; dy < factor; dy++) {
      let at = (y * factor + dy) * plane.width
      for (let x = 0; x < width; x++) {
        let sum = sums[x] ?? 0
        for (let dx = 0; dx < factor; dx++) sum += source[at++] ?? 0
        sums[x] = sum
      }
    }
    const start = y * width
    for (let x = 0; x < width; x++) samples[start + x] = (sums[x] ?? 0) / area
  }
  return { width, height, samples }
}

/** Rows of the result at a time, so that what is read stays in the processor's cache. */
const rowsAtOnce = 32

/**
 * An RGB picture with each 2 × 2 square averaged; an odd last row or column is left out. Throws a RangeError for other channels or
 * when a side is shorter than 2.
 */
export function halveRgb(picture: Picture): Picture {
  assertFilled(picture, picture.channels)
  if (picture.channels !== 3) throw new RangeError(`${picture.channels} channels are not RGB`)
  const width = picture.width >> 1
  const height = picture.height >> 1
  if (width < 1 || height < 1) throw new RangeError(`${picture.width} × ${picture.height} can't be halved`)
  const samples = new Uint8Array(width * height * 3)
  const pitch = picture.width * 3
  const bench = clearBench()
  const room = Math.min(rowsAtOnce, height)
  const from = bench.take(2 * room * pitch)
  const to = bench.take(room * width * 3)
  const [source, target] = [bench.bytes(from, 2 * room * pitch), bench.bytes(to, room * width * 3)]
  for (let y = 0; y < height; y += room) {
    const rows = Math.min(room, height - y)
    source.set(picture.samples.subarray(2 * y * pitch, 2 * (y + rows) * pitch))
    bench.run('halveRgb', from, pitch, to, width, rows)
    samples.set(target.subarray(0, rows * width * 3), y * width * 3)
  }
  return { width, height, channels: 3, samples }
}
