import { z } from 'zod'
import type { FailureRecord } from '../../../shared/contract/errors.ts'
import { Fingerprint } from '../../../shared/domain/fingerprint.ts'
import { fromHex } from '../../../shared/domain/hash.ts'
import type { VersionId } from '../../../shared/domain/ids.ts'
import type { Thumbnail } from '../compute/tasks.ts'
import type { ReadStore, WriteStore } from './handles.ts'
import { indexVersion } from './search-index.ts'
import { putThumbnail } from './thumbnails.ts'

// What a version looks like: columns for what lists, searches and the seal read, and the whole shape apart.

const Minhash = z.array(z.number())

/** Raised when an algorithm changes its answers, so that old rows are found and computed again. */
export const currentAlgorithm = 1

/**
 * Stores the fingerprint and the thumbnail, marks the version complete and, when it is its work's current one, the work
 * ready. Doing it again replaces the first result. Returns false, and stores nothing, when the version is gone.
 */
export function completeFingerprint(
  write: WriteStore,
  done: {
    versionId: VersionId
    fingerprint: Fingerprint
    thumbnail: Thumbnail | null
    /** The text it holds, for searching in it. */
    body?: string | undefined
    at: number
  },
): boolean {
  const { versionId, fingerprint, thumbnail, body, at } = done
  const found = write
    .command(`UPDATE version SET fingerprint_state = 'complete', failure = NULL WHERE id = ?`)
    .run(versionId)
  if (found.changes === 0) return false
  const { image } = fingerprint
  const hash = (hex: string | undefined): Uint8Array | null => (hex === undefined ? null : fromHex(hex))
  write
    .command(
      `INSERT OR REPLACE INTO fingerprint (version_id, algorithm, kind, width, height, phash, ahash, dhash, whash, pdq,
         pdq_quality, quality_score, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      versionId,
      currentAlgorithm,
      fingerprint.kind,
      image?.width ?? null,
      image?.height ?? null,
      hash(image?.phash),
      hash(image?.ahash),
      hash(image?.dhash),
      hash(image?.whash),
      hash(image?.pdq),
      image?.pdqQuality ?? null,
      fingerprint.quality?.score ?? null,
      at,
    )
  write
    .command('INSERT OR REPLACE INTO fingerprint_data (version_id, data) VALUES (?, ?)')
    .run(versionId, JSON.stringify(fingerprint))
  if (thumbnail !== null) putThumbnail(write, versionId, thumbnail)
  write.command(`UPDATE asset SET status = 'ready', updated_at = ? WHERE current_version_id = ?`).run(at, versionId)
  indexVersion(write, versionId, fingerprint, body ?? null)
  return true
}

/** The code of a kind that gets its own after the fingerprint. Changes nothing without a fingerprint. */
export function setIscc(write: WriteStore, versionId: VersionId, iscc: string): void {
  write
    .command(`UPDATE fingerprint_data SET data = json_set(data, '$.iscc', ?) WHERE version_id = ?`)
    .run(iscc, versionId)
}

/** Marks the version failed and, when it is its work's current one, the work. Returns false when the version is gone. */
export function failFingerprint(
  write: WriteStore,
  failed: { versionId: VersionId; failure: FailureRecord; at: number },
): boolean {
  const { versionId, failure, at } = failed
  const found = write
    .command(`UPDATE version SET fingerprint_state = 'failed', failure = ? WHERE id = ?`)
    .run(JSON.stringify(failure), versionId)
  if (found.changes === 0) return false
  write.command(`UPDATE asset SET status = 'failed', updated_at = ? WHERE current_version_id = ?`).run(at, versionId)
  return true
}

/** Back to pending, before another attempt. Returns whether the version exists. */
export function resetFingerprint(write: WriteStore, versionId: VersionId): boolean {
  return (
    write.command(`UPDATE version SET fingerprint_state = 'pending', failure = NULL WHERE id = ?`).run(versionId)
      .changes === 1
  )
}

export function findFingerprint(read: ReadStore, versionId: VersionId): Fingerprint | null {
  const row = read.query<{ data: string }>('SELECT data FROM fingerprint_data WHERE version_id = ?').get(versionId)
  return row === undefined ? null : Fingerprint.parse(JSON.parse(row.data))
}

/** Of a text: its MinHash; null for everything else. */
export function findMinhash(read: ReadStore, versionId: VersionId): number[] | null {
  const row = read
    .query<{ minhash: string | null }>(
      `SELECT data ->> '$.text.minhash' AS minhash FROM fingerprint_data WHERE version_id = ?`,
    )
    .get(versionId)
  return row === undefined || row.minhash === null ? null : Minhash.parse(JSON.parse(row.minhash))
}
