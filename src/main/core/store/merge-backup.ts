import type { ReadStore, WriteStore } from './handles.ts'

// Rows of a backup that is attached as `backup` and has the library's own schema, added where the library lacks them. Nothing that is
// there is changed: ids, contents and paths that are taken stay with whom they are.

export type MergePlan = {
  /** Works the library does not have, neither by id nor by what they hold, oldest first. */
  assets: string[]
  /** Versions the library lacks of works it has. */
  versions: string[]
}

/** What hangs on a version by its id: its fingerprint, its places, and vectors that were paid for. */
const ofVersions = ['fingerprint', 'fingerprint_data', 'embedding'] as const

const unknownContent = 'NOT EXISTS (SELECT 1 FROM main.version AS here WHERE here.id = b.id OR here.sha256 = b.sha256)'

export function planMerge(write: WriteStore): MergePlan {
  const ids = (sql: string) =>
    write
      .query<{ id: string }>(sql)
      .all()
      .map(({ id }) => id)
  return {
    assets: ids(
      `SELECT a.id FROM backup.asset AS a JOIN backup.version AS b ON b.id = a.current_version_id
       WHERE NOT EXISTS (SELECT 1 FROM main.asset AS here WHERE here.id = a.id) AND ${unknownContent} ORDER BY a.row`,
    ),
    versions: ids(
      `SELECT b.id FROM backup.version AS b
       WHERE EXISTS (SELECT 1 FROM main.asset AS here WHERE here.id = b.asset_id) AND ${unknownContent} ORDER BY b.id`,
    ),
  }
}

/** Columns of a table in the library, but those left out; both sides have them, because both have the same schema. */
export function columnsOf(read: ReadStore, table: string, without: readonly string[] = []): string {
  return read
    .query<{ name: string }>(`SELECT name FROM pragma_table_info(?, 'main')`)
    .all(table)
    .map(({ name }) => name)
    .filter((name) => !without.includes(name))
    .map((name) => `"${name}"`)
    .join(', ')
}

/** Versions by id, with their fingerprints and their places. Returns the ids that were added. */
export function mergeVersions(write: WriteStore, ids: readonly string[]): string[] {
  const list = JSON.stringify(ids)
  const version = columnsOf(write, 'version')
  const added = write
    .returning<{ id: string }>(
      `INSERT INTO main.version (${version}) SELECT ${version} FROM backup.version AS b
       WHERE b.id IN (SELECT value FROM json_each(?)) AND ${unknownContent} RETURNING id`,
    )
    .all(list)
    .map(({ id }) => id)
  const of = JSON.stringify(added)
  // A watched folder has another number here.
  const place = columnsOf(write, 'location', ['folder_id'])
  write
    .command(
      `INSERT OR IGNORE INTO main.location (${place}, folder_id)
       SELECT ${place}, (SELECT here.id FROM backup.root_folder AS f JOIN main.root_folder AS here ON here.path = f.path
         WHERE f.id = folder_id)
       FROM backup.location WHERE version_id IN (SELECT value FROM json_each(?))`,
    )
    .run(of)
  for (const table of ofVersions) {
    const columns = columnsOf(write, table)
    write
      .command(
        `INSERT OR IGNORE INTO main.${table} (${columns}) SELECT ${columns} FROM backup.${table}
         WHERE version_id IN (SELECT value FROM json_each(?))`,
      )
      .run(of)
  }
  return added
}

/** Rows that point to works by their place in the library find it anew. A tag is its name. */
const orderOfWorks = [
  'INSERT OR IGNORE INTO main.search_stale (asset_row) SELECT row FROM main.asset WHERE id IN (SELECT value FROM json_each(?))',
  `INSERT OR IGNORE INTO main.asset_tag (tag_id, asset_row)
   SELECT here.id, m.row FROM backup.asset_tag AS l JOIN backup.tag AS t ON t.id = l.tag_id
   JOIN main.tag AS here ON here.name_key = t.name_key
   JOIN backup.asset AS b ON b.row = l.asset_row JOIN main.asset AS m ON m.id = b.id
   WHERE b.id IN (SELECT value FROM json_each(?))`,
  `INSERT OR IGNORE INTO main.collection_item (collection_id, asset_row)
   SELECT i.collection_id, m.row FROM backup.collection_item AS i
   JOIN backup.asset AS b ON b.row = i.asset_row JOIN main.asset AS m ON m.id = b.id
   WHERE b.id IN (SELECT value FROM json_each(?)) AND EXISTS (SELECT 1 FROM main.collection AS c WHERE c.id = i.collection_id)`,
] as const

function mergeOrder(write: WriteStore, assetIds: string): void {
  for (const statement of orderOfWorks) write.command(statement).run(assetIds)
}

export type MergedAsset = { assetId: string; title: string }

/** Works by id with all that hangs on them. Returns the works and the ids of the versions that were added. */
export function mergeAssets(write: WriteStore, ids: readonly string[]): { assets: MergedAsset[]; versions: string[] } {
  const list = JSON.stringify(ids)
  // `row` is a place in this library's order, not the work's own.
  const asset = columnsOf(write, 'asset', ['row'])
  const assets = write
    .returning<MergedAsset>(
      `INSERT INTO main.asset (${asset}) SELECT ${asset} FROM backup.asset AS a
       WHERE a.id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM main.asset AS here WHERE here.id = a.id)
       ORDER BY a.row RETURNING id AS assetId, title`,
    )
    .all(list)
  const added = JSON.stringify(assets.map(({ assetId }) => assetId))
  write
    .command(
      `INSERT INTO main.asset_fts (rowid, title) SELECT row, title_key FROM main.asset
       WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .run(added)
  mergeOrder(write, added)
  const versions = write
    .query<{ id: string }>('SELECT id FROM backup.version WHERE asset_id IN (SELECT value FROM json_each(?))')
    .all(added)
    .map(({ id }) => id)
  return { assets, versions: mergeVersions(write, versions) }
}

export type PendingVersion = { assetId: string; versionId: string; title: string }

/** Of the versions, those whose fingerprint has yet to be made. */
export function pendingVersions(read: ReadStore, ids: readonly string[]): PendingVersion[] {
  return read
    .query<PendingVersion>(
      `SELECT version.asset_id AS assetId, version.id AS versionId, asset.title
       FROM version JOIN asset ON asset.id = version.asset_id
       WHERE version.id IN (SELECT value FROM json_each(?)) AND version.fingerprint_state = 'pending'`,
    )
    .all(JSON.stringify(ids))
}
