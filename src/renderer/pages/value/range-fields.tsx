import type { RangeField } from '../../../shared/domain/valuation.ts'
import { TextField } from '../../components/text-field.tsx'
import { useT } from '../../i18n/locale.tsx'
import { rangeFieldsOf, useCalculator } from './draft.ts'

/** Between what each input lies nine times out of ten. What is left empty is assumed, and said to be. */
export function RangeFields({ wrong }: { wrong: readonly RangeField[] }) {
  const t = useT()
  const { draft, change } = useCalculator()
  const set = (field: RangeField, part: { low?: string; high?: string }) => {
    const before = draft.ranges[field] ?? { low: '', high: '' }
    change({ ranges: { ...draft.ranges, [field]: { ...before, ...part } } })
  }
  return (
    <details className="border-line border-t pt-3">
      <summary className="font-semibold text-sm">{t('value.ranges')}</summary>
      <p className="mt-1 mb-3 text-faint text-xs">{t('value.rangesHint')}</p>
      <div className="space-y-2">
        {rangeFieldsOf(draft).map((field) => (
          <div key={field} className="flex items-center gap-2 text-sm">
            <span className="min-w-0 flex-1">{t(`value.input.${field}`)}</span>
            {(['low', 'high'] as const).map((end) => (
              <TextField
                key={end}
                aria-label={t(`value.${end}Of`, { input: t(`value.input.${field}`) })}
                aria-invalid={wrong.includes(field) || undefined}
                inputMode="decimal"
                value={draft.ranges[field]?.[end] ?? ''}
                onChange={(event) => set(field, { [end]: event.currentTarget.value })}
                className="w-28 text-end tabular"
              />
            ))}
          </div>
        ))}
      </div>
      {wrong.length > 0 && (
        <p role="alert" className="mt-1 text-needs text-xs">
          {t('value.problem.between')}
        </p>
      )}
    </details>
  )
}
