import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { EntryId } from '../../../shared/domain/ids.ts'
import type { Transaction } from '../../../shared/domain/ledger.ts'
import { Button } from '../../components/button.tsx'
import { type Definition, DefinitionList } from '../../components/definition-list.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Field } from '../../components/field.tsx'
import { Mono } from '../../components/mono.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { PayoutDocument } from './payout-document.tsx'
import { useBooking } from './use-booking.ts'

type Ending = 'void' | 'fail' | 'reverse'

/** All of one transaction, and what can still become of it. */
export function TransactionDialog({ entryId, onClose }: { entryId: EntryId; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const query = useQuery(orpc.wallet.get.queryOptions({ input: { entryId } }))
  const shown = query.data
  const title =
    shown === undefined ? t('common.loading') : `${t(`wallet.type.${shown.type}`)} · ${format.money(shown.money)}`
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      {...(shown === undefined || shown.description === '' ? {} : { description: shown.description })}
      footer={shown !== undefined && <Acts transaction={shown} />}
    >
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton className="h-40" />}
      {shown !== undefined && <Facts transaction={shown} />}
    </Dialog>
  )
}

function Facts({ transaction }: { transaction: Transaction }) {
  const t = useT()
  const format = useFormat()
  const { expiresAt, gross, hash, link, money, postings, reason, settledAt, shares, source } = transaction
  const items: (Definition | false)[] = [
    { term: t('wallet.detail.state'), value: t(`wallet.state.${transaction.state}`) },
    source !== null && { term: t('wallet.field.source'), value: source },
    transaction.destination !== null && {
      term: t('wallet.payout.to'),
      value: `${t(`wallet.payout.method.${transaction.destination.method}`)} · ${transaction.destination.text}`,
    },
    reason !== null && { term: t('wallet.field.reason'), value: reason },
    gross.amount !== money.amount &&
      shares.length > 0 && { term: t('wallet.detail.gross'), value: format.money(gross) },
    link !== null && {
      term: t('wallet.detail.rate'),
      value: t('wallet.detail.rateText', { rate: format.figure(link.rate), source: link.rateSource }),
    },
    { term: t('wallet.detail.happened'), value: format.dateTime(transaction.effectiveAt) },
    settledAt !== null && { term: t('wallet.detail.settled'), value: format.dateTime(settledAt) },
    expiresAt !== null && { term: t('wallet.detail.expires'), value: format.dateTime(expiresAt) },
    { term: t('wallet.detail.recorded'), value: format.dateTime(transaction.recordedAt) },
    { term: t('wallet.detail.entry'), value: format.number(transaction.sequence) },
    { term: t('wallet.detail.hash'), value: <Mono value={hash} name={t('wallet.detail.hash')} ends={8} /> },
  ]
  return (
    <div className="space-y-5">
      <DefinitionList items={items.filter((item) => item !== false)} />
      {shares.length > 0 && (
        <section aria-label={t('wallet.detail.shares')}>
          <h3 className="mb-1 font-semibold text-sm">{t('wallet.detail.shares')}</h3>
          <ul className="divide-y divide-line text-sm">
            {shares.map((share) => (
              <li key={share.party} className="flex flex-wrap justify-between gap-x-4 py-1">
                <span>
                  {share.party === 'me' ? t('wallet.split.me') : share.party}{' '}
                  <span className="text-muted tabular">{share.share}</span>
                </span>
                <span className="tabular">
                  {/[1-9]/.test(share.recouped.amount) && (
                    <span className="me-3 text-muted">
                      {t('wallet.detail.recouped', { amount: format.money(share.recouped) })}
                    </span>
                  )}
                  {format.money(share.money)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label={t('wallet.detail.postings')}>
        <h3 className="mb-1 font-semibold text-sm">{t('wallet.detail.postings')}</h3>
        <ul className="divide-y divide-line text-sm">
          {postings.map((posting) => (
            <li key={posting.account} className="flex flex-wrap justify-between gap-x-4 py-1">
              <span className="min-w-0 break-all font-mono text-xs">{posting.account}</span>
              <span className="tabular">
                {posting.phase !== 'posted' && (
                  <span className="me-3 text-muted">{t(`wallet.phase.${posting.phase}`)}</span>
                )}
                {format.money(posting.money)}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

/** A pending transaction comes true or is voided; a booked one can be reversed, with a reason. */
function Acts({ transaction }: { transaction: Transaction }) {
  const t = useT()
  const client = useClient()
  const writable = useWritable()
  const booking = useBooking()
  const [ending, setEnding] = useState<Ending | null>(null)
  const [reason, setReason] = useState('')
  const { entryId, state, type } = transaction
  const pending = state === 'pending'
  const reversible = state === 'completed' && type !== 'reversal'
  if (!pending && !reversible) return null

  const settle = (outcome: 'posted' | 'voided' | 'failed') =>
    booking.send(
      { settle: entryId, outcome, reason },
      (requestId) => client.wallet.settle({ requestId, entryId, outcome, reason }),
      () => t(({ posted: 'wallet.settled', voided: 'wallet.voided', failed: 'wallet.failedNow' } as const)[outcome]),
    )
  const reverse = () =>
    booking.send(
      { reverse: entryId, reason },
      (requestId) => client.wallet.reverse({ requestId, entryId, reason }),
      () => t('wallet.reversed'),
    )
  const confirm = async () => {
    if (await (ending === 'reverse' ? reverse() : settle(ending === 'fail' ? 'failed' : 'voided'))) setEnding(null)
  }
  return (
    <div className="w-full space-y-3">
      {booking.problem !== null && (
        <p role="alert" className="text-needs text-sm">
          {booking.problem}
        </p>
      )}
      {ending !== null && (
        <Field label={t('wallet.field.reason')} hint={t(`wallet.${ending}Hint`)}>
          {(control) => (
            <TextField
              {...control}
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              className="w-full"
            />
          )}
        </Field>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {ending !== null ? (
          <>
            <Button onClick={() => setEnding(null)}>{t('common.cancel')}</Button>
            <Button
              variant="ink"
              busy={booking.busy}
              disabled={!writable || reason.trim() === ''}
              onClick={() => void confirm()}
            >
              {t(`wallet.${ending}`)}
            </Button>
          </>
        ) : pending ? (
          <>
            {transaction.destination !== null && <PayoutDocument entryId={entryId} />}
            {type === 'payout' && (
              <Button disabled={!writable} onClick={() => setEnding('fail')}>
                {t('wallet.fail')}
              </Button>
            )}
            <Button disabled={!writable} onClick={() => setEnding('void')}>
              {t('wallet.void')}
            </Button>
            <Button variant="ink" busy={booking.busy} disabled={!writable} onClick={() => void settle('posted')}>
              {t('wallet.settle')}
            </Button>
          </>
        ) : (
          <Button disabled={!writable} onClick={() => setEnding('reverse')}>
            {t('wallet.reverse')}
          </Button>
        )}
      </div>
    </div>
  )
}
