import type { AssetId, VersionId } from '../../../shared/domain/ids.ts'
import type { Thumbnail } from '../compute/tasks.ts'
import { readingCache, writingCache } from './cache-access.ts'
import type { ReadStore, WriteStore } from './handles.ts'

// Thumbnails live in cache.db and can be made again.

type ThumbnailRow = { media_type: Thumbnail['mediaType']; width: number; height: number; bytes: Uint8Array }

export function putThumbnail(write: WriteStore, versionId: VersionId, thumbnail: Thumbnail): void {
  writingCache(write, () => {
    write
      .command(
        'INSERT OR REPLACE INTO cache.thumbnail (version_id, media_type, width, height, bytes) VALUES (?, ?, ?, ?, ?)',
      )
      .run(versionId, thumbnail.mediaType, thumbnail.width, thumbnail.height, thumbnail.bytes)
  })
}

/** Those of all versions of a work. */
export function deleteThumbnails(write: WriteStore, assetId: AssetId): void {
  writingCache(write, () => {
    write
      .command('DELETE FROM cache.thumbnail WHERE version_id IN (SELECT id FROM version WHERE asset_id = ?)')
      .run(assetId)
  })
}

export function findThumbnail(read: ReadStore, versionId: VersionId): Thumbnail | null {
  return readingCache(read, null, () => {
    const row = read
      .query<ThumbnailRow>('SELECT media_type, width, height, bytes FROM cache.thumbnail WHERE version_id = ?')
      .get(versionId)
    return row === undefined
      ? null
      : { mediaType: row.media_type, width: row.width, height: row.height, bytes: row.bytes }
  })
}

/** Which of the versions have one. */
export function versionsWithThumbnail(read: ReadStore, versionIds: readonly string[]): Set<string> {
  return readingCache(read, new Set<string>(), () => {
    const rows = read
      .query<{ version_id: string }>(
        'SELECT version_id FROM cache.thumbnail WHERE version_id IN (SELECT value FROM json_each(?))',
      )
      .all(JSON.stringify(versionIds))
    return new Set(rows.map((row) => row.version_id))
  })
}

export type WithoutThumbnail = { assetId: AssetId; versionId: VersionId; title: string }

/** Pictures whose thumbnail is gone with a damaged cache and whose file is there to draw it from; by version id, after one. */
export function picturesWithoutThumbnail(read: ReadStore, after: string, limit: number): WithoutThumbnail[] {
  return readingCache(read, [], () =>
    read
      .query<WithoutThumbnail>(
        `SELECT version.asset_id AS assetId, version.id AS versionId, asset.title
         FROM version JOIN asset ON asset.current_version_id = version.id
         WHERE version.id > ? AND version.kind = 'image' AND version.fingerprint_state = 'complete' AND asset.trashed_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM cache.thumbnail WHERE version_id = version.id)
           AND EXISTS (SELECT 1 FROM location WHERE location.version_id = version.id AND location.status = 'present')
         ORDER BY version.id LIMIT ?`,
      )
      .all(after, limit),
  )
}
