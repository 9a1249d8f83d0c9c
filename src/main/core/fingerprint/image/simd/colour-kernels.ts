import * as wasm from './assembler.ts'
import { f32x4, i16x8, i32x4, kernel, loopWhile, seq, set, step, u8x16, v128, zero } from './assembler.ts'

// From interleaved samples to brightness, 4 pixels at a time.

/** A shuffle with zero as its right side: `picks` as whole numbers of `bytes` bytes. */
function widened(picks: readonly number[], bytes: number): number[] {
  return picks.flatMap((pick) => [pick, ...Array.from({ length: bytes - 1 }, () => 16)])
}

const fourPixels = (channels: number) => [0, 1, 2, 3].map((pixel) => pixel * channels)

/**
 * greyOf3, greyOf4 (from, to, count): brightness in Pillow's fixed point, see `toGrey`. The weight of green does not fit 16 bits, so
 * half of it goes with red and half with blue. Writes a multiple of 16 samples.
 */
function greyKernel(channels: 3 | 4) {
  const starts = fourPixels(channels)
  const redGreen = widened(
    starts.flatMap((at) => [at, at + 1]),
    2,
  )
  const greenBlue = widened(
    starts.flatMap((at) => [at + 1, at + 2]),
    2,
  )
  const redGreenWeights = i16x8.of([0, 1, 2, 3].flatMap(() => [19595, 19235]))
  const greenBlueWeights = i16x8.of([0, 1, 2, 3].flatMap(() => [19235, 7471]))
  return kernel(`greyOf${channels}`, ['from', 'to', 'count'], ({ from, to, count }, local) => {
    const end = local('i32')
    const pixels = local('v128')
    const greys = [local('v128'), local('v128'), local('v128'), local('v128')] as const
    const four = (index: number, grey: (typeof greys)[number]) =>
      seq(
        set(pixels, v128.load(from, 4 * index * channels)),
        set(
          grey,
          i32x4.shiftRight(
            i32x4.add(
              i32x4.add(
                i32x4.dot(v128.shuffle(pixels, zero, redGreen), redGreenWeights),
                i32x4.dot(v128.shuffle(pixels, zero, greenBlue), greenBlueWeights),
              ),
              i32x4.of([0x8000, 0x8000, 0x8000, 0x8000]),
            ),
            16,
          ),
        ),
      )
    return seq(
      set(end, wasm.add(to, count)),
      loopWhile(
        wasm.lessUnsigned(to, end),
        ...greys.map((grey, index) => four(index, grey)),
        v128.store(to, u8x16.narrowI16(i16x8.narrowI32(greys[0], greys[1]), i16x8.narrowI32(greys[2], greys[3]))),
        step(from, 16 * channels),
        step(to, 16),
      ),
    )
  })
}

const luma = [0.299, 0.587, 0.114] as const

/** lumaOf1, lumaOf3, lumaOf4 (from, to, count): PDQ's luma in single precision, a multiple of 4. Grey is taken as it is. */
function lumaKernel(channels: 1 | 3 | 4) {
  return kernel(`lumaOf${channels}`, ['from', 'to', 'count'], ({ from, to, count }, local) => {
    const end = local('i32')
    const pixels = local('v128')
    const plane = (colour: number) =>
      f32x4.ofI32(
        v128.shuffle(
          pixels,
          zero,
          widened(
            fourPixels(channels).map((at) => at + colour),
            4,
          ),
        ),
      )
    const weighted = (colour: 0 | 1 | 2) => {
      const weight = luma[colour]
      return f32x4.mul(plane(colour), f32x4.of([weight, weight, weight, weight]))
    }
    const value = channels === 1 ? plane(0) : f32x4.add(f32x4.add(weighted(0), weighted(1)), weighted(2))
    return seq(
      set(end, wasm.add(to, wasm.mul(count, 4))),
      loopWhile(
        wasm.lessUnsigned(to, end),
        set(pixels, channels === 1 ? v128.loadU32(from) : v128.load(from)),
        v128.store(to, value),
        step(from, 4 * channels),
        step(to, 16),
      ),
    )
  })
}

