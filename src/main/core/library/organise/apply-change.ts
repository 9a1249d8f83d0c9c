import type { AssetId } from '../../../../shared/domain/ids.ts'
import { appendCustody } from '../../custody/custody-log.ts'
import { findAsset, setAssetTitle, trashAsset, untrashAsset } from '../../store/assets.ts'
import { deleteCollection, putCollection, setCollected } from '../../store/collections.ts'
import type { WriteStore } from '../../store/handles.ts'
import { decideMatch } from '../../store/matches.ts'
import { setFavourite, setNote, setRating } from '../../store/marks.ts'
import type { NewId } from '../../store/new-id.ts'
import { insertOutbox } from '../../store/outbox.ts'
import { deleteTag, putTag, setTagged } from '../../store/tags.ts'
import type { Change } from './change.ts'

// The one place where what people do to their library is carried out, be it done, undone or done again. Works that are gone meanwhile are
// passed over; names and the trash are told to the custody log and to other machines each time.

export type ApplyContext = { at: number; newId: NewId }

function tell(write: WriteStore, { at, newId }: ApplyContext, topic: string, assetId: AssetId): void {
  insertOutbox(write, { id: newId(), topic, payload: { assetId }, at })
}

function setTitle(write: WriteStore, context: ApplyContext, assetId: AssetId, to: string): void {
  const asset = findAsset(write, assetId)
  if (asset === undefined || asset.title === to) return
  setAssetTitle(write, assetId, to, context.at)
  const facts = { from: asset.title, to }
  appendCustody(write, { at: context.at, type: 'work.renamed', assetId, versionId: null, facts })
  tell(write, context, 'work.renamed', assetId)
}

/** Returns the works that were not there already. */
export function setTrashed(
  write: WriteStore,
  context: ApplyContext,
  assetIds: readonly AssetId[],
  to: boolean,
): AssetId[] {
  const type = to ? 'work.removed' : 'work.restored'
  const act = to ? trashAsset : untrashAsset
  return assetIds.filter((assetId) => {
    const asset = findAsset(write, assetId)
    if (asset === undefined || !act(write, assetId, context.at)) return false
    appendCustody(write, { at: context.at, type, assetId, versionId: null, facts: { title: asset.title } })
    tell(write, context, type, assetId)
    return true
  })
}

export function applyChange(write: WriteStore, context: ApplyContext, change: Change): void {
  switch (change.of) {
    case 'title':
      return setTitle(write, context, change.assetId, change.to)
    case 'note':
      return setNote(write, change.assetId, change.to, context.at)
    case 'trashed':
      setTrashed(write, context, change.assetIds, change.to)
      return
    case 'favourite':
      return setFavourite(write, change.assetIds, change.to, context.at)
    case 'rating':
      return setRating(write, change.assetIds, change.to, context.at)
    case 'tagged':
      return setTagged(write, change.tagId, change.assetIds, change.to)
    case 'collected':
      return setCollected(write, change.collectionId, change.assetIds, change.to)
    case 'decided':
      for (const matchId of change.matchIds) decideMatch(write, matchId, change.to, context.at)
      return
    case 'tag':
      if (change.to !== null) putTag(write, change.to)
      else if (change.from !== null) deleteTag(write, change.from.tagId)
      return
    case 'collection':
      if (change.to !== null) putCollection(write, change.to)
      else if (change.from !== null) deleteCollection(write, change.from.collectionId)
  }
}
