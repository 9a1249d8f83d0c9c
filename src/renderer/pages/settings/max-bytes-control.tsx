import { useEffect, useState } from 'react'
import { TextField } from '../../components/text-field.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useChangeSettings, useSettings } from '../../state/settings.ts'
import type { ControlProps } from './control-props.ts'
import { bytesOfMegabytes, megabytesOf } from './megabytes.ts'

export function MaxBytesControl({ id }: ControlProps) {
  const t = useT()
  const stored = useSettings().values['intake.maxFileBytes']
  const { set } = useChangeSettings()
  const [text, setText] = useState(megabytesOf(stored))
  const [wrong, setWrong] = useState(false)
  useEffect(() => {
    setText(megabytesOf(stored))
    setWrong(false)
  }, [stored])
  const commit = () => {
    if (text === megabytesOf(stored)) return
    const bytes = bytesOfMegabytes(text)
    setWrong(bytes === null)
    if (bytes !== null) set({ 'intake.maxFileBytes': bytes })
  }
  return (
    <form
      className="w-56"
      onSubmit={(event) => {
        event.preventDefault()
        commit()
      }}
    >
      <div className="flex items-center gap-2">
        <TextField
          id={id}
          inputMode="decimal"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={commit}
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? `${id}-error` : undefined}
          className="min-w-0 flex-1 text-end tabular"
        />
        <span className="text-muted text-sm">{t('settings.unit.mb')}</span>
      </div>
      {wrong && (
        <p id={`${id}-error`} role="alert" className="mt-1 text-needs text-xs">
          {t('settings.maxBytes.error')}
        </p>
      )}
    </form>
  )
}
