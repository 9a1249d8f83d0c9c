import { ownModels } from '../../../shared/domain/embedding.ts'
import { embedPicture } from '../fingerprint/embedding/picture-embedding.ts'
import { toGrey } from '../fingerprint/image/grey.ts'
import { decodeImage } from '../media/image/decode.ts'
import { readMetadataFields } from '../media/image/metadata.ts'
import { imageIscc } from './image-iscc.ts'
import type { FeaturesRequest, FeaturesResult } from './tasks.ts'
import { readUnchanged } from './unchanged-file.ts'

/** What a picture has besides its fingerprint, from one more decoding: its ISCC, and what it is like. */
export async function imageFeatures(request: FeaturesRequest, signal: AbortSignal): Promise<FeaturesResult> {
  const { path, methods } = request
  const wanted = new Set(methods)
  return readUnchanged(request, signal, async () => {
    const decoded = await decodeImage(path)
    signal.throwIfAborted()
    const vector = wanted.has('embedding') ? embedPicture(decoded.picture) : null
    const iscc = wanted.has('iscc')
      ? await imageIscc(path, { grey: toGrey(decoded.picture), fields: readMetadataFields(decoded.blocks) }, signal)
      : null
    return {
      features: [],
      ...(vector === null ? {} : { embedding: { model: ownModels.picture, vector } }),
      ...(iscc === null ? {} : { iscc }),
    }
  })
}
