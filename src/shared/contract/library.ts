import { z } from 'zod'
import { EmbeddingModel } from '../domain/embedding.ts'
import { Fingerprint } from '../domain/fingerprint.ts'
import { Hash64Hex, Sha256Hex } from '../domain/hash.ts'
import { AssetId, CollectionId, LocationId, StepId, TagId, VersionId } from '../domain/ids.ts'
import { MediaKind } from '../domain/media-kind.ts'
import { Cursor, PageLimit, procedure, Timestamp } from './base.ts'
import { CustodyEvent } from './custody.ts'
import { FailureRecord } from './errors.ts'

export const AssetStatus = z.enum(['queued', 'processing', 'ready', 'failed'])
export type AssetStatus = z.infer<typeof AssetStatus>

export const LocationStatus = z.enum(['present', 'missing', 'offline'])
export type LocationStatus = z.infer<typeof LocationStatus>

export const Location = z.object({
  locationId: LocationId,
  /** The path as the operating system gave it; for show, never sent back. */
  path: z.string(),
  status: LocationStatus,
  firstSeenAt: Timestamp,
  lastSeenAt: Timestamp,
})
export type Location = z.infer<typeof Location>

export const LibraryQuery = z.object({
  /** What was typed into the search box; see shared/domain/search for its language. */
  text: z.string().max(10_000).default(''),
  kinds: z.array(MediaKind).default([]),
  statuses: z.array(AssetStatus).default([]),
  /** Only what lies in this collection, or in one of those in it, or fits its search. */
  collectionId: CollectionId.nullable().default(null),
  /** Works in the trash instead of those in the library. */
  trashed: z.boolean().default(false),
  sort: z.enum(['newest', 'oldest', 'name']).default('newest'),
})
export type LibraryQuery = z.infer<typeof LibraryQuery>

export const AssetSummary = z.object({
  assetId: AssetId,
  title: z.string(),
  kind: MediaKind,
  status: AssetStatus,
  sha256: Sha256Hex,
  bytes: z.int().nonnegative(),
  mediaType: z.string(),
  createdAt: Timestamp,
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  qualityScore: z.number().nullable(),
  /** The 64 bits the seal is carved from: pHash for pictures, the first 64 bits of the SHA-256 until one is known. */
  seal: Hash64Hex,
  /** Changes whenever the thumbnail does; null while there is none. */
  thumbnailKey: z.string().nullable(),
  /** One sentence for people when the status is `failed`. */
  failure: z.string().nullable(),
  favourite: z.boolean(),
  /** Stars; 0 for none. */
  rating: z.int().min(0).max(5),
})
export type AssetSummary = z.infer<typeof AssetSummary>

export const Version = z.object({
  versionId: VersionId,
  sha256: Sha256Hex,
  bytes: z.int().nonnegative(),
  mediaType: z.string(),
  createdAt: Timestamp,
  fingerprintState: z.enum(['pending', 'complete', 'failed']),
  failure: FailureRecord.nullable(),
  current: z.boolean(),
})
export type Version = z.infer<typeof Version>

export const AssetDetail = AssetSummary.extend({
  trashedAt: Timestamp.nullable(),
  note: z.string(),
  tags: z.array(z.object({ tagId: TagId, name: z.string() })),
  /** Those it was put into by hand. */
  collections: z.array(z.object({ collectionId: CollectionId, name: z.string() })),
  locations: z.array(Location),
  versions: z.array(Version),
  /** Of the current version; null until it is complete. */
  fingerprint: Fingerprint.nullable(),
  custody: z.array(CustodyEvent),
  /** Pictures of a film at even times, side by side in one; the address ends in `strip` and the key. */
  frameStrip: z
    .object({
      key: z.string(),
      /** Of each picture, in pixels. */
      frameWidth: z.int().positive(),
      frameHeight: z.int().positive(),
      timesSeconds: z.array(z.number().nonnegative()).min(1),
    })
    .nullable(),
})
export type AssetDetail = z.infer<typeof AssetDetail>

export const SimilarWorks = z.object({
  /** By which the works are near; null while none knows this work. */
  model: EmbeddingModel.nullable(),
  /** Nearest first. */
  items: z.array(z.object({ asset: AssetSummary, /** 1 − cosine, 0–2. */ distance: z.number().min(0).max(2) })),
})
export type SimilarWorks = z.infer<typeof SimilarWorks>

export const LibraryCounts = z.object({
  /** Works that match the query. */
  total: z.int().nonnegative(),
  /** Whole library, trash left out, whatever the query. */
  byKind: z.record(MediaKind, z.int().nonnegative()),
  byStatus: z.record(AssetStatus, z.int().nonnegative()),
  trashed: z.int().nonnegative(),
})
export type LibraryCounts = z.infer<typeof LibraryCounts>

/** See organise.ts: parts of one act carry one id, and are one step to undo. */
const step = StepId.optional()
const stepId = StepId.nullable()

export const libraryContract = {
  /** One page, by keyset. The same query with the returned cursor gives the next. */
  list: procedure
    .input(z.object({ query: LibraryQuery.prefault({}), cursor: Cursor.nullable().default(null), limit: PageLimit }))
    .output(z.object({ items: z.array(AssetSummary), nextCursor: Cursor.nullable() })),
  /** The whole result as a row of doors: how many works, and the cursor that opens each page of `pageSize`. Any page can then be fetched by keyset alone. */
  outline: procedure
    .input(z.object({ query: LibraryQuery.prefault({}), pageSize: PageLimit }))
    .output(z.object({ total: z.int().nonnegative(), cursors: z.array(Cursor.nullable()) })),
  counts: procedure.input(z.object({ query: LibraryQuery.prefault({}) })).output(LibraryCounts),
  get: procedure.input(z.object({ assetId: AssetId })).output(AssetDetail),
  /** Works that look, sound or read alike; likeness, not a match. */
  similar: procedure
    .input(z.object({ assetId: AssetId, limit: z.int().min(1).max(50).default(8) }))
    .output(SimilarWorks),
  /** To the trash for 30 days; never touches a file. */
  remove: procedure
    .input(z.object({ assetIds: z.array(AssetId).min(1).max(10_000), step }))
    .output(z.object({ removed: z.array(AssetId), stepId })),
  restore: procedure
    .input(z.object({ assetIds: z.array(AssetId).min(1).max(10_000), step }))
    .output(z.object({ restored: z.array(AssetId), stepId })),
  rename: procedure
    .input(z.object({ assetId: AssetId, title: z.string().trim().min(1).max(255) }))
    .output(z.object({ previousTitle: z.string(), stepId })),
  /** Shows the first present location in the system's file manager. Where the host cannot, UNAVAILABLE. */
  reveal: procedure.input(z.object({ assetId: AssetId })).output(z.object({})),
}
