import { useEffect, useState } from 'react'
import { TextField } from '../../components/text-field.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useChangeSettings, useSettings } from '../../state/settings.ts'
import type { ControlProps } from './control-props.ts'

const split = (hours: string): [string, string] => {
  const [from = '', to = ''] = hours.split('-')
  return [from, to]
}

/** Two hours of the day; emptying either means none. Stored when both are there. */
export function QuietHoursControl({ id, name }: ControlProps) {
  const t = useT()
  const stored = useSettings().values['work.quietHours']
  const { set } = useChangeSettings()
  const [[from, to], setHours] = useState(split(stored))
  useEffect(() => setHours(split(stored)), [stored])
  const commit = () => {
    const wanted = from !== '' && to !== '' && from !== to ? `${from}-${to}` : ''
    if (wanted !== stored) set({ 'work.quietHours': wanted })
  }
  return (
    <fieldset className="flex items-center gap-2 text-muted text-sm" onBlur={commit}>
      <legend className="sr-only">{name}</legend>
      <TextField
        id={id}
        type="time"
        aria-label={`${name}: ${t('settings.quiet.from')}`}
        value={from}
        onChange={(event) => setHours([event.currentTarget.value, to])}
        className="w-32 tabular"
      />
      {t('settings.quiet.to')}
      <TextField
        type="time"
        aria-label={`${name}: ${t('settings.quiet.to')}`}
        value={to}
        onChange={(event) => setHours([from, event.currentTarget.value])}
        className="w-32 tabular"
      />
    </fieldset>
  )
}
