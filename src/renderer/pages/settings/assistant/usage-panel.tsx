import { useQuery } from '@tanstack/react-query'
import { Receipt } from 'lucide-react'
import type { UsageMonth, UsageRow } from '../../../../shared/contract/assistant-providers.ts'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ErrorState } from '../../../components/error-state.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { useFormat, useT } from '../../../i18n/locale.tsx'
import { useOrpc } from '../../../state/core.tsx'
import { amountOf, nameOfProvider } from './provider-text.ts'

/** What was asked and what it cost, by month and model. */
export function UsagePanel() {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const usage = useQuery(orpc.providers.usage.queryOptions({ input: {} }))
  const list = useQuery(orpc.providers.list.queryOptions({ input: {} }))
  if (usage.isError) return <ErrorState error={usage.error} onRetry={() => void usage.refetch()} />
  if (usage.data === undefined || list.data === undefined) return <Skeleton className="my-5 h-40" />
  const spent = format.money({ currency: 'USD', amount: amountOf(list.data.spentMicro) })
  return (
    <div className="py-5">
      <h3 className="font-semibold">{t('providers.usage')}</h3>
      <p className="text-muted text-sm">
        {t('providers.usage.hint', { date: format.date(Date.parse(`${list.data.pricesOf}T12:00:00Z`)), spent })}
      </p>
      {usage.data.months.length === 0 ? (
        <EmptyState icon={Receipt} title={t('providers.usage.none')} description={t('providers.usage.noneHint')} />
      ) : (
        usage.data.months.map((month) => <Month key={month.month} month={month} />)
      )}
    </div>
  )
}

function Month({ month: { month, costMicro, rows } }: { month: UsageMonth }) {
  const t = useT()
  const format = useFormat()
  const [year = 1970, number = 1] = month.split('-').map(Number)
  const name = format.month(new Date(year, number - 1, 1).getTime())
  const estimated = rows.reduce((sum, row) => sum + row.estimated + row.unpriced, 0)
  return (
    <div className="mt-4">
      <table className="w-full text-sm tabular">
        <caption className="pb-1 text-start font-semibold">
          {t('providers.usage.month', {
            month: name,
            cost: format.money({ currency: 'USD', amount: amountOf(costMicro) }),
          })}
        </caption>
        <thead>
          <tr className="border-line border-b text-muted text-xs">
            <th scope="col" className="py-1 text-start font-normal">
              {t('providers.usage.model')}
            </th>
            {(['calls', 'tokensIn', 'tokensOut', 'cost'] as const).map((column) => (
              <th key={column} scope="col" className="whitespace-nowrap py-1 ps-4 text-end font-normal">
                {t(`providers.usage.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.provider}/${row.model}`} row={row} />
          ))}
        </tbody>
      </table>
      {estimated > 0 && (
        <p className="mt-1 text-faint text-xs">{t('providers.usage.estimated', { count: estimated })}</p>
      )}
    </div>
  )
}

function Row({ row }: { row: UsageRow }) {
  const t = useT()
  const format = useFormat()
  const detail =
    row.failed + row.cached === 0
      ? null
      : t('providers.usage.callsDetail', { failed: format.number(row.failed), cached: format.number(row.cached) })
  const cost =
    row.costMicro === 0 && row.unpriced > 0
      ? t('providers.usage.unpriced')
      : format.money({ currency: 'USD', amount: amountOf(row.costMicro) })
  return (
    <tr className="border-line border-b align-top last:border-0">
      <th scope="row" className="w-full max-w-0 py-1.5 text-start font-normal">
        <bdi className="block truncate">{row.model}</bdi>
        <span className="block text-muted text-xs">
          {[nameOfProvider(row.provider, t), ...(detail === null ? [] : [detail])].join(' · ')}
        </span>
      </th>
      <td className="py-1.5 ps-4 text-end">{format.number(row.calls)}</td>
      <td className="py-1.5 ps-4 text-end">{format.number(row.inputTokens)}</td>
      <td className="py-1.5 ps-4 text-end">{format.number(row.outputTokens)}</td>
      <td className="whitespace-nowrap py-1.5 ps-4 text-end">{cost}</td>
    </tr>
  )
}
