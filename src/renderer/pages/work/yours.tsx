import { FolderHeart, Heart, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { AssetDetail } from '../../../shared/contract/library.ts'
import { useCommand } from '../../commands/registry.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { Stars } from '../../components/stars.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useWritable } from '../../state/core.tsx'
import { CollectDialog } from '../library/collect-dialog.tsx'
import { TagDialog } from '../library/tag-dialog.tsx'
import { useWorkActs } from '../library/use-acts.ts'
import { useRatingCommands } from '../library/use-rating-commands.ts'
import '../library/sidebar.css'
import '../library/search.css'

/** What a person added to the work: heart, stars, tags, collections and a note. */
export function Yours({ work }: { work: AssetDetail }) {
  const t = useT()
  const acts = useWorkActs()
  const writable = useWritable() && work.trashedAt === null
  const [asking, setAsking] = useState<'tag' | 'collect' | null>(null)
  const { assetId, favourite } = work
  const heart = () => void acts.edit([assetId], { favourite: !favourite })
  const rate = (rating: number) => void acts.edit([assetId], { rating })
  useCommand('selection.favourite', heart, writable)
  useCommand('selection.tag', () => setAsking('tag'), writable)
  useCommand('selection.collect', () => setAsking('collect'), writable)
  useRatingCommands(rate, writable)
  return (
    <>
      <div className="flex items-center gap-2">
        <IconButton
          icon={Heart}
          label={t(favourite ? 'organise.unfavourite' : 'organise.favourite')}
          keys="F"
          pressed={favourite}
          disabled={!writable}
          onClick={heart}
          className={favourite ? '[&_svg]:fill-current' : ''}
        />
        <Stars
          label={t('organise.rating')}
          name={(count) => t('organise.stars', { count })}
          value={work.rating}
          disabled={!writable}
          onChange={rate}
        />
      </div>
      <ul className="tag-list">
        {work.tags.map(({ tagId, name }) => (
          <li key={tagId}>
            <button
              type="button"
              className="search-chip"
              disabled={!writable}
              aria-label={t('organise.takeOff', { name })}
              onClick={() => void acts.edit([assetId], { removeTags: [tagId] })}
            >
              <span className="truncate">{name}</span>
              <X aria-hidden size={12} className="shrink-0" />
            </button>
          </li>
        ))}
        {work.collections.map(({ collectionId, name }) => (
          <li key={collectionId}>
            <button
              type="button"
              className="search-chip"
              disabled={!writable}
              aria-label={t('organise.takeOut', { name })}
              onClick={() => void acts.edit([assetId], { uncollect: collectionId })}
            >
              <FolderHeart aria-hidden size={12} className="shrink-0" />
              <span className="truncate">{name}</span>
              <X aria-hidden size={12} className="shrink-0" />
            </button>
          </li>
        ))}
        <li>
          <button type="button" className="yours-add" disabled={!writable} onClick={() => setAsking('tag')}>
            {t('command.selection.tag')}
          </button>
        </li>
        <li>
          <button type="button" className="yours-add" disabled={!writable} onClick={() => setAsking('collect')}>
            {t('organise.collections')}…
          </button>
        </li>
      </ul>
      <Note key={assetId} work={work} disabled={!writable} />
      {asking === 'tag' && <TagDialog assetIds={[assetId]} onClose={() => setAsking(null)} />}
      {asking === 'collect' && <CollectDialog assetIds={[assetId]} onClose={() => setAsking(null)} />}
    </>
  )
}

/** Kept when it is left, or on Ctrl/Cmd+Enter; Escape takes back what was typed. */
function Note({ work, disabled }: { work: AssetDetail; disabled: boolean }) {
  const t = useT()
  const acts = useWorkActs()
  const [typed, setTyped] = useState(work.note)
  useEffect(() => setTyped(work.note), [work.note])
  const keep = () => {
    if (typed !== work.note) void acts.edit([work.assetId], { note: typed })
  }
  return (
    <textarea
      className="note-field"
      aria-label={t('organise.note')}
      placeholder={t('organise.notePlaceholder')}
      rows={Math.min(12, Math.max(2, typed.split('\n').length))}
      maxLength={20_000}
      disabled={disabled}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.blur()
        else if (event.key === 'Escape') {
          event.stopPropagation()
          setTyped(work.note)
          const field = event.currentTarget
          requestAnimationFrame(() => field.blur())
        }
      }}
    />
  )
}
