import type { LocationStatus } from '../../../shared/contract/library.ts'
import type { AssetId, LocationId, RootId, VersionId } from '../../../shared/domain/ids.ts'
import type { ReadStore, WriteStore } from './handles.ts'

// Locations as a scan sees them: by folder, by the file's number on its volume, many at a time.

export type WatchedLocation = {
  locationId: LocationId
  assetId: AssetId
  versionId: VersionId
  path: string
  status: LocationStatus
  bytes: number
  mtimeUs: number
  inode: string | null
  folderId: number | null
  firstSeenAt: number
  trashed: boolean
  /** It was away when its fingerprint was to be made. */
  unread: boolean
}

type Row = {
  id: LocationId
  asset_id: AssetId
  version_id: VersionId
  path: string
  status: LocationStatus
  bytes: number
  mtime_us: number
  inode: string | null
  folder_id: number | null
  first_seen_at: number
  trashed: number
  unread: number
}

const select = `
  SELECT location.id, location.asset_id, location.version_id, location.path, location.status, location.bytes,
    location.mtime_us, location.inode, location.folder_id, location.first_seen_at, asset.trashed_at IS NOT NULL AS trashed,
    ifnull(version.failure ->> '$.code' = 'VANISHED', 0) AS unread`
const joined = 'JOIN asset ON asset.id = location.asset_id JOIN version ON version.id = location.version_id'

function toLocation(row: Row): WatchedLocation {
  return {
    locationId: row.id,
    assetId: row.asset_id,
    versionId: row.version_id,
    path: row.path,
    status: row.status,
    bytes: row.bytes,
    mtimeUs: row.mtime_us,
    inode: row.inode,
    folderId: row.folder_id,
    firstSeenAt: row.first_seen_at,
    trashed: row.trashed === 1,
    unread: row.unread === 1,
  }
}

export function locationsInFolder(read: ReadStore, folderId: number): WatchedLocation[] {
  return read.query<Row>(`${select} FROM location ${joined} WHERE location.folder_id = ?`).all(folderId).map(toLocation)
}

export function watchedByPaths(read: ReadStore, paths: readonly string[]): Map<string, WatchedLocation> {
  const rows = read
    .query<Row>(`${select} FROM json_each(?) AS wanted JOIN location ON location.path = wanted.value ${joined}`)
    .all(JSON.stringify(paths))
  return new Map(rows.map((row) => [row.path, toLocation(row)]))
}

/** Every location of each inode; an inode says something together with size and time only. */
export function watchedByInodes(read: ReadStore, inodes: readonly string[]): WatchedLocation[] {
  return read
    .query<Row>(
      `${select} FROM json_each(?) AS wanted JOIN location INDEXED BY location_inode ON location.inode = wanted.value
       ${joined}`,
    )
    .all(JSON.stringify(inodes))
    .map(toLocation)
}

/** The location belongs to a folder that is watched, and is this file. */
export function adoptLocation(write: WriteStore, locationId: LocationId, folderId: number | null, inode: string): void {
  write.command('UPDATE location SET folder_id = ?, inode = ? WHERE id = ?').run(folderId, inode, locationId)
}

export function adoptByPath(write: WriteStore, path: string, folderPath: string): void {
  write
    .command('UPDATE location SET folder_id = (SELECT id FROM root_folder WHERE path = ?) WHERE path = ?')
    .run(folderPath, path)
}

export function releaseLocation(write: WriteStore, locationId: LocationId): void {
  write.command('UPDATE location SET folder_id = NULL WHERE id = ?').run(locationId)
}

/** The file is somewhere else now. The new path must not be known. */
export function moveLocation(
  write: WriteStore,
  moved: { locationId: LocationId; path: string; folderId: number | null; at: number },
): void {
  write
    .command(`UPDATE location SET path = ?, folder_id = ?, status = 'present', last_seen_at = ? WHERE id = ?`)
    .run(moved.path, moved.folderId, moved.at, moved.locationId)
}

export function deleteLocation(write: WriteStore, locationId: LocationId): void {
  write.command('DELETE FROM location WHERE id = ?').run(locationId)
}

/** All locations of a root that are in one status get another. Returns how many. */
export function setRootLocations(write: WriteStore, rootId: RootId, from: LocationStatus, to: LocationStatus): number {
  return write
    .command(
      `UPDATE location SET status = ? WHERE status = ? AND folder_id IN (SELECT id FROM root_folder WHERE root_id = ?)`,
    )
    .run(to, from, rootId).changes
}

/** The root's folder is somewhere else now: everything in it keeps its place inside. */
export function moveRootPaths(write: WriteStore, rootId: RootId, from: string, to: string): void {
  write
    .command(
      `UPDATE location SET path = ? || substr(path, ?) WHERE folder_id IN (SELECT id FROM root_folder WHERE root_id = ?)
       AND substr(path, 1, ?) = ?`,
    )
    .run(to, from.length + 1, rootId, from.length, from)
  for (const table of ['root_folder', 'root_issue']) {
    write
      .command(`UPDATE ${table} SET path = ? || substr(path, ?) WHERE root_id = ? AND substr(path, 1, ?) = ?`)
      .run(to, from.length + 1, rootId, from.length, from)
  }
}

export function countRootLocations(read: ReadStore, rootId: RootId): Record<LocationStatus, number> {
  const counts = { present: 0, missing: 0, offline: 0 }
  const rows = read
    .query<{ status: LocationStatus; n: number }>(
      `SELECT location.status, count(*) AS n FROM root_folder
       JOIN location INDEXED BY location_folder ON location.folder_id = root_folder.id
       WHERE root_folder.root_id = ? GROUP BY location.status`,
    )
    .all(rootId)
  for (const { status, n } of rows) counts[status] = n
  return counts
}

/** A few known files of a root, to see whether a folder holds them. */
export function sampleOfRoot(
  read: ReadStore,
  rootId: RootId,
  limit: number,
): { path: string; bytes: number; mtimeUs: number }[] {
  return read
    .query<{ path: string; bytes: number; mtimeUs: number }>(
      `SELECT location.path, location.bytes, location.mtime_us AS mtimeUs FROM root_folder
       JOIN location ON location.folder_id = root_folder.id
       WHERE root_folder.root_id = ? AND location.status <> 'missing' LIMIT ?`,
    )
    .all(rootId, limit)
}

/** Paths among the given ones that a person has removed from the library for good. */
export function leftOutPaths(read: ReadStore, paths: readonly string[]): Set<string> {
  const rows = read
    .query<{ path: string }>('SELECT path FROM left_out WHERE path IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(paths))
  return new Set(rows.map(({ path }) => path))
}

export function forgetLeftOut(write: WriteStore, path: string): void {
  write.command('DELETE FROM left_out WHERE path = ?').run(path)
}
