import type { ComponentType } from 'react'
import type { Settings } from '../../../shared/contract/settings.ts'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { Select } from '../../components/select.tsx'
import { useT } from '../../i18n/locale.tsx'
import type { MessageKey } from '../../i18n/messages/en.ts'
import { useChangeSettings, useSettings } from '../../state/settings.ts'
import type { ControlProps } from './control-props.ts'

type ChoiceKey = {
  [K in keyof Settings]: Settings[K] extends string ? (string extends Settings[K] ? never : K) : never
}[keyof Settings]

/** A control for a setting with a handful of values: side by side, or as a list. */
export function choiceControl<K extends ChoiceKey>(
  key: K,
  choices: readonly Settings[K][],
  labelOf: (value: Settings[K]) => MessageKey,
  form: 'segments' | 'list' = 'segments',
): ComponentType<ControlProps> {
  return function ChoiceControl({ id, name }: ControlProps) {
    const t = useT()
    const { values } = useSettings()
    const { set } = useChangeSettings()
    const options = choices.map((value) => ({ value, label: t(labelOf(value)) }))
    const change = (value: Settings[K]) => set({ [key]: value })
    return form === 'list' ? (
      <Select id={id} value={values[key]} options={options} onChange={change} className="w-56" />
    ) : (
      <SegmentedControl label={name} value={values[key]} segments={options} onChange={change} />
    )
  }
}
