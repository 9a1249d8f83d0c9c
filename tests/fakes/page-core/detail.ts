import type { AssetDetail } from '../../../src/shared/contract/library.ts'
import { LocationId, VersionId } from '../../../src/shared/domain/ids.ts'
import type { MediaKind } from '../../../src/shared/domain/media-kind.ts'
import { soundOf, textOf } from './kind-parts.ts'
import { createRandom, hexFrom, uuidAt } from './random.ts'
import type { Work } from './works.ts'

const qualityParts = {
  image: ['resolution', 'sharpness', 'clipping'],
  audio: ['bandwidth', 'clipping', 'sampleRate', 'dynamicRange'],
  video: ['resolution'],
  text: ['length', 'variety', 'encoding', 'readable'],
} as const satisfies Record<MediaKind, readonly string[]>

const codecs: Readonly<Record<string, string>> = { 'audio/wav': 'pcm_s16le', 'audio/flac': 'flac', 'audio/mpeg': 'mp3' }

export const stripOfFrames = {
  frameWidth: 160,
  frameHeight: 90,
  timesSeconds: Array.from({ length: 12 }, (_, i) => 7 * i),
}

/** All there is to know about a generated work. */
export function detailOf(work: Work): AssetDetail {
  const random = createRandom(work.seed)
  const { trashedAt, seed: _seed, folder, ...summary } = work
  const versionId = VersionId.parse(uuidAt(work.createdAt, random))
  const complete = work.status === 'ready'
  const failed = work.status === 'failed'
  const event = (sequence: number, type: 'work.added' | 'location.added' | 'fingerprint.completed', after: number) => ({
    sequence,
    at: work.createdAt + after,
    type,
    assetId: work.assetId,
    versionId,
    facts: { sha256: work.sha256, bytes: work.bytes },
    hash: hexFrom(random, 64),
  })
  return {
    ...summary,
    trashedAt,
    note: '',
    tags: [],
    collections: [],
    locations: [
      {
        locationId: LocationId.parse(uuidAt(work.createdAt, random)),
        path: `/home/ilse/Works/${folder}/${work.title}`,
        status: 'present',
        firstSeenAt: work.createdAt,
        lastSeenAt: work.createdAt + 60_000,
      },
    ],
    versions: [
      {
        versionId,
        sha256: work.sha256,
        bytes: work.bytes,
        mediaType: work.mediaType,
        createdAt: work.createdAt,
        fingerprintState: complete ? 'complete' : failed ? 'failed' : 'pending',
        failure: failed
          ? { code: 'CORRUPT_MEDIA', message: work.failure ?? '', retryable: false, path: work.title }
          : null,
        current: true,
      },
    ],
    fingerprint: complete
      ? {
          sha256: work.sha256,
          bytes: work.bytes,
          mediaType: work.mediaType,
          kind: work.kind,
          iscc: `ISCC:K${hexFrom(random, 53).toUpperCase()}`,
          processingMs: 40 + random() * 200,
          quality: {
            score: work.qualityScore ?? 0.5,
            parts: Object.fromEntries(qualityParts[work.kind].map((part) => [part, 0.7 + random() * 0.3])),
          },
          ...(work.kind === 'image' && work.width !== null && work.height !== null
            ? {
                image: {
                  width: work.width,
                  height: work.height,
                  phash: work.seal,
                  ahash: hexFrom(random, 16),
                  dhash: hexFrom(random, 16),
                  whash: hexFrom(random, 16),
                  pdq: hexFrom(random, 64),
                  pdqQuality: 60 + Math.floor(random() * 41),
                  colourSpace: 'srgb',
                  frames: 1,
                  hasAlpha: false,
                  exif: { Make: 'FUJIFILM', Model: 'X-T5', FNumber: 4, ISOSpeedRatings: 200, Artist: 'Ilse Brandt' },
                },
              }
            : {}),
          ...(work.kind === 'audio' ? { audio: soundOf(random, codecs[work.mediaType] ?? 'mp3') } : {}),
          ...(work.kind === 'text' ? { text: textOf(random, work.mediaType) } : {}),
          ...(work.kind === 'video'
            ? { notes: ['This film is known by its exact bytes; altered copies of it are not recognised.'] }
            : {}),
        }
      : null,
    custody: [
      event(1, 'work.added', 0),
      event(2, 'location.added', 4),
      ...(complete ? [event(3, 'fingerprint.completed', 900)] : []),
    ],
    frameStrip: work.kind === 'video' && complete ? { key: versionId.slice(-12), ...stripOfFrames } : null,
  }
}
