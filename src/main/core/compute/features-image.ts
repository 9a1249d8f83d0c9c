import { ownModels } from '../../../shared/domain/embedding.ts'
import { embedPicture } from '../fingerprint/embedding/picture-embedding.ts'
import { toGrey } from '../fingerprint/image/grey.ts'
import { packPoints } from '../fingerprint/image/points/pack.ts'
import { picturePoints } from '../fingerprint/image/points/points.ts'
import { decodeImage } from '../media/image/decode.ts'
import { imageFailure } from '../media/image/image-failure.ts'
import { readMetadataFields } from '../media/image/metadata.ts'
import { picturePointsMethod } from './feature-methods.ts'
import { imageIscc } from './image-iscc.ts'
import type { FeaturesRequest, FeaturesResult } from './tasks.ts'
import { readUnchanged } from './unchanged-file.ts'

/**
 * What a picture has besides its fingerprint, from one more decoding: its points, its ISCC, and what it is like. The file must be the one
 * intake saw: otherwise the Failure is CHANGED_WHILE_READING, or VANISHED.
 */
export async function imageFeatures(request: FeaturesRequest, signal: AbortSignal): Promise<FeaturesResult> {
  try {
    return await readUnchanged(request, signal, () => readFeatures(request, signal))
  } catch (thrown) {
    signal.throwIfAborted()
    throw imageFailure(thrown, request.path)
  }
}

async function readFeatures({ path, methods }: FeaturesRequest, signal: AbortSignal): Promise<FeaturesResult> {
  const wanted = new Set(methods)
  const decoded = await decodeImage(path)
  signal.throwIfAborted()
  const grey = toGrey(decoded.picture)
  const points = wanted.has(picturePointsMethod.method) ? picturePoints(grey) : null
  const vector = wanted.has('embedding') ? embedPicture(decoded.picture) : null
  const iscc = wanted.has('iscc')
    ? await imageIscc(path, { grey, fields: readMetadataFields(decoded.blocks) }, signal)
    : null
  return {
    features: points === null ? [] : [{ ...picturePointsMethod, bytes: packPoints(points) }],
    ...(vector === null ? {} : { embedding: { model: ownModels.picture, vector } }),
    ...(iscc === null ? {} : { iscc }),
  }
}
