import { z } from 'zod'
import { Rating, SavedSearch } from '../../../../shared/contract/organise.ts'
import { MatchDecision } from '../../../../shared/contract/matches.ts'
import { AssetId, CollectionId, MatchId, TagId } from '../../../../shared/domain/ids.ts'

// What a person did, as changes that hold both ends: turned round they lead back. Values only; `apply-change.ts` carries them out.

const AssetIds = z.array(AssetId)
export const TagFields = z.object({ tagId: TagId, name: z.string(), createdAt: z.int() })
export type TagFields = z.infer<typeof TagFields>
export const CollectionFields = z.object({
  collectionId: CollectionId,
  parentId: CollectionId.nullable(),
  name: z.string(),
  search: SavedSearch.nullable(),
  createdAt: z.int(),
})
export type CollectionFields = z.infer<typeof CollectionFields>

export const Change = z.discriminatedUnion('of', [
  z.object({ of: z.literal('title'), assetId: AssetId, from: z.string(), to: z.string() }),
  z.object({ of: z.literal('note'), assetId: AssetId, from: z.string(), to: z.string() }),
  /** The named works were all on the other side before. */
  z.object({ of: z.literal('trashed'), assetIds: AssetIds, to: z.boolean() }),
  z.object({ of: z.literal('favourite'), assetIds: AssetIds, to: z.boolean() }),
  z.object({ of: z.literal('rating'), assetIds: AssetIds, from: Rating, to: Rating }),
  z.object({ of: z.literal('tagged'), tagId: TagId, assetIds: AssetIds, to: z.boolean() }),
  z.object({ of: z.literal('collected'), collectionId: CollectionId, assetIds: AssetIds, to: z.boolean() }),
  /** Null: not decided. */
  z.object({
    of: z.literal('decided'),
    matchIds: z.array(MatchId),
    from: MatchDecision.nullable(),
    to: MatchDecision.nullable(),
  }),
  /** Null: it was not there, or is no longer. */
  z.object({ of: z.literal('tag'), from: TagFields.nullable(), to: TagFields.nullable() }),
  z.object({ of: z.literal('collection'), from: CollectionFields.nullable(), to: CollectionFields.nullable() }),
])
export type Change = z.infer<typeof Change>

/** The change that leads back. */
export function inverse(change: Change): Change {
  switch (change.of) {
    case 'title':
    case 'note':
      return { ...change, from: change.to, to: change.from }
    case 'rating':
      return { ...change, from: change.to, to: change.from }
    case 'decided':
      return { ...change, from: change.to, to: change.from }
    case 'tag':
      return { of: 'tag', from: change.to, to: change.from }
    case 'collection':
      return { of: 'collection', from: change.to, to: change.from }
    default:
      return { ...change, to: !change.to }
  }
}

/** Works a list of changes touches. */
export function worksOf(changes: readonly Change[]): number {
  const ids = new Set<string>()
  for (const change of changes) {
    if ('assetIds' in change) for (const assetId of change.assetIds) ids.add(assetId)
    else if ('assetId' in change) ids.add(change.assetId)
  }
  return ids.size
}
