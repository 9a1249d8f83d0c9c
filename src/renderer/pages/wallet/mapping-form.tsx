import type { PayoutMapping, PayoutPreview } from '../../../shared/domain/payout-import.ts'
import { Currency } from '../../../shared/domain/money.ts'
import { CurrencyField } from '../../components/currency-field.tsx'
import { Field } from '../../components/field.tsx'
import { Select } from '../../components/select.tsx'
import { useT } from '../../i18n/locale.tsx'

type Part = keyof PayoutMapping['columns']
const needed = ['day', 'amount'] as const
const others = ['currency', 'description', 'reference', 'work'] as const

export type MappingFormProps = {
  columns: readonly string[]
  /** Null while nothing says where date and amount are. */
  mapping: PayoutMapping | null
  unsure: PayoutPreview['unsure']
  onChange(mapping: PayoutMapping): void
}

const begun = (columns: readonly string[]): PayoutMapping => ({
  columns: {
    day: columns[0] ?? '',
    amount: columns[1] ?? columns[0] ?? '',
    currency: null,
    description: null,
    reference: null,
    work: null,
  },
  currency: null,
  decimal: '.',
  dates: 'ymd',
  precision: 'exact',
  right: null,
})

/** Which column says what, and how figures and dates are written in it. */
export function MappingForm({ columns, mapping, unsure, onChange }: MappingFormProps) {
  const t = useT()
  const shown = mapping ?? begun(columns)
  const change = (part: Partial<PayoutMapping>) => onChange({ ...shown, ...part })
  const column = (part: Part, optional: boolean) => (
    <Field key={part} label={t(`wallet.import.column.${part}`)}>
      {(control) => (
        <Select
          {...control}
          value={mapping === null && !optional ? '' : (shown.columns[part] ?? '')}
          options={[
            ...(optional || mapping === null ? [{ value: '', label: t('wallet.import.noColumn') }] : []),
            ...columns.map((name) => ({ value: name, label: name })),
          ]}
          onChange={(name) => {
            const chosen = { ...shown.columns, [part]: name === '' && optional ? null : name }
            if (chosen.day !== '' && chosen.amount !== '') change({ columns: chosen })
          }}
          className="w-full"
        />
      )}
    </Field>
  )
  const doubt = (name: (typeof unsure)[number]) => (unsure.includes(name) ? { hint: t('wallet.import.unsure') } : {})
  return (
    <fieldset className="grid grid-cols-4 items-start gap-3 max-lg:grid-cols-3 max-md:grid-cols-2">
      <legend className="mb-2 font-semibold text-sm">{t('wallet.import.columns')}</legend>
      {needed.map((part) => column(part, false))}
      {others.map((part) => column(part, true))}
      {shown.columns.currency === null && (
        <CurrencyField
          millionths
          label={t('wallet.import.currency')}
          none={t('wallet.import.noCurrency')}
          value={shown.currency ?? ''}
          onChange={(code) => {
            const currency = Currency.safeParse(code)
            change({ currency: currency.success ? currency.data : null })
          }}
        />
      )}
      <Field label={t('wallet.import.decimal')} {...doubt('decimal')}>
        {(control) => (
          <Select
            {...control}
            value={shown.decimal}
            options={[
              { value: '.', label: '1,234.50' },
              { value: ',', label: '1.234,50' },
            ]}
            onChange={(decimal) => change({ decimal })}
            className="w-full"
          />
        )}
      </Field>
      <Field label={t('wallet.import.dates')} {...doubt('dates')}>
        {(control) => (
          <Select
            {...control}
            value={shown.dates}
            options={[
              { value: 'ymd', label: '2026-03-31' },
              { value: 'dmy', label: '31.03.2026' },
              { value: 'mdy', label: '03/31/2026' },
            ]}
            onChange={(dates) => change({ dates })}
            className="w-full"
          />
        )}
      </Field>
      <Field label={t('wallet.import.precision')}>
        {(control) => (
          <Select
            {...control}
            value={shown.precision}
            options={(['exact', 'round'] as const).map((value) => ({
              value,
              label: t(`wallet.import.precision.${value}`),
            }))}
            onChange={(precision) => change({ precision })}
            className="w-full"
          />
        )}
      </Field>
      <Field label={t('wallet.field.right')}>
        {(control) => (
          <Select
            {...control}
            value={shown.right ?? 'none'}
            options={(['none', 'composition', 'master'] as const).map((value) => ({
              value,
              label: t(`wallet.right.${value}`),
            }))}
            onChange={(right) => change({ right: right === 'none' ? null : right })}
            className="w-full"
          />
        )}
      </Field>
    </fieldset>
  )
}
