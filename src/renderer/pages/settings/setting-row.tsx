import { RotateCcw } from 'lucide-react'
import { IconButton } from '../../components/icon-button.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useChangeSettings, useSettings } from '../../state/settings.ts'
import type { SettingControl } from './items.tsx'

/** A setting: what it does, its control, its default and the way back. */
export function SettingRow({ item }: { item: SettingControl }) {
  const t = useT()
  const format = useFormat()
  const { values, defaults } = useSettings()
  const { reset } = useChangeSettings()
  const name = t(item.label)
  const changed = values[item.id] !== defaults[item.id]
  const { Control } = item
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-2 py-4">
      <div className="min-w-60 flex-1">
        <label htmlFor={`setting-${item.id}`} id={`setting-${item.id}-name`} className="font-semibold text-sm">
          {name}
        </label>
        {item.hint !== undefined && <p className="text-muted text-sm">{t(item.hint)}</p>}
        <p className="mt-0.5 flex min-h-7 items-center gap-1 text-faint text-xs">
          {t('settings.default', { value: item.show(defaults, t, format) })}
          {changed && (
            <IconButton
              size="sm"
              icon={RotateCcw}
              label={t('settings.reset', { name })}
              onClick={() => reset([item.id])}
            />
          )}
        </p>
      </div>
      <Control id={`setting-${item.id}`} name={name} />
    </div>
  )
}
