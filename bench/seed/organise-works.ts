import { putCollection, setCollected } from '../../src/main/core/store/collections.ts'
import type { WriteStore } from '../../src/main/core/store/handles.ts'
import { setFavourite, setNote, setRating } from '../../src/main/core/store/marks.ts'
import type { NewId } from '../../src/main/core/store/new-id.ts'
import { putTag, setTagged } from '../../src/main/core/store/tags.ts'
import { type AssetId, CollectionId, TagId } from '../../src/shared/domain/ids.ts'

// What a person does with a library over the years: few works are loved, more are tagged, some are put together.

const tagNames = [
  'print',
  'sketch',
  'on tour',
  'Atlas Press',
  'commission',
  'sold',
  'to frame',
  'family',
  '東京',
  'B-side',
]
const notes = ['Shown at the spring fair.', 'Colours too cold; print again.', 'Sold to M. Okafor.', 'Ask before using.']

/** Every `every`-th work, beginning at the `from`-th. */
const some = (ids: readonly AssetId[], every: number, from: number): AssetId[] =>
  ids.filter((_id, index) => index % every === from % every)

export function organiseWorks(write: WriteStore, ids: readonly AssetId[], newId: NewId, at: number): void {
  setFavourite(write, some(ids, 23, 4), true, at)
  for (const stars of [1, 2, 3, 4, 5]) setRating(write, some(ids, 41, stars * 7), stars, at)
  for (const [index, name] of tagNames.entries()) {
    const tagId = TagId.parse(newId())
    putTag(write, { tagId, name, createdAt: at })
    setTagged(write, tagId, some(ids, 9 + index * 14, index), true)
  }
  for (const [index, assetId] of some(ids, 211, 8).slice(0, 400).entries()) {
    setNote(write, assetId, notes[index % notes.length] ?? '', at)
  }
  const collect = (name: string, parentId: CollectionId | null, works: readonly AssetId[], search: string | null) => {
    const collectionId = CollectionId.parse(newId())
    const saved = search === null ? null : { text: search, kinds: [], statuses: [] }
    putCollection(write, { collectionId, parentId, name, search: saved, createdAt: at })
    setCollected(write, collectionId, works, true)
    return collectionId
  }
  const portfolio = collect('Portfolio', null, some(ids, 61, 3), null)
  collect('Shown in Lisbon', portfolio, some(ids, 307, 12), null)
  collect('Tour 2024', null, some(ids, 97, 5), null)
  collect('Best of all', null, [], 'rating:>=4')
  collect('Long recordings', null, [], 'kind:audio duration:>3m')
}
