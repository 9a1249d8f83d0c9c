import { Failure } from '../../../../shared/contract/errors.ts'
import type { Collection, Edit, SavedSearch, Step, Tag } from '../../../../shared/contract/organise.ts'
import type { MatchDecision } from '../../../../shared/contract/matches.ts'
import { type AssetId, CollectionId, type MatchId, type StepId, type TagId } from '../../../../shared/domain/ids.ts'
import { allIn, collectionsIn, findCollection, listCollections } from '../../store/collections.ts'
import type { WriteStore } from '../../store/handles.ts'
import { decisionOf } from '../../store/matches.ts'
import type { Store } from '../../store/open-store.ts'
import type { NewId } from '../../store/new-id.ts'
import { allTagged, findTag, findTagNamed, listTags, worksTagged } from '../../store/tags.ts'
import { applyChange } from './apply-change.ts'
import type { Change, CollectionFields } from './change.ts'
import type { Act, Journal } from './journal.ts'
import { planEdit } from './plan-edit.ts'

// What people add to their works: favourites, stars, notes, tags, collections. Every act is recorded with its way back.

export type CollectionChange = {
  name?: string | undefined
  parentId?: CollectionId | null | undefined
  search?: SavedSearch | undefined
}

export interface Organise {
  edit(assetIds: readonly AssetId[], edit: Edit, stepId?: StepId): Step | null
  tags(): Tag[]
  renameTag(tagId: TagId, name: string): Step | null
  removeTag(tagId: TagId): Step | null
  collections(): Collection[]
  createCollection(made: { name: string; parentId: CollectionId | null; search: SavedSearch | null }): {
    collectionId: CollectionId
    step: Step
  }
  changeCollection(collectionId: CollectionId, change: CollectionChange): Step | null
  removeCollection(collectionId: CollectionId): Step | null
  /** What a person says of matches; null takes it back. Unknown ones are passed over. */
  decide(matchIds: readonly MatchId[], decision: MatchDecision | null): Step | null
}

export function createOrganise(options: { store: Store; now: () => number; newId: NewId; journal: Journal }): Organise {
  const { store, now, newId, journal } = options

  /** Carries out what is planned, one change after the other, and records it. */
  const act = (name: string, plan: (write: WriteStore) => Act): Step | null =>
    store.transaction(name, (write) => {
      const planned = plan(write)
      for (const change of planned.changes) applyChange(write, journal.context(), change)
      return journal.record(write, planned, undefined)
    })

  const collectionOr404 = (write: WriteStore, collectionId: CollectionId): CollectionFields => {
    const found = findCollection(write, collectionId)
    if (found === undefined) throw new Failure('NOT_FOUND', 'This collection is not there any more.')
    return found
  }

  /** Throws CONFLICT when `collectionId` is `parentId` or lies above it. */
  const assertOutside = (write: WriteStore, collectionId: CollectionId, parentId: CollectionId | null): void => {
    let above = parentId
    while (above !== null) {
      if (above === collectionId) throw new Failure('CONFLICT', 'A collection can’t be put into itself.')
      above = collectionOr404(write, above).parentId
    }
  }

  return {
    edit: (assetIds, edit, stepId) =>
      store.transaction('edit works', (write) => {
        const context = journal.context()
        const planned = planEdit(write, assetIds, edit, context, (changes) => {
          for (const change of changes) applyChange(write, context, change)
        })
        return journal.record(write, planned, stepId)
      }),

    tags: () => store.read((read) => listTags(read).map(({ tagId, name, works }) => ({ tagId, name, works }))),

    renameTag: (tagId, name) =>
      act('rename tag', (write) => {
        const tag = findTag(write, tagId)
        if (tag === undefined) throw new Failure('NOT_FOUND', 'This tag is not there any more.')
        const other = findTagNamed(write, name)
        const changes: Change[] = []
        if (other !== undefined && other.tagId !== tagId) {
          const works = allTagged(write, tagId)
          const missing = worksTagged(write, other.tagId, works, false)
          if (works.length > 0) changes.push({ of: 'tagged', tagId, assetIds: works, to: false })
          if (missing.length > 0) changes.push({ of: 'tagged', tagId: other.tagId, assetIds: missing, to: true })
          changes.push({ of: 'tag', from: tag, to: null })
        } else if (tag.name !== name) changes.push({ of: 'tag', from: tag, to: { ...tag, name } })
        return { kind: 'tag-renamed', name, changes }
      }),

    removeTag: (tagId) =>
      act('remove tag', (write) => {
        const tag = findTag(write, tagId)
        if (tag === undefined) return { kind: 'tag-removed', name: '', changes: [] }
        const works = allTagged(write, tagId)
        const untagged: Change[] = works.length === 0 ? [] : [{ of: 'tagged', tagId, assetIds: works, to: false }]
        return { kind: 'tag-removed', name: tag.name, changes: [...untagged, { of: 'tag', from: tag, to: null }] }
      }),

    collections: () =>
      store.read((read) =>
        listCollections(read).map(({ createdAt: _createdAt, works, ...collection }) => ({
          ...collection,
          works: collection.search === null ? works : null,
        })),
      ),

    createCollection: ({ name, parentId, search }) => {
      const collectionId = CollectionId.parse(newId())
      const step = act('create collection', (write) => {
        if (parentId !== null) collectionOr404(write, parentId)
        const made = { collectionId, parentId, name, search, createdAt: now() }
        return { kind: 'collection-made', name, changes: [{ of: 'collection', from: null, to: made }] }
      })
      if (step === null) throw new Error('a new collection is always a step')
      return { collectionId, step }
    },

    changeCollection: (collectionId, change) =>
      act('change collection', (write) => {
        const from = collectionOr404(write, collectionId)
        const { name = from.name, parentId = from.parentId } = change
        assertOutside(write, collectionId, parentId)
        // A collection that is filled by hand stays one: its works would be lost from sight.
        const search = from.search === null ? null : (change.search ?? from.search)
        const to = { ...from, name, parentId, search }
        const same = JSON.stringify(from) === JSON.stringify(to)
        return { kind: 'collection-changed', name, changes: same ? [] : [{ of: 'collection', from, to }] }
      }),

    removeCollection: (collectionId) =>
      act('remove collection', (write) => {
        const from = findCollection(write, collectionId)
        if (from === undefined) return { kind: 'collection-removed', name: '', changes: [] }
        const works = allIn(write, collectionId)
        const moved: Change[] = collectionsIn(write, collectionId).map((inside) => ({
          of: 'collection',
          from: inside,
          to: { ...inside, parentId: from.parentId },
        }))
        const emptied: Change[] =
          works.length === 0 ? [] : [{ of: 'collected', collectionId, assetIds: works, to: false }]
        const changes: Change[] = [...moved, ...emptied, { of: 'collection', from, to: null }]
        return { kind: 'collection-removed', name: from.name, changes }
      }),

    decide: (matchIds, decision) =>
      act('decide matches', (write) => {
        const byDecision = Map.groupBy([...new Set(matchIds)], (matchId) => decisionOf(write, matchId))
        const changes: Change[] = []
        for (const [from, ids] of byDecision) {
          if (from !== undefined && from !== decision)
            changes.push({ of: 'decided', matchIds: ids, from, to: decision })
        }
        return { kind: 'match-decided', name: '', changes }
      }),
  }
}
