import { assertNever } from '../../../shared/domain/assert-never.ts'
import type { ResultOf } from '../../../shared/domain/assistant-tools.ts'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { Lead } from './lead.tsx'

type Money = ResultOf<'value'> | ResultOf<'balance'> | ResultOf<'transactions'>

/** Estimates and the ledger, looked at. */
export function MoneyResult({ result }: { result: Money }) {
  switch (result.type) {
    case 'value':
      return <Value result={result} />
    case 'balance':
      return <Balance result={result} />
    case 'transactions':
      return <Transactions result={result} />
    default:
      return assertNever(result)
  }
}

function Value({ result: { estimate, work } }: { result: ResultOf<'value'> }) {
  const t = useT()
  const format = useFormat()
  const to = { name: 'value', assetId: work?.assetId ?? null } as const
  if (estimate === null) {
    return (
      <>
        <p className="font-semibold">{t('ask.noEstimate')}</p>
        <Lead to={to}>{t('ask.estimateNow')}</Lead>
      </>
    )
  }
  const { value, range, at, expired, contributionPercent, exposurePercent, confidence, disclaimer } = estimate
  return (
    <>
      {work !== null && <p>{work.title.text}</p>}
      <p className="font-semibold text-lg tabular">{format.money(value)}</p>
      <p className="text-muted text-sm">
        {expired ? t('ask.expired') : t('ask.estimateOf', { when: format.date(at) })}
      </p>
      {range !== null && (
        <p className="mt-2 text-sm tabular">
          {t('ask.between', { low: format.roundMoney(range.p5), high: format.roundMoney(range.p95) })}
        </p>
      )}
      <p className="text-sm tabular">
        {t('ask.scores', {
          contribution: contributionPercent,
          exposure: exposurePercent,
          confidence: t(`ask.confidence.${confidence}`),
        })}
      </p>
      <p className="mt-1 text-muted text-xs">{disclaimer}</p>
      <Lead to={to}>{t('ask.seeValue')}</Lead>
    </>
  )
}

function Balance({ result: { balances } }: { result: ResultOf<'balance'> }) {
  const t = useT()
  const format = useFormat()
  return (
    <>
      {balances.length === 0 && <p className="font-semibold">{t('ask.walletEmpty')}</p>}
      {balances.map(({ currency, available, pending, lifetimeEarned }) => (
        <dl key={currency} className="card-stats">
          {(
            [
              ['ask.available', available],
              ['ask.pending', pending],
              ['ask.lifetime', lifetimeEarned],
            ] as const
          ).map(([key, money]) => (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd>{format.money(money)}</dd>
            </div>
          ))}
        </dl>
      ))}
      <Lead to={{ name: 'wallet', section: 'transactions' }}>{t('ask.seeWallet')}</Lead>
    </>
  )
}

function Transactions({ result: { earned, from, items, cut } }: { result: ResultOf<'transactions'> }) {
  const t = useT()
  const format = useFormat()
  return (
    <>
      {earned.length === 0 ? (
        <p className="font-semibold">{t('ask.earnedNothing')}</p>
      ) : (
        <p>
          <span className="text-muted text-sm">
            {from === null ? t('ask.earned') : t('ask.earnedSince', { day: format.date(from) })}
          </span>
          <br />
          <span className="font-semibold text-lg tabular">{earned.map((sum) => format.money(sum)).join(' · ')}</span>
        </p>
      )}
      <ul className="card-lines">
        {items.map(({ entryId, at, description, source, money }) => (
          <li key={entryId} className="flex gap-3">
            <span className="w-24 shrink-0 text-muted tabular">{format.date(at)}</span>
            <span className="min-w-0 flex-1 truncate">{description.text || (source?.text ?? '')}</span>
            <span className="shrink-0 tabular">{format.money(money)}</span>
          </li>
        ))}
      </ul>
      {cut && <p className="mt-1 text-muted text-xs">{t('ask.cut')}</p>}
      <Lead to={{ name: 'wallet', section: 'transactions' }}>{t('ask.seeWallet')}</Lead>
    </>
  )
}
