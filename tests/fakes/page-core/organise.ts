import type { implement } from '@orpc/server'
import type { contract } from '../../../src/shared/contract/index.ts'
import type { Collection, Step, Tag } from '../../../src/shared/contract/organise.ts'
import { CollectionId, StepId, TagId } from '../../../src/shared/domain/ids.ts'
import { uuidAt } from './random.ts'
import type { PageCoreState } from './state.ts'

/** Favourites, stars and collections in memory; enough to look at. Only decisions about matches can be undone. */
export function organiseProcedures(
  state: PageCoreState,
  os: ReturnType<typeof implement<typeof contract>>['organise'],
) {
  const newId = () => uuidAt(Date.now(), state.random)
  const tags: Tag[] = ['Atlas Press', 'print', 'sketch', 'tour 2025'].map((name, i) => ({
    tagId: TagId.parse(newId()),
    name,
    works: [12, 160, 44, 9][i] ?? 0,
  }))
  const collection = (name: string, parentId: CollectionId | null, works: number | null): Collection => ({
    collectionId: CollectionId.parse(newId()),
    parentId,
    name,
    search: works === null ? { text: 'rating:>=4', kinds: [], statuses: [] } : null,
    works,
  })
  const portfolio = collection('Portfolio', null, 48)
  const collections = [
    portfolio,
    collection('Shown in Lisbon', portfolio.collectionId, 16),
    collection('Best of all', null, null),
  ]
  const stepOf = (kind: Step['kind'], works: number, name = ''): Step => {
    state.changed('library')
    return { stepId: StepId.parse(newId()), kind, works, name }
  }
  return {
    edit: os.edit.handler(({ input: { assetIds, edit } }) => {
      for (const work of state.works.filter(({ assetId }) => assetIds.includes(assetId))) {
        if (edit.favourite !== undefined) work.favourite = edit.favourite
        if (edit.rating !== undefined) work.rating = edit.rating
      }
      return { step: stepOf('edited', assetIds.length) }
    }),
    tags: os.tags.handler(() => ({ items: tags })),
    renameTag: os.renameTag.handler(({ input }) => ({ step: stepOf('tag-renamed', 0, input.name) })),
    removeTag: os.removeTag.handler(() => ({ step: stepOf('tag-removed', 0) })),
    collections: os.collections.handler(() => ({ items: collections })),
    createCollection: os.createCollection.handler(({ input }) => {
      const made = { ...collection(input.name, input.parentId, 0), search: input.search }
      collections.push(made)
      return { collectionId: made.collectionId, step: stepOf('collection-made', 0, input.name) }
    }),
    changeCollection: os.changeCollection.handler(() => ({ step: stepOf('collection-changed', 0) })),
    removeCollection: os.removeCollection.handler(() => ({ step: stepOf('collection-removed', 0) })),
    steps: os.steps.handler(() => ({ undo: null, redo: null })),
    undo: os.undo.handler(() => {
      const last = state.undoable.pop()
      last?.undo()
      return { step: last?.step ?? null }
    }),
    redo: os.redo.handler(() => ({ step: null })),
  }
}
