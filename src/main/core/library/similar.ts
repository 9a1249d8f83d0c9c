import { Failure } from '../../../shared/contract/errors.ts'
import type { SimilarWorks } from '../../../shared/contract/library.ts'
import { type EmbeddingModel, ownModels, paidModels } from '../../../shared/domain/embedding.ts'
import type { AssetId } from '../../../shared/domain/ids.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import { findAsset } from '../store/assets.ts'
import { hasEmbedding, nearestTo } from '../store/embeddings.ts'
import type { ReadStore } from '../store/handles.ts'
import { summariesOf } from './summary.ts'

// What else in the library is like a work. Likeness is no proof of copying: that is what matches are for.

/** Distances beyond which works are mostly not alike; docs/fingerprints/embeddings.md says how they were found. */
const furthest: Readonly<Record<string, number>> = {
  [ownModels.picture.name]: 0.2,
  [ownModels.sound.name]: 0.25,
  [ownModels.text.name]: 0.6,
  // Taken from what is published about it: decision 0101.
  [paidModels.text.name]: 0.6,
}

/** The models that may know a work of a kind, the best first. */
const modelsOf: Readonly<Record<MediaKind, readonly EmbeddingModel[]>> = {
  image: [ownModels.picture],
  video: [ownModels.picture],
  audio: [ownModels.sound],
  text: [paidModels.text, ownModels.text],
}

/** The nearest works by the best model that knows this one; no model and no works while none does. Fails with NOT_FOUND. */
export function similarWorks(read: ReadStore, assetId: AssetId, limit: number): SimilarWorks {
  const asset = findAsset(read, assetId)
  if (asset === undefined) throw new Failure('NOT_FOUND', 'This work is not in the library any more.')
  const versionId = asset.currentVersionId
  const model = modelsOf[asset.kind].find((each) => hasEmbedding(read, versionId, each)) ?? null
  if (model === null) return { model, items: [] }
  const near = nearestTo(read, versionId, model, { limit, maxDistance: furthest[model.name] ?? 0 })
  const works = summariesOf(
    read,
    near.map((each) => each.assetId),
  )
  const items = near.flatMap(({ assetId: id, distance }) => {
    const found = works.get(id)
    return found === undefined ? [] : [{ asset: found, distance }]
  })
  return { model, items }
}
