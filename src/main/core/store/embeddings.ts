import { AssetId, VersionId } from '../../../shared/domain/ids.ts'
import type { Embedding } from '../compute/tasks.ts'
import type { EmbeddingModel } from '../../../shared/domain/embedding.ts'
import { readingCache, writingCache } from './cache-access.ts'
import type { ReadStore, WriteStore } from './handles.ts'

// Vectors of versions. Those of the program's own models lie in cache.db, those of a provider in library.db: they were paid for.

const tableOf = ({ provider }: EmbeddingModel): 'cache.embedding' | 'main.embedding' =>
  provider === null ? 'cache.embedding' : 'main.embedding'

function bytesOf(vector: Float32Array): Uint8Array {
  const bytes = new Uint8Array(4 * vector.length)
  const view = new DataView(bytes.buffer)
  for (const [i, value] of vector.entries()) view.setFloat32(4 * i, value, true)
  return bytes
}

/** A model's later answer replaces the one before. Throws a RangeError for a vector of another length than the model's. */
export function putEmbedding(write: WriteStore, versionId: VersionId, { model, vector }: Embedding): void {
  if (vector.length !== model.dimensions)
    throw new RangeError(`${model.name} has ${model.dimensions} dimensions, not ${vector.length}`)
  const put = () =>
    write
      .command(
        `INSERT OR REPLACE INTO ${tableOf(model)} (model, model_version, version_id, dimensions, vector) VALUES (?, ?, ?, ?, ?)`,
      )
      .run(model.name, model.version, versionId, model.dimensions, bytesOf(vector))
  if (model.provider === null) writingCache(write, () => void put())
  else put()
}

/** Those of all versions of a work. */
export function deleteEmbeddings(write: WriteStore, assetId: AssetId): void {
  const versions = 'SELECT id FROM version WHERE asset_id = ?'
  write.command(`DELETE FROM main.embedding WHERE version_id IN (${versions})`).run(assetId)
  writingCache(write, () => {
    write.command(`DELETE FROM cache.embedding WHERE version_id IN (${versions})`).run(assetId)
  })
}

const fromModel = <T>(read: ReadStore, model: EmbeddingModel, instead: T, work: () => T): T =>
  model.provider === null ? readingCache(read, instead, work) : work()

export function hasEmbedding(read: ReadStore, versionId: VersionId, model: EmbeddingModel): boolean {
  return fromModel(read, model, false, () => {
    const found = read
      .query<{ one: number }>(
        `SELECT 1 AS one FROM ${tableOf(model)} WHERE model = ? AND model_version = ? AND version_id = ?`,
      )
      .get(model.name, model.version, versionId)
    return found !== undefined
  })
}

export type TextWithout = { versionId: VersionId; assetId: AssetId }

/** Current versions of texts that a provider's model has no vector of, and whose file is there; by version id, after one. Works in the trash wait. */
export function textsWithoutEmbedding(
  read: ReadStore,
  model: EmbeddingModel,
  after: string,
  limit: number,
): TextWithout[] {
  return read
    .query<{ versionId: string; assetId: string }>(
      `SELECT version.id AS versionId, asset.id AS assetId
       FROM asset JOIN version ON version.id = asset.current_version_id
       WHERE asset.kind = 'text' AND asset.trashed_at IS NULL AND version.id > ? AND version.fingerprint_state = 'complete'
         AND NOT EXISTS (SELECT 1 FROM main.embedding AS known
           WHERE known.model = ? AND known.model_version = ? AND known.version_id = version.id)
         AND EXISTS (SELECT 1 FROM location WHERE location.version_id = version.id AND location.status = 'present')
       ORDER BY version.id LIMIT ?`,
    )
    .all(after, model.name, model.version, limit)
    .map((row) => ({ versionId: VersionId.parse(row.versionId), assetId: AssetId.parse(row.assetId) }))
}

export type Nearest = { assetId: AssetId; versionId: VersionId; distance: number }

/**
 * The works whose current version lies nearest to the given one by a model, nearest first, at most `limit`, none further than
 * `maxDistance` (1 − cosine). Exact. Empty when the model has no vector of this version. Works in the trash are left out.
 */
export function nearestTo(
  read: ReadStore,
  versionId: VersionId,
  model: EmbeddingModel,
  { limit, maxDistance }: { limit: number; maxDistance: number },
): Nearest[] {
  return fromModel<Nearest[]>(read, model, [], () => {
    // Distances alone first: a look at each work's state for every vector would cost more than the distances do.
    const rows = read.query<{ id: string; asset_id: string | null; distance: number }>(
      `SELECT near.version_id AS id, asset.id AS asset_id, near.distance
       FROM (
         SELECT other.version_id, vec_distance_cosine(other.vector, own.vector) AS distance
         FROM ${tableOf(model)} AS own JOIN ${tableOf(model)} AS other
           ON other.model = own.model AND other.model_version = own.model_version AND other.version_id <> own.version_id
         WHERE own.model = ? AND own.model_version = ? AND own.version_id = ?
         ORDER BY 2 LIMIT ?
       ) AS near
       LEFT JOIN asset ON asset.current_version_id = near.version_id AND asset.trashed_at IS NULL
       ORDER BY near.distance`,
    )
    for (let asked = 2 * limit + 16; ; asked *= 8) {
      const found = rows.all(model.name, model.version, versionId, asked)
      const near = found.filter(({ distance }) => distance !== null && distance <= maxDistance)
      const works = near.flatMap(({ id, asset_id, distance }) =>
        asset_id === null
          ? []
          : [{ assetId: AssetId.parse(asset_id), versionId: VersionId.parse(id), distance: Math.max(0, distance) }],
      )
      if (works.length >= limit || near.length < asked) return works.slice(0, limit)
    }
  })
}
