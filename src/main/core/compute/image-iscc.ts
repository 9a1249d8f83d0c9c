import type { MetadataFields } from '../../../shared/domain/fingerprint.ts'
import type { GreyPlane } from '../fingerprint/image/picture.ts'
import { imagePixels } from '../fingerprint/iscc/image-pixels.ts'
import { isccOfImage } from '../fingerprint/iscc/iscc.ts'
import { fileCodes } from './file-codes.ts'

/** Names that a picture may carry, the one meant for people first. */
const titleFields = ['Title', 'title', 'ObjectName', 'Object Name', 'Headline', 'XPTitle', 'DocumentName'] as const

/** The ISCC of a picture file from its upright grey plane, which is looked at before this waits for anything, and its metadata. */
export async function imageIscc(
  path: string,
  { grey, fields }: { grey: GreyPlane; fields: MetadataFields },
  signal?: AbortSignal,
): Promise<string> {
  const pixels = imagePixels(grey)
  const title = titleFields.map((name) => fields[name]).find((value) => typeof value === 'string')
  return isccOfImage({ ...(await fileCodes(path, typeof title === 'string' ? title : null, signal)), pixels })
}
