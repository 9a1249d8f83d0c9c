import sharp, { type SharpOptions } from 'sharp'
import { decodersChosen, onceInProcess } from './once-in-process.ts'

// The one room in which sharp is set up: one thread a picture (the pool is the parallelism), no cache between pictures, and only
// the decoders of accepted kinds. What calls itself .png and is SVG or PDF inside never reaches its parser.

sharp.concurrency(1)
sharp.cache(false)
// All threads share what is blocked. A thread that started later would block, for a moment, what others are decoding with.
onceInProcess(decodersChosen, () => {
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: [
      'VipsForeignLoadJpeg',
      'VipsForeignLoadPng',
      'VipsForeignLoadWebp',
      'VipsForeignLoadTiff',
      'VipsForeignLoadNsgif',
      'VipsForeignLoadHeif',
    ],
  })
})

/** Largest picture that is decoded: 16,383 × 16,383, about 268 megapixels. */
export const maxPixels = 0x3fff * 0x3fff

/** How a file is opened: its first frame, in one pass from the top, and an error where data is missing. */
export const openOptions = {
  failOn: 'truncated',
  limitInputPixels: maxPixels,
  sequentialRead: true,
} as const satisfies SharpOptions

export { sharp }
