import { toHex } from '../../../../shared/domain/hash.ts'
import { averageHash } from './average-hash.ts'
import { boxShrink } from './box-shrink.ts'
import { differenceHash } from './difference-hash.ts'
import { pdqBits, pdqTerms } from './pdq.ts'
import { perceptualHash } from './perceptual-hash.ts'
import type { GreyPlane, Picture, Size } from './picture.ts'
import { waveletHash } from './wavelet-hash.ts'

export type ImageHashes = {
  phash: string
  ahash: string
  dhash: string
  whash: string
  pdq: string
  /** 0–100. */
  pdqQuality: number
}

/** Up to this many pixels of the original nothing is averaged beforehand, and all hashes equal their references. */
export const exactUpToPixels = 1_500_000

/**
 * The plane that the four 64-bit hashes and the quality score look at: `grey` itself for originals of up to 1.5 megapixels, beyond that
 * `grey` averaged in squares until its longer side is under 1000 (a strip keeps 8 pixels on its shorter one).
 */
export function hashPlane(grey: GreyPlane, original: Size): GreyPlane {
  if (original.width * original.height <= exactUpToPixels) return grey
  const wanted = Math.floor(Math.max(grey.width, grey.height) / 500)
  return boxShrink(grey, Math.max(1, Math.min(wanted, Math.floor(Math.min(grey.width, grey.height) / 8))))
}

/**
 * All five hashes of a picture as lower-case hex. `grey` is the picture after `toGrey`, `plane` that after `hashPlane`, `original` the
 * picture's size before it was shrunk while decoding.
 */
export function imageHashes(picture: Picture, grey: GreyPlane, plane: GreyPlane, original: Size): ImageHashes {
  const whole = original.width === picture.width && original.height === picture.height
  const { terms, quality } = whole ? pdqTerms(picture) : pdqTerms(picture, { original, grey })
  return {
    phash: perceptualHash(plane),
    ahash: averageHash(plane),
    dhash: differenceHash(plane),
    whash: waveletHash(plane),
    pdq: toHex(pdqBits(terms)),
    pdqQuality: quality,
  }
}
