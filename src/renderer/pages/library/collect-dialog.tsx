import { FolderHeart, Plus } from 'lucide-react'
import { useState } from 'react'
import type { AssetId, CollectionId } from '../../../shared/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useClient } from '../../state/core.tsx'
import { branchesOf, useCollections } from '../../state/organise.ts'
import { useWorkActs } from './use-acts.ts'

/** Puts works into a collection that is there, or into a new one. */
export function CollectDialog({ assetIds, onClose }: { assetIds: readonly AssetId[]; onClose(): void }) {
  const t = useT()
  const format = useFormat()
  const client = useClient()
  const acts = useWorkActs()
  const [typed, setTyped] = useState('')
  const branches = branchesOf(useCollections()).filter(({ collection }) => collection.search === null)
  const into = (collect: CollectionId) => {
    onClose()
    void acts.edit(assetIds, { collect })
  }
  const make = async () => {
    const name = typed.trim()
    if (name === '') return
    let made: CollectionId | null = null
    const done = await acts.step(async () => {
      const { collectionId, step } = await client.organise.createCollection({ name })
      made = collectionId
      return { step }
    })
    if (done && made !== null) into(made)
  }
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t('organise.collectTitle', { count: assetIds.length })}
      description={t('organise.collectHint')}
    >
      <ul className="collect-list">
        {branches.map(({ collection, depth }) => (
          <li key={collection.collectionId}>
            <button
              type="button"
              style={{ paddingInlineStart: 8 + depth * 16 }}
              onClick={() => into(collection.collectionId)}
            >
              <FolderHeart aria-hidden size={16} className="shrink-0 text-muted" />
              <span className="min-w-0 flex-1 truncate text-start">{collection.name}</span>
              <span className="text-muted text-xs tabular">{format.number(collection.works ?? 0)}</span>
            </button>
          </li>
        ))}
      </ul>
      <form
        className="flex gap-2 py-2"
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        <TextField
          aria-label={t('organise.new')}
          placeholder={t('organise.new')}
          maxLength={120}
          value={typed}
          className="min-w-0 flex-1"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" icon={Plus} disabled={typed.trim() === ''}>
          {t('organise.make')}
        </Button>
      </form>
    </Dialog>
  )
}
