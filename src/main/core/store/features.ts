import { AssetId, VersionId } from '../../../shared/domain/ids.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import type { Feature, FeatureMethod } from '../compute/tasks.ts'
import { readingCache, writingCache } from './cache-access.ts'
import type { ReadStore, WriteStore } from './handles.ts'

// What copies of a version are found by, one row for each method. In cache.db: rebuildable from the file.

/** A method's later answer replaces the one before. Stores nothing when the version is gone; returns whether it is there. */
export function putFeatures(write: WriteStore, versionId: VersionId, features: readonly Feature[]): boolean {
  const known = write.query<{ one: number }>('SELECT 1 AS one FROM version WHERE id = ?').get(versionId)
  if (known === undefined) return false
  writingCache(write, () => {
    for (const { method, version, bytes } of features) {
      write
        .command('INSERT OR REPLACE INTO cache.feature (version_id, method, method_version, bytes) VALUES (?, ?, ?, ?)')
        .run(versionId, method, version, bytes)
    }
  })
  return true
}

/** What a method of this very version found; null when it has not looked yet, empty when it found nothing to go by. */
export function findFeature(
  read: ReadStore,
  versionId: VersionId,
  { method, version }: FeatureMethod,
): Uint8Array | null {
  return readingCache(read, null, () => {
    const row = read
      .query<{ bytes: Uint8Array }>(
        'SELECT bytes FROM cache.feature WHERE version_id = ? AND method = ? AND method_version = ?',
      )
      .get(versionId, method, version)
    return row?.bytes ?? null
  })
}

/** Those of the methods whose answer about a version is not stored. */
export function methodsMissing(
  read: ReadStore,
  versionId: VersionId,
  methods: readonly FeatureMethod[],
): FeatureMethod[] {
  // A damaged cache takes nothing in, so nothing is worked out for it.
  return readingCache<FeatureMethod[]>(read, [], () => {
    const stored = read
      .query<{ method: string; version: number }>(
        'SELECT method, method_version AS version FROM cache.feature WHERE version_id = ?',
      )
      .all(versionId)
    return methods.filter(
      ({ method, version }) => !stored.some((row) => row.method === method && row.version === version),
    )
  })
}

/** All versions' answers of one method, in no order. Read it to its end. Versions in the trash are among them. */
export function* allFeatures(
  read: ReadStore,
  { method, version }: FeatureMethod,
): Generator<{ versionId: VersionId; assetId: AssetId; bytes: Uint8Array }, void, void> {
  if (read.cacheHealth.damaged) return
  const rows = read.query<{ id: string; asset_id: string; bytes: Uint8Array }>(
    `SELECT version.id, version.asset_id, feature.bytes FROM cache.feature JOIN version ON version.id = feature.version_id
     WHERE feature.method = ? AND feature.method_version = ? AND length(feature.bytes) > 0`,
  )
  for (const { id, asset_id, bytes } of rows.iterate(method, version)) {
    yield { versionId: VersionId.parse(id), assetId: AssetId.parse(asset_id), bytes }
  }
}

/** Those of all versions of a work. */
export function deleteFeatures(write: WriteStore, assetId: AssetId): void {
  writingCache(write, () => {
    write
      .command('DELETE FROM cache.feature WHERE version_id IN (SELECT id FROM version WHERE asset_id = ?)')
      .run(assetId)
  })
}

export type WithoutFeatures = { assetId: AssetId; versionId: VersionId; title: string; kind: MediaKind }

/**
 * Fingerprinted versions of a kind that lack an answer of one of the methods and whose file is there to ask; by version id, after one.
 * Works in the trash wait until they are taken out of it.
 */
export function versionsWithoutFeatures(
  read: ReadStore,
  asked: { kind: MediaKind; methods: readonly FeatureMethod[]; after: string; limit: number },
): WithoutFeatures[] {
  const { kind, methods, after, limit } = asked
  if (methods.length === 0) return []
  return readingCache<WithoutFeatures[]>(read, [], () =>
    read
      .query<WithoutFeatures>(
        `SELECT version.asset_id AS assetId, version.id AS versionId, asset.title, version.kind
         FROM version JOIN asset ON asset.id = version.asset_id
         WHERE version.id > ? AND version.kind = ? AND version.fingerprint_state = 'complete' AND asset.trashed_at IS NULL
           AND EXISTS (SELECT 1 FROM json_each(?) AS wanted WHERE NOT EXISTS
             (SELECT 1 FROM cache.feature WHERE feature.version_id = version.id
               AND feature.method = wanted.value ->> 'method' AND feature.method_version = wanted.value ->> 'version'))
           AND EXISTS (SELECT 1 FROM location WHERE location.version_id = version.id AND location.status = 'present')
         ORDER BY version.id LIMIT ?`,
      )
      .all(after, kind, JSON.stringify(methods), limit),
  )
}
