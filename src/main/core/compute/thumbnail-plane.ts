import type { GreyPlane } from '../fingerprint/image/picture.ts'
import { toGrey } from '../fingerprint/image/grey.ts'
import type { WorkPrint } from '../match/tasks.ts'
import { sharp } from '../media/image/sharp-setup.ts'

/** A work's thumbnail in grey; null where there is none that can be read: it is made anew some day. */
export async function thumbnailPlane({ thumbnail }: Pick<WorkPrint, 'thumbnail'>): Promise<GreyPlane | null> {
  if (thumbnail === undefined || thumbnail === null) return null
  try {
    const { data, info } = await sharp(thumbnail)
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = info
    return toGrey({ width, height, channels, samples: new Uint8Array(data) })
  } catch {
    return null
  }
}
