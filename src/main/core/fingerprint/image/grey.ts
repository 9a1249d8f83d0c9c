import { assertFilled, type GreyPlane, type Picture } from './picture.ts'
import { clearBench } from './simd/bench.ts'

/** Pixels at a time, so that what is read and written stays in the processor's cache. */
const pixelsAtOnce = 32_768

/**
 * The picture's brightness after ITU-R BT.601, in the 16-bit fixed point that Pillow's `convert("L")` uses:
 * (19595 R + 38470 G + 7471 B + 0x8000) >> 16. A grey picture is passed on sample by sample; alpha is left out.
 * `memory`, where given and long enough, is what the plane is written into.
 */
export function toGrey(picture: Picture, memory?: Uint8Array): GreyPlane {
  const { width, height, channels, samples } = picture
  assertFilled(picture, channels)
  if (channels === 1) return { width, height, samples }
  const count = width * height
  const grey = memory !== undefined && memory.length >= count ? memory.subarray(0, count) : new Uint8Array(count)
  if (channels === 2) {
    for (let i = 0; i < count; i++) grey[i] = samples[2 * i] ?? 0
    return { width, height, samples: grey }
  }
  const bench = clearBench()
  const room = Math.min(count, pixelsAtOnce)
  const from = bench.take(room * channels)
  const to = bench.take(room + 16)
  const [pixels, greys] = [bench.bytes(from, room * channels), bench.bytes(to, room)]
  for (let start = 0; start < count; start += room) {
    const end = Math.min(start + room, count)
    pixels.set(samples.subarray(start * channels, end * channels))
    bench.run(channels === 3 ? 'greyOf3' : 'greyOf4', from, to, end - start)
    grey.set(greys.subarray(0, end - start), start)
  }
  return { width, height, samples: grey }
}
