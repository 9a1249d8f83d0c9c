import { z } from 'zod'
import { AssetId, CollectionId, StepId, TagId } from '../domain/ids.ts'
import { MediaKind } from '../domain/media-kind.ts'
import { procedure } from './base.ts'
import { AssetStatus } from './library.ts'

// What people add to their works, and the way back from all of it.

const Name = z.string().trim().min(1).max(120)

/** What a smart collection searches for, as the library's query has it. */
export const SavedSearch = z.object({
  text: z.string().max(10_000),
  kinds: z.array(MediaKind),
  statuses: z.array(AssetStatus),
})
export type SavedSearch = z.infer<typeof SavedSearch>

export const Tag = z.object({
  tagId: TagId,
  name: z.string(),
  /** Outside the trash. */
  works: z.int().nonnegative(),
})
export type Tag = z.infer<typeof Tag>

export const Collection = z.object({
  collectionId: CollectionId,
  parentId: CollectionId.nullable(),
  name: z.string(),
  /** Null for one that is filled by hand. */
  search: SavedSearch.nullable(),
  /** Its own and those of the collections in it, outside the trash; null for a smart one, which is counted when it is looked at. */
  works: z.int().nonnegative().nullable(),
})
export type Collection = z.infer<typeof Collection>

export const Rating = z.int().min(0).max(5)

/** What is to become of some works. Absent parts stay as they are. */
export const Edit = z.object({
  favourite: z.boolean().optional(),
  rating: Rating.optional(),
  note: z.string().max(20_000).optional(),
  /** Made where there is none of that name. */
  addTags: z.array(Name).max(100).optional(),
  removeTags: z.array(TagId).max(100).optional(),
  collect: CollectionId.optional(),
  uncollect: CollectionId.optional(),
})
export type Edit = z.infer<typeof Edit>

export const StepKind = z.enum([
  'removed',
  'restored',
  'renamed',
  'favourite',
  'unfavourite',
  'rated',
  'noted',
  'tagged',
  'untagged',
  'collected',
  'uncollected',
  'edited',
  'tag-renamed',
  'tag-removed',
  'collection-made',
  'collection-changed',
  'collection-removed',
  'match-decided',
])
export type StepKind = z.infer<typeof StepKind>

/** One act of a person, however many works it changed. */
export const Step = z.object({
  stepId: StepId,
  kind: StepKind,
  /** Works it changed. */
  works: z.int().nonnegative(),
  /** The tag, collection or work it was about; '' where there are several. */
  name: z.string(),
})
export type Step = z.infer<typeof Step>

/** An id chosen by the caller: parts of one act that have to be sent apart carry the same one, and are one step to undo. */
const step = StepId.optional()
const Done = z.object({
  /** Null when nothing was to be done. */
  step: Step.nullable(),
})

export const organiseContract = {
  edit: procedure.input(z.object({ assetIds: z.array(AssetId).min(1).max(10_000), edit: Edit, step })).output(Done),
  tags: procedure.input(z.object({})).output(z.object({ items: z.array(Tag) })),
  /** To a name that another tag has, the two become one. */
  renameTag: procedure.input(z.object({ tagId: TagId, name: Name })).output(Done),
  removeTag: procedure.input(z.object({ tagId: TagId })).output(Done),
  /** All of them, by name; a tree by `parentId`. */
  collections: procedure.input(z.object({})).output(z.object({ items: z.array(Collection) })),
  createCollection: procedure
    .input(
      z.object({
        name: Name,
        parentId: CollectionId.nullable().default(null),
        search: SavedSearch.nullable().default(null),
      }),
    )
    .output(z.object({ collectionId: CollectionId, step: Step })),
  /** Fails with CONFLICT when a collection would come to lie in itself. */
  changeCollection: procedure
    .input(
      z.object({
        collectionId: CollectionId,
        name: Name.optional(),
        parentId: CollectionId.nullable().optional(),
        search: SavedSearch.optional(),
      }),
    )
    .output(Done),
  /** The collections in it move up to where it was. No work is touched. */
  removeCollection: procedure.input(z.object({ collectionId: CollectionId })).output(Done),
  /** What undo and redo would turn round. */
  steps: procedure.input(z.object({})).output(z.object({ undo: Step.nullable(), redo: Step.nullable() })),
  /** Turns the last step round; with an id, only if it is that one, CONFLICT otherwise. */
  undo: procedure.input(z.object({ stepId: StepId.optional() })).output(Done),
  redo: procedure.input(z.object({})).output(Done),
}
