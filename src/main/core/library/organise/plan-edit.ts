import type { Edit, StepKind } from '../../../../shared/contract/organise.ts'
import { type AssetId, TagId } from '../../../../shared/domain/ids.ts'
import { findCollection, worksIn } from '../../store/collections.ts'
import type { ReadStore } from '../../store/handles.ts'
import { notedOtherwise, notFavourite, ratedOtherwise } from '../../store/marks.ts'
import type { NewId } from '../../store/new-id.ts'
import { findTag, findTagNamed, worksTagged } from '../../store/tags.ts'
import type { Change } from './change.ts'

// What an edit would change among these works, and nothing that is so already: reads only.

type Planned = { kind: StepKind; name: string; changes: Change[] }

function favourites(read: ReadStore, assetIds: readonly AssetId[], to: boolean): Planned {
  const works = notFavourite(read, assetIds, to)
  const changes: Change[] = works.length === 0 ? [] : [{ of: 'favourite', assetIds: works, to }]
  return { kind: to ? 'favourite' : 'unfavourite', name: '', changes }
}

function ratings(read: ReadStore, assetIds: readonly AssetId[], to: number): Planned {
  const changes: Change[] = [...ratedOtherwise(read, assetIds, to)].map(([from, works]) => ({
    of: 'rating',
    assetIds: works,
    from,
    to,
  }))
  return { kind: 'rated', name: String(to), changes }
}

function notes(read: ReadStore, assetIds: readonly AssetId[], to: string): Planned {
  const changes: Change[] = notedOtherwise(read, assetIds, to).map(({ id, note }) => ({
    of: 'note',
    assetId: id,
    from: note,
    to,
  }))
  return { kind: 'noted', name: '', changes }
}

function tagAdded(
  read: ReadStore,
  assetIds: readonly AssetId[],
  name: string,
  made: { newId: NewId; at: number },
): Planned {
  const known = findTagNamed(read, name)
  const tag = known ?? { tagId: TagId.parse(made.newId()), name, createdAt: made.at }
  const works = known === undefined ? [...assetIds] : worksTagged(read, known.tagId, assetIds, false)
  const changes: Change[] = []
  if (known === undefined) changes.push({ of: 'tag', from: null, to: tag })
  if (works.length > 0) changes.push({ of: 'tagged', tagId: tag.tagId, assetIds: works, to: true })
  return { kind: 'tagged', name: tag.name, changes }
}

function tagRemoved(read: ReadStore, assetIds: readonly AssetId[], tagId: TagId): Planned {
  const works = worksTagged(read, tagId, assetIds, true)
  const changes: Change[] = works.length === 0 ? [] : [{ of: 'tagged', tagId, assetIds: works, to: false }]
  return { kind: 'untagged', name: findTag(read, tagId)?.name ?? '', changes }
}

function collected(
  read: ReadStore,
  assetIds: readonly AssetId[],
  collectionId: NonNullable<Edit['collect']>,
  to: boolean,
): Planned {
  const collection = findCollection(read, collectionId)
  const fillable = collection !== undefined && collection.search === null
  const works = fillable ? worksIn(read, collectionId, assetIds, !to) : []
  const changes: Change[] = works.length === 0 ? [] : [{ of: 'collected', collectionId, assetIds: works, to }]
  return { kind: to ? 'collected' : 'uncollected', name: collection?.name ?? '', changes }
}

/** One part of an edit after the other: `apply` is called with each part's changes before the next part is looked at. */
export function planEdit(
  read: ReadStore,
  assetIds: readonly AssetId[],
  edit: Edit,
  made: { newId: NewId; at: number },
  apply: (changes: readonly Change[]) => void,
): Planned {
  const parts: (() => Planned)[] = []
  const { favourite, rating, note, addTags = [], removeTags = [], collect, uncollect } = edit
  if (favourite !== undefined) parts.push(() => favourites(read, assetIds, favourite))
  if (rating !== undefined) parts.push(() => ratings(read, assetIds, rating))
  if (note !== undefined) parts.push(() => notes(read, assetIds, note))
  for (const name of addTags) parts.push(() => tagAdded(read, assetIds, name, made))
  for (const tagId of removeTags) parts.push(() => tagRemoved(read, assetIds, tagId))
  if (collect !== undefined) parts.push(() => collected(read, assetIds, collect, true))
  if (uncollect !== undefined) parts.push(() => collected(read, assetIds, uncollect, false))

  const done = parts.map((plan) => {
    const planned = plan()
    apply(planned.changes)
    return planned
  })
  const told = done.filter(({ changes }) => changes.length > 0)
  const kinds = new Set(told.map(({ kind }) => kind))
  const names = new Set(told.map(({ name }) => name))
  const [first] = told
  return {
    kind: first !== undefined && kinds.size === 1 ? first.kind : 'edited',
    name: first !== undefined && names.size === 1 ? first.name : '',
    changes: told.flatMap(({ changes }) => changes),
  }
}
