import type { Thumbnail } from '../../compute/tasks.ts'
import type { WaveformPicture } from '../../fingerprint/audio/waveform-picture.ts'
import { openOptions, sharp } from '../image/sharp-setup.ts'
import { thumbnailSide } from '../image/thumbnail.ts'

/** The picture that came with the sound; null when it can't be decoded. */
export async function coverThumbnail(cover: Uint8Array): Promise<Thumbnail | null> {
  try {
    const { data, info } = await sharp(cover, openOptions)
      .autoOrient()
      .resize(thumbnailSide, thumbnailSide, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#f4f1ea' })
      .webp({ quality: 80 })
      .toBuffer({ resolveWithObject: true })
    return { mediaType: 'image/webp', width: info.width, height: info.height, bytes: new Uint8Array(data) }
  } catch {
    // Damaged covers are common and say nothing about the sound: the waveform takes its place.
    return null
  }
}

export async function waveformThumbnail({ width, height, samples }: WaveformPicture): Promise<Thumbnail> {
  const { data } = await sharp(samples, { raw: { width, height, channels: 3 } })
    .webp({ quality: 80 })
    .toBuffer({ resolveWithObject: true })
  return { mediaType: 'image/webp', width, height, bytes: new Uint8Array(data) }
}
