import type { Sharp } from 'sharp'
import type { Picture } from '../../../../../../src/main/core/fingerprint/image/picture.ts'

/** All pixels of a picture as the hashes take them. */
export async function pixelsOf(image: Sharp): Promise<Picture> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, channels: info.channels, samples: new Uint8Array(data) }
}
