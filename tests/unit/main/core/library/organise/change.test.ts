import { expect, it } from 'vitest'
import { type Change, inverse, worksOf } from '../../../../../../src/main/core/library/organise/change.ts'
import { AssetId, CollectionId, TagId } from '../../../../../../src/shared/domain/ids.ts'

const id = (number: number) => `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`
const work = (number: number) => AssetId.parse(id(number))
const tag = { tagId: TagId.parse(id(7)), name: 'print', createdAt: 1 }
const collection = { collectionId: CollectionId.parse(id(8)), parentId: null, name: 'Tour', search: null, createdAt: 1 }

const changes: Change[] = [
  { of: 'title', assetId: work(1), from: 'a', to: 'b' },
  { of: 'note', assetId: work(1), from: '', to: 'x' },
  { of: 'trashed', assetIds: [work(1), work(2)], to: true },
  { of: 'favourite', assetIds: [work(3)], to: false },
  { of: 'rating', assetIds: [work(3)], from: 0, to: 5 },
  { of: 'tagged', tagId: tag.tagId, assetIds: [work(2)], to: true },
  { of: 'collected', collectionId: collection.collectionId, assetIds: [work(2)], to: true },
  { of: 'tag', from: null, to: tag },
  { of: 'collection', from: collection, to: { ...collection, name: 'On tour' } },
]

it('turns every change round, and round again to itself', () => {
  expect(changes.map((change) => inverse(inverse(change)))).toEqual(changes)
  expect(changes.filter((change) => JSON.stringify(inverse(change)) === JSON.stringify(change))).toEqual([])
})

it('counts each work once, whatever was done to it', () => {
  expect(worksOf(changes)).toBe(3)
})
