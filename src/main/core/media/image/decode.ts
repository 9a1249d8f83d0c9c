import type { Metadata } from 'sharp'
import { flatten } from '../../fingerprint/image/flatten.ts'
import { exactUpToPixels } from '../../fingerprint/image/image-hashes.ts'
import type { Picture, Size } from '../../fingerprint/image/picture.ts'
import { iccProfileName } from './icc-name.ts'
import { imageFailure } from './image-failure.ts'
import { openOptions, sharp } from './sharp-setup.ts'

export type DecodedImage = {
  /** Size of the original, upright. */
  original: Size
  /** Upright sRGB pixels without alpha, shrunk while decoding by `shrink` where the original is large. */
  picture: Picture
  /** The container's own name: jpeg, png, webp, gif, tiff, heif. */
  format: string
  /** Name of the embedded profile, or of the plain colour model. */
  colourSpace: string
  /** Frames of an animation of which the first was decoded; 1 for a still picture. */
  frames: number
  hasAlpha: boolean
  /** Raw metadata blocks as the container holds them. */
  blocks: { exif: Uint8Array | null; iptc: Uint8Array | null; xmp: Uint8Array | null }
}

const longSideAtLeast = 1000
const shortSideAtLeast = 8

/** The power of two by which a picture over 1.5 megapixels is shrunk: as far as its longer side keeps 1000 pixels and its shorter one 8. */
export function shrinkFor({ width, height }: Size): number {
  if (width * height <= exactUpToPixels) return 1
  const long = Math.max(width, height)
  const short = Math.min(width, height)
  let shrink = 1
  while (long / (2 * shrink) >= longSideAtLeast && short / (2 * shrink) >= shortSideAtLeast) shrink *= 2
  return shrink
}

const plainSpaces: Readonly<Record<string, string>> = {
  srgb: 'sRGB',
  rgb: 'RGB',
  rgb16: 'sRGB',
  scrgb: 'scRGB',
  'b-w': 'grey',
  grey16: 'grey',
  cmyk: 'CMYK',
  lab: 'Lab',
}

/** JPEG frames carry no count, TIFF pages are no animation: only the animated formats count. */
function framesOf({ format, pages }: Metadata): number {
  return format === 'gif' || format === 'webp' ? Math.max(1, pages ?? 1) : 1
}

/**
 * Decodes a picture once, for everything that is computed from it: first frame, upright by its EXIF orientation, in 8-bit sRGB by its
 * embedded profile, alpha laid on a contrasting ground.
 * Throws a Failure: TOO_MANY_PIXELS before any pixel is decoded, CORRUPT_MEDIA for truncated or damaged files, UNSUPPORTED_TYPE,
 * UNREADABLE or VANISHED.
 */
export async function decodeImage(path: string): Promise<DecodedImage> {
  try {
    const metadata = await sharp(path, openOptions).metadata()
    const profile = metadata.icc === undefined ? null : iccProfileName(metadata.icc)
    const original = { width: metadata.autoOrient.width, height: metadata.autoOrient.height }
    return {
      original,
      picture: flatten(await decodePixels(path, original, metadata, profile)),
      format: metadata.format,
      colourSpace: profile ?? plainSpaces[metadata.space] ?? metadata.space,
      frames: framesOf(metadata),
      hasAlpha: metadata.hasAlpha,
      blocks: { exif: metadata.exif ?? null, iptc: metadata.iptc ?? null, xmp: metadata.xmp ?? null },
    }
  } catch (thrown) {
    throw imageFailure(thrown, path)
  }
}

async function decodePixels(
  path: string,
  original: Size,
  metadata: Metadata,
  profile: string | null,
): Promise<Picture> {
  // Converting sRGB to sRGB would cost as much as decoding and change nothing.
  const ignoreIcc = profile !== null && /^s ?rgb/i.test(profile)
  let pipeline = sharp(path, { ...openOptions, ignoreIcc })
  if ((metadata.orientation ?? 1) > 1) pipeline = pipeline.autoOrient()
  const shrink = shrinkFor(original)
  if (shrink > 1) {
    const width = Math.ceil(original.width / shrink)
    const height = Math.ceil(original.height / shrink)
    // JPEG and WebP arrive at this size while decoding; the others are filtered, cubic being closest to the references in trials.
    pipeline = pipeline.resize(width, height, { fit: 'fill', kernel: 'cubic' })
  }
  const { data, info } = await pipeline
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  return { width, height, channels, samples: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
}
