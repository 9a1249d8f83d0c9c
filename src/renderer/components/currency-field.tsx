import { currencyCodes } from '../../shared/domain/money.ts'
import { Field } from './field.tsx'
import { Select } from './select.tsx'

const whole = currencyCodes.map((code) => ({ value: code, label: code }))
const inMillionths = ['USD.6', 'EUR.6'].map((code) => ({ value: code, label: code }))

export type CurrencyFieldProps = {
  label: string
  value: string
  onChange(code: string): void
  /** Offers millionths too, for prices below a cent. */
  millionths?: boolean
  /** What stands first for no currency at all. */
  none?: string
  className?: string
}

/** One of the currencies money can be in. */
export function CurrencyField({ label, value, onChange, millionths = false, none, className }: CurrencyFieldProps) {
  const options = [
    ...(none === undefined ? [] : [{ value: '', label: none }]),
    ...whole,
    ...(millionths ? inMillionths : []),
  ]
  return (
    <Field label={label} {...(className === undefined ? {} : { className })}>
      {(control) => <Select {...control} value={value} options={options} onChange={onChange} className="w-full" />}
    </Field>
  )
}
