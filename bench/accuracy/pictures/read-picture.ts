import { toGrey } from '../../../src/main/core/fingerprint/image/grey.ts'
import type { GreyPlane } from '../../../src/main/core/fingerprint/image/picture.ts'
import { decodeImage } from '../../../src/main/core/media/image/decode.ts'
import { makeThumbnail } from '../../../src/main/core/media/image/thumbnail.ts'
import { openOptions, sharp } from '../../../src/main/core/media/image/sharp-setup.ts'
import type { Copy } from './transformations.ts'

/** A file as the program reads it, and what it is shown by. */
export async function readPicture(
  path: string,
): Promise<{ grey: GreyPlane; thumbnail: Uint8Array; width: number; height: number }> {
  const { picture, original } = await decodeImage(path)
  const { bytes } = await makeThumbnail(picture)
  return { grey: toGrey(picture), thumbnail: bytes, ...original }
}

/** Of a file the program takes; null for others. */
export async function sizeOf(path: string): Promise<{ width: number; height: number } | null> {
  try {
    const { width, height } = await sharp(path, openOptions).metadata()
    return { width, height }
  } catch {
    return null
  }
}

const copySide = 1600

/** The opaque copy that is changed: within 1600 × 1600, never enlarged; transparent works lie on the ground the program lays them on. */
export async function copyOf(path: string): Promise<Copy> {
  const { picture } = await decodeImage(path)
  const { width, height, channels, samples } = picture
  const { data, info } = await sharp(samples, { raw: { width, height, channels } })
    .resize(copySide, copySide, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  if (info.channels === 3) return { width: info.width, height: info.height, rgb: new Uint8Array(data) }
  const rgb = new Uint8Array(info.width * info.height * 3)
  for (let i = 0; i < info.width * info.height; i++) rgb.fill(data[i * info.channels] ?? 0, 3 * i, 3 * i + 3)
  return { width: info.width, height: info.height, rgb }
}
