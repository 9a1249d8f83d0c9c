import { clsx } from 'clsx'
import type { Balance } from '../../../shared/domain/ledger.ts'
import { useFormat, useT } from '../../i18n/locale.tsx'

const parts = ['pending', 'reserved', 'held', 'lifetimeEarned', 'lifetimeWithdrawn'] as const
const always: readonly string[] = ['lifetimeEarned', 'lifetimeWithdrawn']

/** A line per currency: what is available, large; what is on its way, held, earned and withdrawn beside it. */
export function Balances({ balances }: { balances: readonly Balance[] }) {
  const t = useT()
  const format = useFormat()
  return (
    <ul className="mb-8 divide-y divide-line border-line border-y">
      {balances.map((balance) => (
        <li key={balance.currency} className="flex flex-wrap items-end gap-x-8 gap-y-2 py-3">
          <div className="min-w-52">
            <p className="text-muted text-sm">{t('wallet.balance.available', { currency: balance.currency })}</p>
            <p
              data-selectable
              className={clsx('break-words font-semibold tabular', balances.length === 1 ? 'text-2xl' : 'text-xl')}
            >
              {format.money(balance.available)}
            </p>
          </div>
          <dl className="flex flex-1 flex-wrap justify-end gap-x-6 gap-y-2 text-sm">
            {parts
              .filter((part) => always.includes(part) || /[1-9]/.test(balance[part].amount))
              .map((part) => (
                <div key={part}>
                  <dt className="text-muted text-xs">{t(`wallet.balance.${part}`)}</dt>
                  <dd className="tabular">{format.money(balance[part])}</dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
