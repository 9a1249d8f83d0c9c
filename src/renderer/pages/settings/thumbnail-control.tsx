import { useEffect, useState } from 'react'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useChangeSettings, useSettings } from '../../state/settings.ts'
import type { ControlProps } from './control-props.ts'

/** Shown while it is dragged, stored when it is let go. */
export function ThumbnailControl({ id }: ControlProps) {
  const t = useT()
  const format = useFormat()
  const stored = useSettings().values['appearance.thumbnailSize']
  const { set } = useChangeSettings()
  const [size, setSize] = useState(stored)
  useEffect(() => setSize(stored), [stored])
  const commit = () => {
    if (size !== stored) set({ 'appearance.thumbnailSize': size })
  }
  return (
    <div className="flex h-8 w-56 items-center gap-3">
      <input
        id={id}
        type="range"
        min={96}
        max={320}
        step={8}
        value={size}
        onChange={(event) => setSize(event.currentTarget.valueAsNumber)}
        onPointerUp={commit}
        onKeyUp={commit}
        onBlur={commit}
        className="min-w-0 flex-1 accent-ink"
      />
      <output htmlFor={id} className="w-14 text-end text-muted text-sm tabular">
        {t('settings.pixels', { count: format.number(size) })}
      </output>
    </div>
  )
}
