import type { AssetDetail } from '../../../shared/contract/library.ts'
import { toHex } from '../../../shared/domain/hash.ts'
import { type AssetId, VersionId } from '../../../shared/domain/ids.ts'
import type { MediaVariant } from '../../../shared/domain/media-kind.ts'
import type { MediaAnswer } from '../core.ts'
import { listCustody } from '../custody/custody-log.ts'
import { findFingerprint } from '../store/fingerprints.ts'
import { collectionsOfAsset } from '../store/collections.ts'
import { findFrameStrip } from '../store/frame-strips.ts'
import type { ReadStore } from '../store/handles.ts'
import { oneSummary } from '../store/library-queries.ts'
import { locationsOfAsset, locationsOfVersion } from '../store/locations.ts'
import { noteOf } from '../store/marks.ts'
import { tagsOfAsset } from '../store/tags.ts'
import { findThumbnail, versionsWithThumbnail } from '../store/thumbnails.ts'
import { versionsOfAsset } from '../store/versions.ts'
import { thumbnailKey, toSummary } from './summary.ts'

/** Newest events that are shown with a work; custody.list has them all. */
const shownEvents = 200

/** Everything about one work, also one in the trash; null when there is none. */
export function assetDetail(read: ReadStore, assetId: AssetId): AssetDetail | null {
  const row = oneSummary(read, assetId)
  if (row === undefined) return null
  const versionId = VersionId.parse(row.current_version_id)
  return {
    ...toSummary(row, versionsWithThumbnail(read, [versionId]).has(versionId)),
    trashedAt: row.trashed_at,
    note: noteOf(read, assetId),
    tags: tagsOfAsset(read, assetId).map(({ tagId, name }) => ({ tagId, name })),
    collections: collectionsOfAsset(read, assetId).map(({ collectionId, name }) => ({ collectionId, name })),
    locations: locationsOfAsset(read, assetId).map((location) => ({
      locationId: location.locationId,
      path: location.path,
      status: location.status,
      firstSeenAt: location.firstSeenAt,
      lastSeenAt: location.lastSeenAt,
    })),
    versions: versionsOfAsset(read, assetId).map((version) => ({
      versionId: version.versionId,
      sha256: toHex(version.sha256),
      bytes: version.bytes,
      mediaType: version.mediaType,
      createdAt: version.createdAt,
      fingerprintState: version.fingerprintState,
      failure: version.failure,
      current: version.current,
    })),
    fingerprint: findFingerprint(read, versionId),
    custody: listCustody(read, { assetId, cursor: null, limit: shownEvents }).items,
    frameStrip: row.kind === 'video' ? stripOf(read, versionId) : null,
  }
}

function stripOf(read: ReadStore, versionId: VersionId): AssetDetail['frameStrip'] {
  const strip = findFrameStrip(read, versionId)
  if (strip === null) return null
  const { timesSeconds, width, height } = strip
  const frameWidth = width / timesSeconds.length
  return { key: thumbnailKey(versionId), frameWidth, frameHeight: height, timesSeconds: [...timesSeconds] }
}

/** The thumbnail's or the strip's bytes, or where the original lies now; null when there is none. */
export function assetMedia(read: ReadStore, assetId: AssetId, variant: MediaVariant): MediaAnswer | null {
  const row = oneSummary(read, assetId)
  if (row === undefined) return null
  const versionId = VersionId.parse(row.current_version_id)
  if (variant !== 'original') {
    const picture = variant === 'thumbnail' ? findThumbnail(read, versionId) : findFrameStrip(read, versionId)
    if (picture === null) return null
    const { bytes, mediaType } = picture
    return { type: 'bytes', bytes, mediaType, etag: `"${thumbnailKey(versionId)}"` }
  }
  const present = locationsOfVersion(read, versionId).find((location) => location.status === 'present')
  if (present === undefined) return null
  const etag = `"${row.sha256}"`
  return { type: 'file', path: present.path, bytes: row.bytes, mediaType: row.media_type, etag }
}
