import { basename } from 'node:path'
import { Failure } from '../../../shared/contract/errors.ts'
import type { ImageFingerprint, Quality } from '../../../shared/domain/fingerprint.ts'
import { toHex } from '../../../shared/domain/hash.ts'
import { toGrey } from '../fingerprint/image/grey.ts'
import { hashPlane, imageHashes } from '../fingerprint/image/image-hashes.ts'
import type { GreyPlane, Picture } from '../fingerprint/image/picture.ts'
import { imageQuality } from '../fingerprint/image/quality.ts'
import { type DecodedImage, decodeImage } from '../media/image/decode.ts'
import { imageFailure } from '../media/image/image-failure.ts'
import { readMetadataFields } from '../media/image/metadata.ts'
import { makeThumbnail } from '../media/image/thumbnail.ts'
import { imageIscc } from './image-iscc.ts'
import type { FingerprintRequest, FingerprintResult, Thumbnail } from './tasks.ts'
import { readUnchanged } from './unchanged-file.ts'

export type ImageReading = {
  image: ImageFingerprint
  iscc: string | null
  quality: Quality
  notes: string[]
  thumbnail: Thumbnail
}

/** Bits a pixel that a lossy format needs for a picture without visible damage; formats that are not named count as lossless. */
const goodBitsPerPixel: Readonly<Record<string, number>> = { jpeg: 2, webp: 1.2, heif: 0.8 }

function compressionOf(
  { format, original, frames }: DecodedImage,
  bytes: number,
): { bitsPerPixel: number; good: number } | null {
  const good = goodBitsPerPixel[format]
  if (good === undefined) return null
  return { bitsPerPixel: (8 * bytes) / (original.width * original.height * frames), good }
}

/** A plane that was allocated anew for each photo would cost its page faults each time; that of a giant is not kept. */
const keptSamples = 4_000_000
let greyMemory = new Uint8Array(0)

/** Valid until the next call: to be used up before anything is awaited. */
function passingGrey(picture: Picture): GreyPlane {
  const count = picture.width * picture.height
  if (count > keptSamples) return toGrey(picture)
  if (greyMemory.length < count) greyMemory = new Uint8Array(count)
  return toGrey(picture, greyMemory)
}

/**
 * Everything about one picture file, from a single decoding: hashes, metadata, quality, thumbnail. `bytes` is the file's size.
 * Does not check that the file stays the same meanwhile. Throws a Failure that names the file.
 */
export async function readImage(
  path: string,
  bytes: number,
  signal?: AbortSignal,
  withIscc = false,
): Promise<ImageReading> {
  if (bytes === 0) {
    throw new Failure('EMPTY_FILE', `“${basename(path)}” is empty. Save it again from the program that made it.`, {
      path,
    })
  }
  const decoded = await decodeImage(path)
  signal?.throwIfAborted()
  const { original, picture, frames } = decoded
  // The thumbnail is encoded on sharp's own thread while this one hashes.
  const thumbnail = makeThumbnail(picture)
  const grey = passingGrey(picture)
  const plane = hashPlane(grey, original)
  const image: ImageFingerprint = {
    ...original,
    ...imageHashes(picture, grey, plane, original),
    colourSpace: decoded.colourSpace,
    frames,
    hasAlpha: decoded.hasAlpha,
    exif: readMetadataFields(decoded.blocks),
  }
  const quality = imageQuality({ size: original, plane, compression: compressionOf(decoded, bytes) })
  const notes = frames > 1 ? [`The picture moves: the first of its ${frames} frames was fingerprinted.`] : []
  const iscc = withIscc ? await imageIscc(path, { grey, fields: image.exif }, signal) : null
  return { image, iscc, quality, notes, thumbnail: await thumbnail }
}

/**
 * The fingerprint of an image that intake has hashed. The file must be the one intake saw, before and after: otherwise the Failure is
 * CHANGED_WHILE_READING, or VANISHED, whatever a decoder made of the mixture.
 */
export async function fingerprintImage(request: FingerprintRequest, signal: AbortSignal): Promise<FingerprintResult> {
  const started = performance.now()
  const { path, bytes, mediaType, sha256 } = request
  try {
    const reading = await readUnchanged(request, signal, () => readImage(path, bytes, signal, request.withIscc))
    const { image, iscc, quality, notes, thumbnail } = reading
    return {
      fingerprint: {
        sha256: toHex(sha256),
        bytes,
        mediaType,
        kind: 'image',
        ...(iscc === null ? {} : { iscc }),
        processingMs: performance.now() - started,
        quality,
        ...(notes.length === 0 ? {} : { notes }),
        image,
      },
      thumbnail,
    }
  } catch (thrown) {
    signal.throwIfAborted()
    throw imageFailure(thrown, path)
  }
}
