import { z } from 'zod'
import { Sha256Hex } from '../domain/hash.ts'
import { AssetId, VersionId } from '../domain/ids.ts'
import { Cursor, PageLimit, procedure, Timestamp } from './base.ts'

export const CustodyEventType = z.enum([
  'work.added',
  'version.added',
  'location.added',
  'location.moved',
  'location.missing',
  'location.returned',
  'fingerprint.completed',
  'fingerprint.failed',
  'work.renamed',
  'work.removed',
  'work.restored',
  'work.purged',
])
export type CustodyEventType = z.infer<typeof CustodyEventType>

export const CustodyEvent = z.object({
  /** 1, 2, 3 … without gaps. */
  sequence: z.int().positive(),
  at: Timestamp,
  type: CustodyEventType,
  assetId: AssetId.nullable(),
  versionId: VersionId.nullable(),
  /** Facts of the event as plain JSON, part of what is hashed. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  hash: Sha256Hex,
})
export type CustodyEvent = z.infer<typeof CustodyEvent>

export const CustodyVerification = z.object({
  ok: z.boolean(),
  /** Links that were checked. */
  events: z.int().nonnegative(),
  /** Hash of the last link, null in an empty log. */
  head: Sha256Hex.nullable(),
  /** The first link that does not hold. */
  broken: z
    .object({
      sequence: z.int().positive(),
      reason: z.enum(['altered', 'removed', 'reordered', 'truncated', 'inserted']),
      message: z.string(),
    })
    .nullable(),
})
export type CustodyVerification = z.infer<typeof CustodyVerification>

export const custodyContract = {
  list: procedure
    .input(z.object({ assetId: AssetId.optional(), cursor: Cursor.nullable().default(null), limit: PageLimit }))
    .output(z.object({ items: z.array(CustodyEvent), nextCursor: Cursor.nullable() })),
  verify: procedure.input(z.object({})).output(CustodyVerification),
}
