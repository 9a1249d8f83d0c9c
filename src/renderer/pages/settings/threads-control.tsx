import { Select } from '../../components/select.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useChangeSettings, useSettings } from '../../state/settings.ts'
import type { ControlProps } from './control-props.ts'

const offered = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64]

export function ThreadsControl({ id }: ControlProps) {
  const t = useT()
  const stored = useSettings().values['intake.computeThreads']
  const { set } = useChangeSettings()
  const counts = [...new Set([...offered, stored])].filter((count) => count > 0).sort((a, b) => a - b)
  const options = [
    { value: '0', label: t('settings.threads.auto') },
    ...counts.map((count) => ({ value: String(count), label: t('settings.threads.some', { count }) })),
  ]
  return (
    <Select
      id={id}
      value={String(stored)}
      options={options}
      onChange={(value) => set({ 'intake.computeThreads': Number(value) })}
      className="w-56"
    />
  )
}
