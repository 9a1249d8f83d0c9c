import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useId, useState } from 'react'
import type { AssetId } from '../../../shared/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useOrpc } from '../../state/core.tsx'
import { useTags } from '../../state/organise.ts'
import { useWorkActs } from './use-acts.ts'

/** Tags that are offered beside the field. */
const offered = 12

/** Adds tags to some works, or takes those of a single one off. */
export function TagDialog({ assetIds, onClose }: { assetIds: readonly AssetId[]; onClose(): void }) {
  const t = useT()
  const [first] = assetIds
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t('organise.tagTitle', { count: assetIds.length })}
      description={t('organise.tagHint')}
      footer={
        <Button variant="ink" onClick={onClose}>
          {t('organise.done')}
        </Button>
      }
    >
      {first !== undefined && assetIds.length === 1 && <TagsOf assetId={first} />}
      <TagField assetIds={assetIds} />
    </Dialog>
  )
}

/** The tags of one work, each to be taken off. */
export function TagsOf({ assetId }: { assetId: AssetId }) {
  const t = useT()
  const orpc = useOrpc()
  const acts = useWorkActs()
  const tags = useQuery(orpc.library.get.queryOptions({ input: { assetId } })).data?.tags ?? []
  if (tags.length === 0) return null
  return (
    <ul className="tag-list">
      {tags.map(({ tagId, name }) => (
        <li key={tagId}>
          <button
            type="button"
            className="search-chip"
            aria-label={t('organise.takeOff', { name })}
            onClick={() => void acts.edit([assetId], { removeTags: [tagId] })}
          >
            <span className="truncate">{name}</span>
            <X aria-hidden size={12} className="shrink-0" />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** One tag after the other, with the names that are there already. */
export function TagField({ assetIds }: { assetIds: readonly AssetId[] }) {
  const t = useT()
  const acts = useWorkActs()
  const tags = useTags()
  const listId = useId()
  const [typed, setTyped] = useState('')
  const add = (name: string) => {
    if (name.trim() === '') return
    setTyped('')
    void acts.edit(assetIds, { addTags: [name.trim()] })
  }
  const often = tags.toSorted((a, b) => b.works - a.works).slice(0, offered)
  return (
    <>
      <form
        className="flex gap-2 py-2"
        onSubmit={(event) => {
          event.preventDefault()
          add(typed)
        }}
      >
        <TextField
          autoFocus
          aria-label={t('organise.tagField')}
          placeholder={t('organise.tagField')}
          list={listId}
          maxLength={120}
          value={typed}
          className="min-w-0 flex-1"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <datalist id={listId}>
          {tags.map(({ tagId, name }) => (
            <option key={tagId} value={name} />
          ))}
        </datalist>
        <Button type="submit" disabled={typed.trim() === ''}>
          {t('organise.tagAdd')}
        </Button>
      </form>
      {often.length > 0 && (
        <ul className="tag-list">
          {often.map(({ tagId, name }) => (
            <li key={tagId}>
              <button type="button" className="search-hint" onClick={() => add(name)}>
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
