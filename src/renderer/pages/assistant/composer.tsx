import { ArrowUp, Square } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { longestQuestion } from '../../../shared/contract/assistant.ts'
import { Button } from '../../components/button.tsx'
import { useT } from '../../i18n/locale.tsx'

export type ComposerProps = {
  /** While an answer comes in. */
  onStop: (() => void) | null
  /** The question that is edited; null for a new one. */
  editing: string | null
  onCancelEdit: () => void
  /** True once it is on its way: the field is emptied. */
  onAsk: (text: string) => Promise<boolean>
  disabled: boolean
}

const warnBelow = 400

/** Where a question is typed. Enter asks, Shift+Enter begins a line, Escape stops the answer or leaves the edit. */
export function Composer({ onStop, editing, onCancelEdit, onAsk, disabled }: ComposerProps) {
  const t = useT()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(editing ?? '')
  useEffect(() => {
    if (editing === null) return
    setText(editing)
    field.current?.focus()
  }, [editing])
  const left = longestQuestion - [...text].length
  const sendable = text.trim() !== '' && left >= 0 && onStop === null && !disabled
  const send = () => {
    if (!sendable) return
    void onAsk(text).then((sent) => {
      if (sent) setText('')
    })
  }
  const cancel = () => {
    onCancelEdit()
    setText('')
  }
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {editing !== null && (
        <p className="mb-2 flex items-center gap-2 text-muted text-sm">
          <span className="flex-1">{t('ask.editing')}</span>
          <Button size="sm" variant="ghost" onClick={cancel}>
            {t('ask.cancelEdit')}
          </Button>
        </p>
      )}
      <div className="composer-field">
        <textarea
          ref={field}
          rows={1}
          aria-label={t('ask.field')}
          aria-invalid={left < 0 || undefined}
          aria-describedby="composer-hint"
          placeholder={t('ask.placeholder')}
          value={text}
          dir="auto"
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
              event.preventDefault()
              send()
            } else if (event.key === 'Escape' && (onStop !== null || editing !== null)) {
              event.preventDefault()
              if (onStop !== null) onStop()
              else cancel()
            }
          }}
        />
        {onStop === null ? (
          <Button type="submit" variant="ink" icon={ArrowUp} disabled={!sendable}>
            {t('ask.send')}
          </Button>
        ) : (
          <Button variant="ink" icon={Square} onClick={onStop}>
            {t('ask.stop')}
          </Button>
        )}
      </div>
      <p id="composer-hint" role={left < 0 ? 'alert' : undefined} className={left < 0 ? 'text-needs' : undefined}>
        {left < 0
          ? t('ask.tooLong', { count: -left })
          : left < warnBelow
            ? t('ask.left', { count: left })
            : t('ask.keys')}
      </p>
    </form>
  )
}
