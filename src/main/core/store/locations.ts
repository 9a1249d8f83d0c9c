import type { LocationStatus } from '../../../shared/contract/library.ts'
import { AssetId, BatchId, LocationId, VersionId } from '../../../shared/domain/ids.ts'
import type { ReadStore, WriteStore } from './handles.ts'

// Where a version was seen. A path has at most one location; a version may have many.

export type NewLocation = {
  locationId: LocationId
  assetId: AssetId
  versionId: VersionId
  path: string
  bytes: number
  /** Microseconds since 1970. */
  mtimeUs: number
  /** Which file of its volume it is; null when that was not looked at. */
  inode?: string
  at: number
  batchId: BatchId | null
}

export type KnownLocation = {
  locationId: LocationId
  assetId: AssetId
  versionId: VersionId
  path: string
  status: LocationStatus
  bytes: number
  mtimeUs: number
  firstSeenAt: number
  lastSeenAt: number
  batchId: BatchId | null
}

type LocationRow = {
  id: string
  asset_id: string
  version_id: string
  path: string
  status: LocationStatus
  bytes: number
  mtime_us: number
  first_seen_at: number
  last_seen_at: number
  batch_id: string | null
}

const selectLocation = `
  SELECT id, asset_id, version_id, path, status, bytes, mtime_us, first_seen_at, last_seen_at, batch_id FROM location`

function toKnownLocation(row: LocationRow): KnownLocation {
  return {
    locationId: LocationId.parse(row.id),
    assetId: AssetId.parse(row.asset_id),
    versionId: VersionId.parse(row.version_id),
    path: row.path,
    status: row.status,
    bytes: row.bytes,
    mtimeUs: row.mtime_us,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    batchId: row.batch_id === null ? null : BatchId.parse(row.batch_id),
  }
}

/** A path that was not known; it is present. */
export function insertLocation(write: WriteStore, location: NewLocation): void {
  write
    .command(
      `INSERT INTO location (id, asset_id, version_id, path, status, bytes, mtime_us, first_seen_at, last_seen_at, batch_id, inode)
       VALUES (?, ?, ?, ?, 'present', ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      location.locationId,
      location.assetId,
      location.versionId,
      location.path,
      location.bytes,
      location.mtimeUs,
      location.at,
      location.at,
      location.batchId,
      location.inode ?? null,
    )
}

export function findLocationByPath(read: ReadStore, path: string): KnownLocation | undefined {
  const row = read.query<LocationRow>(`${selectLocation} WHERE path = ?`).get(path)
  return row === undefined ? undefined : toKnownLocation(row)
}

/** The known ones among many paths, by path, in one query. */
export function findLocationsByPaths(read: ReadStore, paths: readonly string[]): Map<string, KnownLocation> {
  const rows = read
    .query<LocationRow>(`${selectLocation} WHERE path IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(paths))
  return new Map(rows.map((row) => [row.path, toKnownLocation(row)]))
}

/** Seen again, with the size and time it has now: it is present. */
export function touchLocation(
  write: WriteStore,
  seen: { locationId: LocationId; bytes: number; mtimeUs: number; inode?: string; at: number; batchId: BatchId | null },
): void {
  write
    .command(
      `UPDATE location SET status = 'present', bytes = ?, mtime_us = ?, last_seen_at = ?, batch_id = ifnull(?, batch_id), inode = ifnull(?, inode)
       WHERE id = ?`,
    )
    .run(seen.bytes, seen.mtimeUs, seen.at, seen.batchId, seen.inode ?? null, seen.locationId)
}

/** The path holds other content now. */
export function pointLocationAt(
  write: WriteStore,
  locationId: LocationId,
  target: { assetId: AssetId; versionId: VersionId },
): void {
  write
    .command('UPDATE location SET asset_id = ?, version_id = ? WHERE id = ?')
    .run(target.assetId, target.versionId, locationId)
}

export function setLocationStatus(write: WriteStore, locationId: LocationId, status: LocationStatus): void {
  write.command('UPDATE location SET status = ? WHERE id = ?').run(status, locationId)
}

/** Present ones first, then in the order they were found. */
export function locationsOfAsset(read: ReadStore, assetId: AssetId): KnownLocation[] {
  return read
    .query<LocationRow>(`${selectLocation} WHERE asset_id = ? ORDER BY status <> 'present', first_seen_at, id`)
    .all(assetId)
    .map(toKnownLocation)
}

/** Where the bytes of a version may be read, present ones first. */
export function locationsOfVersion(read: ReadStore, versionId: VersionId): KnownLocation[] {
  return read
    .query<LocationRow>(`${selectLocation} WHERE version_id = ? ORDER BY status <> 'present', first_seen_at, id`)
    .all(versionId)
    .map(toKnownLocation)
}
