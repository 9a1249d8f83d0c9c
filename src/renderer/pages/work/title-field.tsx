import { PencilLine } from 'lucide-react'
import { useState } from 'react'
import type { AssetDetail } from '../../../shared/contract/library.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useWorkActs } from '../library/use-acts.ts'

export type TitleEditing = {
  text: string | null
  begin(): void
  change(text: string): void
  leave(): void
  keep(): void
}

/** The title while it is being written; null when it is not. */
export function useTitleEditing(work: AssetDetail): TitleEditing {
  const acts = useWorkActs()
  const [text, setText] = useState<string | null>(null)
  return {
    text,
    begin: () => setText(work.title),
    change: setText,
    leave: () => setText(null),
    keep: () => {
      const title = text?.trim() ?? ''
      setText(null)
      if (title !== '' && title !== work.title) void acts.rename(work.assetId, title)
    },
  }
}

/** The name as a heading; a press on the pencil, or F2, makes it a field. Enter and leaving keep, Escape does not. */
export function TitleField({
  work,
  editing,
  disabled,
}: {
  work: AssetDetail
  editing: TitleEditing
  disabled: boolean
}) {
  const t = useT()
  const format = useFormat()
  const facts = [
    t(`kind.${work.kind}`),
    ...(work.width === null || work.height === null
      ? []
      : [t('library.dimensions', { width: String(work.width), height: String(work.height) })]),
    format.bytes(work.bytes),
  ]
  return (
    <>
      {editing.text === null ? (
        <div className="flex items-start gap-1">
          <h1 className="selectable min-w-0 flex-1 break-words font-semibold text-lg">{work.title}</h1>
          {!disabled && (
            <IconButton size="sm" icon={PencilLine} label={t('work.rename')} keys="F2" onClick={editing.begin} />
          )}
        </div>
      ) : (
        <input
          autoFocus
          className="work-title-field"
          aria-label={t('work.titleField')}
          value={editing.text}
          maxLength={255}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => editing.change(event.currentTarget.value)}
          onBlur={editing.keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') editing.keep()
            if (event.key === 'Escape') {
              event.preventDefault()
              event.stopPropagation()
              editing.leave()
            }
          }}
        />
      )}
      <p className="text-muted text-sm tabular">{facts.join(' · ')}</p>
    </>
  )
}
