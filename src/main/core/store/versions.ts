import { z } from 'zod'
import { FailureRecord } from '../../../shared/contract/errors.ts'
import type { AssetStatus } from '../../../shared/contract/library.ts'
import { AssetId, VersionId } from '../../../shared/domain/ids.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import type { ReadStore, WriteStore } from './handles.ts'

// Contents, each known by its SHA-256. A file that changes gives its work a further version.

export type FingerprintState = 'pending' | 'complete' | 'failed'

export type NewVersion = {
  versionId: VersionId
  assetId: AssetId
  /** 32 bytes. */
  sha256: Uint8Array
  bytes: number
  kind: MediaKind
  mediaType: string
  /** Sentences for people about anything unusual. */
  notes: readonly string[]
  at: number
}

/** A version with what its work is like, for deciding what a found file means. */
export type KnownVersion = {
  versionId: VersionId
  assetId: AssetId
  sha256: Uint8Array
  bytes: number
  kind: MediaKind
  mediaType: string
  fingerprintState: FingerprintState
  failure: FailureRecord | null
  createdAt: number
  /** Whether it is its work's current version. */
  current: boolean
  assetStatus: AssetStatus
  trashedAt: number | null
}

const Notes = z.array(z.string())

type VersionRow = {
  id: string
  asset_id: string
  sha256: Uint8Array
  bytes: number
  kind: MediaKind
  media_type: string
  fingerprint_state: FingerprintState
  failure: string | null
  created_at: number
  current: number
  asset_status: AssetStatus
  trashed_at: number | null
}

const selectVersion = `
  SELECT version.id, version.asset_id, version.sha256, version.bytes, version.kind, version.media_type,
    version.fingerprint_state, version.failure, version.created_at, version.id = asset.current_version_id AS current,
    asset.status AS asset_status, asset.trashed_at
  FROM version JOIN asset ON asset.id = version.asset_id`

function toKnownVersion(row: VersionRow): KnownVersion {
  return {
    versionId: VersionId.parse(row.id),
    assetId: AssetId.parse(row.asset_id),
    sha256: row.sha256,
    bytes: row.bytes,
    kind: row.kind,
    mediaType: row.media_type,
    fingerprintState: row.fingerprint_state,
    failure: row.failure === null ? null : FailureRecord.parse(JSON.parse(row.failure)),
    createdAt: row.created_at,
    current: row.current === 1,
    assetStatus: row.asset_status,
    trashedAt: row.trashed_at,
  }
}

/** Its fingerprint is pending. Fails when the content is known already: look with `findVersionBySha256` first. */
export function insertVersion(write: WriteStore, version: NewVersion): void {
  write
    .command(
      `INSERT INTO version (id, asset_id, sha256, bytes, kind, media_type, notes, created_at, fingerprint_state)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending')`,
    )
    .run(
      version.versionId,
      version.assetId,
      version.sha256,
      version.bytes,
      version.kind,
      version.mediaType,
      JSON.stringify(version.notes),
      version.at,
    )
}

export function findVersion(read: ReadStore, versionId: VersionId): KnownVersion | undefined {
  const row = read.query<VersionRow>(`${selectVersion} WHERE version.id = ?`).get(versionId)
  return row === undefined ? undefined : toKnownVersion(row)
}

export function findVersionBySha256(read: ReadStore, sha256: Uint8Array): KnownVersion | undefined {
  const row = read.query<VersionRow>(`${selectVersion} WHERE version.sha256 = ?`).get(sha256)
  return row === undefined ? undefined : toKnownVersion(row)
}

/** Newest first. */
export function versionsOfAsset(read: ReadStore, assetId: AssetId): KnownVersion[] {
  return read
    .query<VersionRow>(`${selectVersion} WHERE version.asset_id = ? ORDER BY version.created_at DESC, version.id DESC`)
    .all(assetId)
    .map(toKnownVersion)
}

/** The sentences intake left about a version. */
export function versionNotes(read: ReadStore, versionId: VersionId): string[] {
  const row = read.query<{ notes: string }>('SELECT notes FROM version WHERE id = ?').get(versionId)
  return row === undefined ? [] : Notes.parse(JSON.parse(row.notes))
}
