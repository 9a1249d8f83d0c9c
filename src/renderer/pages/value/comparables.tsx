import { useQuery } from '@tanstack/react-query'
import type { Money } from '../../../shared/domain/money.ts'
import type { ValueScope } from '../../../shared/domain/valuation.ts'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useOrpc } from '../../state/core.tsx'

/** Dated, sourced payments for comparable uses, and a warning where the estimate is far from them. */
export function Comparables({ scope, value }: { scope: ValueScope; value: Money | null }) {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const { data } = useQuery(orpc.value.comparables.queryOptions({ input: { scope, value } }))
  if (data === undefined) return null
  const { compared, items, problems } = data
  const factor = compared?.factor ?? null
  return (
    <section aria-label={t('value.comparables')}>
      <h3 className="font-semibold text-sm">{t('value.comparables')}</h3>
      {compared !== null && (
        <p className="text-sm tabular">
          {t('value.compared', { low: format.roundMoney(compared.low), high: format.roundMoney(compared.high) })}
        </p>
      )}
      {factor !== null && (
        <p role="status" className="mt-1 rounded-sm bg-needs-wash px-2 py-1 text-needs text-sm">
          {factor > 1
            ? t('value.tooHigh', { factor: format.number(factor) })
            : t('value.tooLow', { factor: format.number(1 / factor) })}
        </p>
      )}
      <ul className="mt-2 divide-y divide-line text-xs">
        {items.map(({ title, kind, date, source, low, high, per, currency, own, medium }) => {
          const money = (amount: string) => format.money({ currency, amount })
          const amount = low === high ? money(low) : `${money(low)}–${money(high)}`
          return (
            <li key={`${title} ${date} ${medium}`} className="py-1.5">
              <p className="flex flex-wrap justify-between gap-x-4">
                <span>{title}</span>
                <span className="tabular">{t('value.comparable', { amount, per })}</span>
              </p>
              <p data-selectable className="text-muted">
                {[t(`kind.${medium}`), t(`value.kind.${kind}`), date, source, own ? t('value.comparableOwn') : '']
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          )
        })}
      </ul>
      {items.length === 0 && <p className="text-muted text-sm">{t('value.comparablesNone')}</p>}
      {problems.map((problem) => (
        <p key={problem} className="mt-1 text-needs text-xs">
          {problem}
        </p>
      ))}
      <p className="mt-1 text-faint text-xs">{t('value.comparablesFolder')}</p>
    </section>
  )
}
