import type { AssetStatus } from '../../../shared/contract/library.ts'
import { AssetId, VersionId } from '../../../shared/domain/ids.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import type { ReadStore, WriteStore } from './handles.ts'
import { deleteEmbeddings } from './embeddings.ts'
import { deleteFeatures } from './features.ts'
import { deleteFrameStrips } from './frame-strips.ts'
import { deleteMatches } from './matches.ts'
import { indexAsset, unindexAsset } from './search-index.ts'
import { deleteThumbnails } from './thumbnails.ts'
import { titleKey } from './title-key.ts'

// Works. A title is written together with its key and its search row, so only here.

export type NewAsset = {
  assetId: AssetId
  versionId: VersionId
  title: string
  kind: MediaKind
  status: AssetStatus
  at: number
}

export type Asset = {
  assetId: AssetId
  title: string
  kind: MediaKind
  status: AssetStatus
  currentVersionId: VersionId
  createdAt: number
  trashedAt: number | null
}

type AssetRow = {
  id: string
  title: string
  kind: MediaKind
  status: AssetStatus
  current_version_id: string
  created_at: number
  trashed_at: number | null
}

/** The work with its search row. Its current version may be inserted later in the same transaction. */
export function insertAsset(write: WriteStore, asset: NewAsset): void {
  const key = titleKey(asset.title)
  const { lastInsertRowid } = write
    .command(
      `INSERT INTO asset (id, title, title_key, kind, status, current_version_id, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(asset.assetId, asset.title, key, asset.kind, asset.status, asset.versionId, asset.at, asset.at)
  write.command('INSERT INTO asset_fts (rowid, title) VALUES (?, ?)').run(lastInsertRowid, key)
}

export function findAsset(read: ReadStore, assetId: AssetId): Asset | undefined {
  const row = read
    .query<AssetRow>(
      'SELECT id, title, kind, status, current_version_id, created_at, trashed_at FROM asset WHERE id = ?',
    )
    .get(assetId)
  return row === undefined
    ? undefined
    : {
        assetId: AssetId.parse(row.id),
        title: row.title,
        kind: row.kind,
        status: row.status,
        currentVersionId: VersionId.parse(row.current_version_id),
        createdAt: row.created_at,
        trashedAt: row.trashed_at,
      }
}

/** Whether any work was ever added and not purged. */
export function hasAssets(read: ReadStore): boolean {
  return read.query<{ one: number }>('SELECT 1 AS one FROM asset LIMIT 1').get() !== undefined
}

/** Of the work whose current version this is; what happens to an older one says nothing about the work. */
export function setStatusOfCurrent(write: WriteStore, versionId: VersionId, status: AssetStatus, at: number): void {
  write.command('UPDATE asset SET status = ?, updated_at = ? WHERE current_version_id = ?').run(status, at, versionId)
}

/** Makes another version the current one. Returns whether the work exists. */
export function setCurrentVersion(write: WriteStore, assetId: AssetId, versionId: VersionId, at: number): boolean {
  const { changes } = write
    .command('UPDATE asset SET current_version_id = ?, updated_at = ? WHERE id = ?')
    .run(versionId, at, assetId)
  if (changes === 0) return false
  indexAsset(write, assetId)
  return true
}

/** Title, key and search row together. Returns whether the work exists. */
export function setAssetTitle(write: WriteStore, assetId: AssetId, title: string, at: number): boolean {
  const key = titleKey(title)
  const changed = write
    .returning<{ row: number }>('UPDATE asset SET title = ?, title_key = ?, updated_at = ? WHERE id = ? RETURNING row')
    .get(title, key, at, assetId)
  if (changed === undefined) return false
  write.command('UPDATE asset_fts SET title = ? WHERE rowid = ?').run(key, changed.row)
  return true
}

/** Into the trash. Returns whether the work exists and was not there already. */
export function trashAsset(write: WriteStore, assetId: AssetId, at: number): boolean {
  return (
    write
      .command('UPDATE asset SET trashed_at = ?, updated_at = ? WHERE id = ? AND trashed_at IS NULL')
      .run(at, at, assetId).changes === 1
  )
}

/** Out of the trash. Returns whether the work was in it. */
export function untrashAsset(write: WriteStore, assetId: AssetId, at: number): boolean {
  return (
    write
      .command('UPDATE asset SET trashed_at = NULL, updated_at = ? WHERE id = ? AND trashed_at IS NOT NULL')
      .run(at, assetId).changes === 1
  )
}

/** Works that went into the trash before `before`, oldest first. */
export function assetsTrashedBefore(read: ReadStore, before: number, limit: number): AssetId[] {
  return read
    .query<{ id: string }>(
      'SELECT id FROM asset INDEXED BY asset_trash WHERE trashed_at < ? ORDER BY trashed_at, row LIMIT ?',
    )
    .all(before, limit)
    .map((row) => AssetId.parse(row.id))
}

/** Every row about the work but its custody events, which stay for ever. */
export function deleteAsset(write: WriteStore, assetId: AssetId): void {
  const versions = 'SELECT id FROM version WHERE asset_id = ?'
  deleteThumbnails(write, assetId)
  deleteFeatures(write, assetId)
  deleteMatches(write, assetId)
  unindexAsset(write, assetId)
  for (const table of ['asset_tag', 'collection_item']) {
    write.command(`DELETE FROM ${table} WHERE asset_row = (SELECT row FROM asset WHERE id = ?)`).run(assetId)
  }
  deleteEmbeddings(write, assetId)
  deleteFrameStrips(write, assetId)
  // A scan must not bring back what a person has removed.
  write
    .command(
      `INSERT OR IGNORE INTO left_out (path, at)
       SELECT path, last_seen_at FROM location WHERE asset_id = ? AND folder_id IS NOT NULL`,
    )
    .run(assetId)
  write.command(`DELETE FROM fingerprint WHERE version_id IN (${versions})`).run(assetId)
  write.command('DELETE FROM location WHERE asset_id = ?').run(assetId)
  write.command('DELETE FROM asset_fts WHERE rowid = (SELECT row FROM asset WHERE id = ?)').run(assetId)
  // Both references are deferred: the two may go in either order.
  write.command('DELETE FROM version WHERE asset_id = ?').run(assetId)
  write.command('DELETE FROM asset WHERE id = ?').run(assetId)
}
