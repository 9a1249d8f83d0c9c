import { Select } from '../../../components/select.tsx'
import type { Formatters } from '../../../i18n/format.ts'
import { useFormat, useT } from '../../../i18n/locale.tsx'
import type { Translate } from '../../../i18n/translate.ts'
import { useChangeSettings, useSettings } from '../../../state/settings.ts'
import type { ControlProps } from '../control-props.ts'

const offeredCents = [0, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000]
const offeredPerMinute = [2, 5, 10, 20, 30, 60, 120]
const none = 'none'

/** US cents as a person reads them; the prices of providers are in dollars. */
export function capText(cents: number | null, t: Translate, format: Formatters): string {
  if (cents === null) return t('providers.cap.none')
  return cents === 0
    ? t('providers.cap.nothing')
    : format.money({ currency: 'USD', amount: (cents / 100).toFixed(cents % 100 === 0 ? 0 : 2) })
}

export function CapControl({ id }: ControlProps) {
  const t = useT()
  const format = useFormat()
  const stored = useSettings().values['assistant.monthlyCapCents']
  const { set } = useChangeSettings()
  const offered = [...new Set([...offeredCents, ...(stored === null ? [] : [stored])])].sort((a, b) => a - b)
  const options = [
    ...offered.map((cents) => ({ value: String(cents), label: capText(cents, t, format) })),
    { value: none, label: capText(null, t, format) },
  ]
  return (
    <Select
      id={id}
      value={stored === null ? none : String(stored)}
      options={options}
      onChange={(value) => set({ 'assistant.monthlyCapCents': value === none ? null : Number(value) })}
      className="w-56"
    />
  )
}

export function PerMinuteControl({ id }: ControlProps) {
  const format = useFormat()
  const stored = useSettings().values['assistant.perMinute']
  const { set } = useChangeSettings()
  const offered = [...new Set([...offeredPerMinute, stored])].sort((a, b) => a - b)
  return (
    <Select
      id={id}
      value={String(stored)}
      options={offered.map((count) => ({ value: String(count), label: format.number(count) }))}
      onChange={(value) => set({ 'assistant.perMinute': Number(value) })}
      className="w-56"
    />
  )
}
