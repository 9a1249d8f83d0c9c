import { clsx } from 'clsx'
import { type PayoutFate, PayoutFate as Fates, type PayoutPreview } from '../../../shared/domain/payout-import.ts'
import { useFormat, useT } from '../../i18n/locale.tsx'

const tones: Partial<Record<PayoutFate, string>> = { wrong: 'text-needs', changed: 'text-needs', new: 'text-ink' }

/** What would become of each row; what cannot be read first, with its line and what to do. */
export function ImportPreview({ preview }: { preview: PayoutPreview }) {
  const t = useT()
  const format = useFormat()
  const { counts, problems, rows, sums } = preview
  const told = Fates.options.filter((fate) => counts[fate] > 0)
  return (
    <section aria-label={t('wallet.import.preview')}>
      <h3 className="mb-1 font-semibold text-sm">{t('wallet.import.preview')}</h3>
      <p role="status" className="mb-2 flex flex-wrap gap-x-4 text-sm">
        {told.map((fate) => (
          <span key={fate} className={tones[fate] ?? 'text-muted'}>
            {t(`wallet.import.count.${fate}`, { count: counts[fate] })}
          </span>
        ))}
        {sums.map((sum) => (
          <span key={sum.currency} className="tabular">
            {t('wallet.import.sum', { amount: format.money(sum) })}
          </span>
        ))}
      </p>
      {problems.length > 0 && (
        <ul className="mb-3 max-h-40 divide-y divide-line overflow-y-auto rounded-sm bg-needs-wash px-3 text-needs text-sm">
          {problems.map(({ column, line, message }) => (
            <li key={`${line} ${column}`} className="py-1">
              {message}
            </li>
          ))}
        </ul>
      )}
      {rows.length > 0 && (
        <div className="overflow-x-auto">
          <table className="w-full text-sm">
            <thead className="border-line-strong border-b text-start text-muted text-xs">
              <tr>
                {(['line', 'fate', 'day', 'what', 'amount'] as const).map((name) => (
                  <th
                    key={name}
                    scope="col"
                    className={clsx('py-1 pe-3 font-normal', name === 'amount' ? 'text-end' : 'text-start')}
                  >
                    {t(`wallet.import.head.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {rows.map(({ day, description, fate, line, money, reference }) => (
                <tr key={line}>
                  <td className="py-1 pe-3 text-muted tabular">{line}</td>
                  <td className={clsx('whitespace-nowrap py-1 pe-3', tones[fate] ?? 'text-muted')}>
                    {t(`wallet.import.fate.${fate}`)}
                  </td>
                  <td className="whitespace-nowrap py-1 pe-3 tabular">{day ?? ''}</td>
                  <td className="max-w-64 truncate py-1 pe-3">
                    {[description, reference].filter(Boolean).join(' · ')}
                  </td>
                  <td className="whitespace-nowrap py-1 text-end tabular">
                    {money === null ? '' : format.money(money)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
