import type { ComponentType } from 'react'
import type { Settings } from '../../../shared/contract/settings.ts'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useChangeSettings, useSettings } from '../../state/settings.ts'
import type { ControlProps } from './control-props.ts'

type SwitchKey = { [K in keyof Settings]: Settings[K] extends boolean ? K : never }[keyof Settings]

/** A control for a setting that is on or off, in the form of the other choices. */
export function switchControl(key: SwitchKey): ComponentType<ControlProps> {
  return function SwitchControl({ name }: ControlProps) {
    const t = useT()
    const { values } = useSettings()
    const { set } = useChangeSettings()
    const segments = [
      { value: 'off' as const, label: t('settings.switch.off') },
      { value: 'on' as const, label: t('settings.switch.on') },
    ]
    return (
      <SegmentedControl
        label={name}
        value={values[key] ? 'on' : 'off'}
        segments={segments}
        onChange={(value) => set({ [key]: value === 'on' })}
      />
    )
  }
}
