import { z } from 'zod'
import { Failure } from '../../../../shared/contract/errors.ts'
import type { Edit } from '../../../../shared/contract/organise.ts'
import type { ResultOf } from '../../../../shared/domain/assistant-tools.ts'
import { AssetId, CollectionId } from '../../../../shared/domain/ids.ts'
import { plainText } from '../../../../shared/domain/plain-text.ts'
import { defineTool } from './tool.ts'
import type { ToolServices } from './tool-services.ts'

// The few things that may be changed: what a person adds to a work. Each goes through the journal, so that it can be taken back, and none
// runs before a person has seen its arguments.

const mostChanged = 200
const assetIds = z.array(AssetId).min(1).max(mostChanged).describe('Ids of works, as list_works tells them')
const name = z
  .string()
  .max(200)
  .transform((text) => plainText(text, { oneLine: true }))
  .pipe(z.string().min(1).max(120))

function edit(
  services: ToolServices,
  act: ResultOf<'changed'>['act'],
  works: readonly AssetId[],
  change: Edit,
): ResultOf<'changed'> {
  // Ids a model made up would be passed over in silence; it should hear of them instead.
  for (const assetId of works) services.library.get(assetId)
  const step = services.organise.edit(works, change)
  services.changed()
  return { type: 'changed', act, works: step?.works ?? 0, stepId: step?.stepId ?? null }
}

export const tagWorks = defineTool({
  name: 'tag_works',
  access: 'write',
  description: 'Gives tags to works. A person is asked before it happens, and can undo it.',
  input: z.strictObject({ assetIds, tags: z.array(name).min(1).max(20) }),
  run: (services, { assetIds: works, tags }) => edit(services, 'tagged', works, { addTags: tags }),
})

export const collectWorks = defineTool({
  name: 'collect_works',
  access: 'write',
  description:
    'Puts works into a collection that is there and is not a saved search. A person is asked before it happens, and can undo it.',
  input: z.strictObject({
    assetIds,
    collectionId: CollectionId.describe('Id of the collection, as list_collections tells it'),
  }),
  run(services, { assetIds: works, collectionId }) {
    const collection = services.organise.collections().find((each) => each.collectionId === collectionId)
    if (collection === undefined) throw new Failure('NOT_FOUND', 'There is no collection with this id.')
    if (collection.search !== null)
      throw new Failure('BAD_INPUT', 'This collection is a saved search: works come into it by themselves.')
    return edit(services, 'collected', works, { collect: collectionId })
  },
})

export const noteWork = defineTool({
  name: 'note_work',
  access: 'write',
  description:
    'Sets the note of one work; what stood there is replaced. A person is asked before it happens, and can undo it.',
  input: z.strictObject({
    assetId: AssetId,
    note: z
      .string()
      .max(4_000)
      .transform((text) => plainText(text)),
  }),
  run: (services, { assetId, note }) => edit(services, 'noted', [assetId], { note }),
})