/** pickPixels (row, offsets, to, count, channels): pixels at byte offsets, moved together. Writes up to 3 bytes too many. */
const pickPixels = kernel(
  'pickPixels',
  ['row', 'offsets', 'to', 'count', 'channels'],
  ({ row, offsets, to, count, channels }, local) => {
    const end = local('i32')
    return seq(
      set(end, wasm.add(offsets, wasm.mul(count, 4))),
      loopWhile(
        wasm.lessUnsigned(offsets, end),
        wasm.storeI32(to, wasm.loadI32(wasm.add(row, wasm.loadI32(offsets)))),
        step(offsets, 4),
        step(to, channels),
      ),
    )
  },
)

/** halveGrey (from, pitch, to, width, height): squares of 2 × 2 averaged; width and height are those of the result. */
const halveGrey = kernel('halveGrey', ['from', 'pitch', 'to', 'width', 'height'], (given, local) => {
  const { from, pitch, to, width, height } = given
  const at = local('i32')
  const upper = local('i32')
  const sum = i16x8.add(
    i16x8.add(i16x8.pairsOfU8(v128.load(upper)), i16x8.pairsOfU8(v128.load(wasm.add(upper, pitch)))),
    i16x8.of([2, 2, 2, 2, 2, 2, 2, 2]),
  )
  return loopWhile(
    height,
    set(at, 0),
    set(upper, from),
    loopWhile(
      wasm.lessUnsigned(at, width),
      v128.storeLow64(wasm.add(to, at), u8x16.narrowI16(i16x8.shiftRight(sum, 2), zero)),
      step(at, 8),
      step(upper, 16),
    ),
    step(from, wasm.mul(pitch, 2)),
    step(to, width),
    step(height, -1),
  )
})

/** halveRgb (from, pitch, to, width, height): the same of RGB; pitch in bytes, width in pixels of the result. */
const halveRgb = kernel('halveRgb', ['from', 'pitch', 'to', 'width', 'height'], (given, local) => {
  const { from, pitch, to, width, height } = given
  const at = local('i32')
  const upper = local('i32')
  const [first, second, low, high] = [local('v128'), local('v128'), local('v128'), local('v128')]
  // 8 pixels are 24 bytes: one load of the first 16, one of the last 16.
  const bytes = (pixels: readonly number[]) => [
    ...pixels.flatMap((pixel) => [0, 1, 2].map((c) => (3 * pixel + c < 16 ? 3 * pixel + c : 3 * pixel + c + 8))),
    ...[0, 0, 0, 0],
  ]
  const sums = (begin: boolean) => {
    const parts = [bytes([0, 2, 4, 6]), bytes([1, 3, 5, 7])].flatMap((picks, index) => {
      const pixels = v128.shuffle(first, second, picks)
      if (begin && index === 0) return [set(low, i16x8.lowOfU8(pixels)), set(high, i16x8.highOfU8(pixels))]
      return [set(low, i16x8.add(low, i16x8.lowOfU8(pixels))), set(high, i16x8.add(high, i16x8.highOfU8(pixels)))]
    })
    return seq(...parts)
  }
  const quarter = (sum: wasm.Value) => i16x8.shiftRight(i16x8.add(sum, i16x8.of([2, 2, 2, 2, 2, 2, 2, 2])), 2)
  return loopWhile(
    height,
    set(at, 0),
    set(upper, from),
    loopWhile(
      wasm.lessUnsigned(at, wasm.mul(width, 3)),
      set(first, v128.load(upper)),
      set(second, v128.load(upper, 8)),
      sums(true),
      set(first, v128.load(wasm.add(upper, pitch))),
      set(second, v128.load(wasm.add(upper, pitch), 8)),
      sums(false),
      v128.store(wasm.add(to, at), u8x16.narrowI16(quarter(low), quarter(high))),
      step(at, 12),
      step(upper, 24),
    ),
    step(from, wasm.mul(pitch, 2)),
    step(to, wasm.mul(width, 3)),
    step(height, -1),
  )
})

export const colourKernels = [
  greyKernel(3),
  greyKernel(4),
  lumaKernel(1),
  lumaKernel(3),
  lumaKernel(4),
  pickPixels,
  halveGrey,
  halveRgb,
]
