import { SavedSearch } from '../../../shared/contract/organise.ts'
import { AssetId, CollectionId } from '../../../shared/domain/ids.ts'
import type { ReadStore, WriteStore } from './handles.ts'
import { tagNameKey } from './tags.ts'

// Collections: a tree of names, each filled by hand or by a saved search.

export type StoredCollection = {
  collectionId: CollectionId
  parentId: CollectionId | null
  name: string
  search: SavedSearch | null
  createdAt: number
}
type CollectionRow = { id: string; parent_id: string | null; name: string; search: string | null; created_at: number }

const columns = 'collection.id, collection.parent_id, collection.name, collection.search, collection.created_at'

const toCollection = (row: CollectionRow): StoredCollection => ({
  collectionId: CollectionId.parse(row.id),
  parentId: row.parent_id === null ? null : CollectionId.parse(row.parent_id),
  name: row.name,
  search: row.search === null ? null : SavedSearch.parse(JSON.parse(row.search)),
  createdAt: row.created_at,
})

export function findCollection(read: ReadStore, collectionId: CollectionId): StoredCollection | undefined {
  const row = read.query<CollectionRow>(`SELECT ${columns} FROM collection WHERE id = ?`).get(collectionId)
  return row === undefined ? undefined : toCollection(row)
}

export function collectionsIn(read: ReadStore, parentId: CollectionId): StoredCollection[] {
  return read
    .query<CollectionRow>(`SELECT ${columns} FROM collection WHERE parent_id = ? ORDER BY id`)
    .all(parentId)
    .map(toCollection)
}

/** Puts it as it is given: new, or changed. */
export function putCollection(write: WriteStore, collection: StoredCollection): void {
  const { collectionId, parentId, name, search, createdAt } = collection
  write
    .command(
      `INSERT INTO collection (id, parent_id, name, name_key, search, created_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, name = excluded.name, name_key = excluded.name_key,
         search = excluded.search`,
    )
    .run(collectionId, parentId, name, tagNameKey(name), search === null ? null : JSON.stringify(search), createdAt)
}

/** Empties it, too. The collections in it must have been moved before. */
export function deleteCollection(write: WriteStore, collectionId: CollectionId): void {
  write.command('DELETE FROM collection_item WHERE collection_id = ?').run(collectionId)
  write.command('DELETE FROM collection WHERE id = ?').run(collectionId)
}

const among = 'asset.id IN (SELECT value FROM json_each(?))'

/** Those of the works that are in it itself, or that are not. */
export function worksIn(
  read: ReadStore,
  collectionId: CollectionId,
  assetIds: readonly AssetId[],
  inside: boolean,
): AssetId[] {
  const held = 'EXISTS (SELECT 1 FROM collection_item WHERE collection_id = ? AND asset_row = asset.row)'
  return read
    .column<string>(`SELECT id FROM asset WHERE ${among} AND ${inside ? held : `NOT ${held}`}`)
    .all(JSON.stringify(assetIds), collectionId)
    .map((id) => AssetId.parse(id))
}

export function allIn(read: ReadStore, collectionId: CollectionId): AssetId[] {
  return read
    .column<string>(
      'SELECT asset.id FROM collection_item JOIN asset ON asset.row = collection_item.asset_row WHERE collection_id = ?',
    )
    .all(collectionId)
    .map((id) => AssetId.parse(id))
}

/** Does nothing for a collection that is gone. */
export function setCollected(
  write: WriteStore,
  collectionId: CollectionId,
  assetIds: readonly AssetId[],
  to: boolean,
): void {
  const sql = to
    ? `INSERT OR IGNORE INTO collection_item (collection_id, asset_row)
       SELECT collection.id, asset.row FROM collection, asset WHERE collection.id = ? AND ${among}`
    : `DELETE FROM collection_item WHERE collection_id = ? AND asset_row IN (SELECT row FROM asset WHERE ${among})`
  write.command(sql).run(collectionId, JSON.stringify(assetIds))
}

/** Every collection by name, with the works outside the trash in it and in those beneath it. */
export function listCollections(read: ReadStore): (StoredCollection & { works: number })[] {
  const counts = read
    .query<{ root: string; n: number }>(
      `WITH RECURSIVE beneath (root, id) AS (
         SELECT id, id FROM collection
         UNION SELECT beneath.root, collection.id FROM collection JOIN beneath ON collection.parent_id = beneath.id)
       SELECT beneath.root, count(DISTINCT collection_item.asset_row) AS n
       FROM beneath JOIN collection_item ON collection_item.collection_id = beneath.id
       WHERE NOT EXISTS (SELECT 1 FROM asset WHERE asset.row = collection_item.asset_row AND asset.trashed_at IS NOT NULL)
       GROUP BY beneath.root`,
    )
    .all()
  const works = new Map(counts.map(({ root, n }) => [root, n]))
  return read
    .query<CollectionRow>(`SELECT ${columns} FROM collection ORDER BY name_key, id`)
    .all()
    .map((row) => ({ ...toCollection(row), works: works.get(row.id) ?? 0 }))
}

export function collectionsOfAsset(read: ReadStore, assetId: AssetId): StoredCollection[] {
  return read
    .query<CollectionRow>(
      `SELECT ${columns} FROM asset JOIN collection_item ON collection_item.asset_row = asset.row
       JOIN collection ON collection.id = collection_item.collection_id WHERE asset.id = ? ORDER BY collection.name_key`,
    )
    .all(assetId)
    .map(toCollection)
}
