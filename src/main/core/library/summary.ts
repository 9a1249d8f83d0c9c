import { FailureRecord } from '../../../shared/contract/errors.ts'
import type { AssetSummary } from '../../../shared/contract/library.ts'
import { AssetId } from '../../../shared/domain/ids.ts'
import type { ReadStore } from '../store/handles.ts'
import { oneSummary, type SummaryRow } from '../store/library-queries.ts'
import { versionsWithThumbnail } from '../store/thumbnails.ts'

/** Changes with the version that is shown; null while there is no thumbnail. */
export function thumbnailKey(versionId: string): string {
  return versionId.slice(-12)
}

/** One row of a list as the page sees it. */
export function toSummary(row: SummaryRow, hasThumbnail: boolean): AssetSummary {
  const failed = row.status === 'failed' && row.failure !== null
  return {
    assetId: AssetId.parse(row.id),
    title: row.title,
    kind: row.kind,
    status: row.status,
    sha256: row.sha256,
    bytes: row.bytes,
    mediaType: row.media_type,
    createdAt: row.created_at,
    width: row.width,
    height: row.height,
    qualityScore: row.quality_score,
    seal: row.phash === '' ? row.sha256.slice(0, 16) : row.phash,
    thumbnailKey: hasThumbnail ? thumbnailKey(row.current_version_id) : null,
    favourite: row.favourite === 1,
    rating: row.rating,
    failure: failed ? FailureRecord.parse(JSON.parse(row.failure ?? '')).message : null,
  }
}

/** Rows of a list as the page sees them, in their order. */
export function toSummaries(read: ReadStore, rows: readonly SummaryRow[]): AssetSummary[] {
  const versions = rows.map((row) => row.current_version_id)
  const withThumbnail = versionsWithThumbnail(read, versions)
  return rows.map((row) => toSummary(row, withThumbnail.has(row.current_version_id)))
}

/** Works as lists show them, also those in the trash; those that are gone are left out. */
export function summariesOf(read: ReadStore, assetIds: readonly AssetId[]): Map<AssetId, AssetSummary> {
  const rows = assetIds.flatMap((assetId) => oneSummary(read, assetId) ?? [])
  return new Map(toSummaries(read, rows).map((summary) => [summary.assetId, summary]))
}
