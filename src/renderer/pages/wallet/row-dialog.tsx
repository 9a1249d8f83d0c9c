import { skipToken, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PayoutRow, ReconcileInput } from '../../../shared/domain/payout-import.ts'
import { Button } from '../../components/button.tsx'
import { DefinitionList } from '../../components/definition-list.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { useBooking } from './use-booking.ts'

/** One row of a file: what it is in the ledger, decided by a person. */
export function RowDialog({ row, onClose }: { row: PayoutRow; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const client = useClient()
  const writable = useWritable()
  const booking = useBooking()
  const [note, setNote] = useState<string | null>(null)
  const open = row.entryId === null
  const candidates = useQuery(orpc.wallet.candidates.queryOptions({ input: open ? { row: row.row } : skipToken }))
  const decide = async (input: ReconcileInput) => {
    const done = await booking.send(
      input,
      (requestId) => client.wallet.reconcile(input.act === 'book' ? { ...input, requestId } : input),
      ({ state }) => t(`wallet.row.now.${state}`),
    )
    if (done) onClose()
  }
  const releasable = row.state === 'disputed' || (!open && (!row.booked || row.reversed))
  const items = [
    { term: t('wallet.detail.state'), value: t(`wallet.row.${row.state}`) },
    { term: t('wallet.field.date'), value: format.date(Date.parse(`${row.day}T12:00:00Z`)) },
    { term: t('wallet.row.file'), value: t('wallet.row.fileLine', { file: row.fileName, line: row.line }) },
    ...(row.reference === null ? [] : [{ term: t('wallet.import.column.reference'), value: row.reference }]),
    ...(row.note === null ? [] : [{ term: t('wallet.row.note'), value: row.note }]),
    ...(row.reversed ? [{ term: t('wallet.row.entry'), value: t('wallet.row.reversed') }] : []),
  ]
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={`${row.platform} · ${format.money(row.money)}`}
      {...(row.description === '' ? {} : { description: row.description })}
      footer={
        <div className="flex w-full flex-wrap justify-end gap-2">
          {booking.problem !== null && (
            <p role="alert" className="me-auto text-needs text-sm">
              {booking.problem}
            </p>
          )}
          {note === null ? (
            <>
              {row.state !== 'disputed' && (
                <Button disabled={!writable} onClick={() => setNote('')}>
                  {t('wallet.row.dispute')}
                </Button>
              )}
              {releasable && (
                <Button disabled={!writable} onClick={() => void decide({ act: 'release', row: row.row })}>
                  {t(row.state === 'disputed' ? 'wallet.row.settle' : 'wallet.row.release')}
                </Button>
              )}
              {open && (
                <Button
                  variant="ink"
                  busy={booking.busy}
                  disabled={!writable}
                  onClick={() =>
                    void booking
                      .send(
                        { book: row.row },
                        (requestId) => client.wallet.reconcile({ act: 'book', row: row.row, requestId }),
                        () => t('wallet.row.now.matched'),
                      )
                      .then((done) => done && onClose())
                  }
                >
                  {t('wallet.row.book')}
                </Button>
              )}
            </>
          ) : (
            <>
              <Button onClick={() => setNote(null)}>{t('common.cancel')}</Button>
              <Button
                variant="ink"
                busy={booking.busy}
                disabled={!writable || note.trim() === ''}
                onClick={() => void decide({ act: 'dispute', row: row.row, note })}
              >
                {t('wallet.row.dispute')}
              </Button>
            </>
          )}
        </div>
      }
    >
      <div className="space-y-5">
        <DefinitionList items={items} />
        {note !== null && (
          <Field label={t('wallet.field.reason')} hint={t('wallet.row.disputeHint')}>
            {(control) => (
              <TextField
                {...control}
                maxLength={500}
                value={note}
                onChange={(event) => setNote(event.currentTarget.value)}
                className="w-full"
              />
            )}
          </Field>
        )}
        {open && note === null && (
          <section aria-label={t('wallet.row.candidates')}>
            <h3 className="mb-1 font-semibold text-sm">{t('wallet.row.candidates')}</h3>
            {candidates.data?.items.length === 0 && (
              <p className="text-muted text-sm">{t('wallet.row.noCandidates')}</p>
            )}
            <ul className="divide-y divide-line text-sm">
              {candidates.data?.items.map((each) => {
                const same = each.gross.amount === row.money.amount
                return (
                  <li key={each.entryId} className="flex flex-wrap items-center gap-x-4 py-1.5">
                    <span className="w-28 text-muted tabular">{format.date(each.effectiveAt)}</span>
                    <span className="min-w-24 flex-1 truncate">{each.description || each.source}</span>
                    <span className="tabular">{format.money(each.gross)}</span>
                    <Button
                      size="sm"
                      disabled={!writable || !same}
                      onClick={() => void decide({ act: 'match', row: row.row, entryId: each.entryId })}
                    >
                      {t('wallet.row.match')}
                    </Button>
                  </li>
                )
              })}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  )
}
