import type { AssetId, LocationId, VersionId } from '../../../shared/domain/ids.ts'
import { toHex } from '../../../shared/domain/hash.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import type { LocationStatus } from '../../../shared/contract/library.ts'
import type { ReadStore } from './handles.ts'
import type { FingerprintState } from './versions.ts'

// What intake must know about a path to leave an unchanged file alone: one query for a whole chunk of them.

export type KnownFile = {
  locationId: LocationId
  assetId: AssetId
  versionId: VersionId
  sha256: string
  path: string
  title: string
  kind: MediaKind
  status: LocationStatus
  bytes: number
  mtimeUs: number
  inode: string | null
  batchId: string | null
  fingerprintState: FingerprintState
  trashed: boolean
}

type Row = {
  location_id: LocationId
  asset_id: AssetId
  version_id: VersionId
  sha256: Uint8Array
  path: string
  title: string
  kind: MediaKind
  status: LocationStatus
  bytes: number
  mtime_us: number
  inode: string | null
  batch_id: string | null
  fingerprint_state: FingerprintState
  trashed_at: number | null
}

/** The known ones among the paths, by path. */
export function findKnownFiles(read: ReadStore, paths: readonly string[]): Map<string, KnownFile> {
  const rows = read
    .query<Row>(
      `SELECT location.id AS location_id, location.asset_id, location.version_id, version.sha256, location.path, asset.title, version.kind,
         location.status, location.bytes, location.mtime_us, location.inode, location.batch_id, version.fingerprint_state, asset.trashed_at
       FROM json_each(?) AS wanted
       JOIN location ON location.path = wanted.value
       JOIN version ON version.id = location.version_id
       JOIN asset ON asset.id = location.asset_id`,
    )
    .all(JSON.stringify(paths))
  return new Map(rows.map((row) => [row.path, knownFile(row)]))
}

// The brands are given by what the ids were when they were written; parsing 100,000 of them again would cost more than the query.
function knownFile(row: Row): KnownFile {
  return {
    locationId: row.location_id,
    assetId: row.asset_id,
    versionId: row.version_id,
    sha256: toHex(row.sha256),
    path: row.path,
    title: row.title,
    kind: row.kind,
    status: row.status,
    bytes: row.bytes,
    mtimeUs: row.mtime_us,
    inode: row.inode,
    batchId: row.batch_id,
    fingerprintState: row.fingerprint_state,
    trashed: row.trashed_at !== null,
  }
}
