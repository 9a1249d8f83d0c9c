import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PayoutImport } from '../../../shared/domain/payout-import.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { useBooking } from './use-booking.ts'

const pageSize = 20

/** Files that were brought in, newest first; each can be taken back. */
export function ImportList() {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const writable = useWritable()
  const [undoing, setUndoing] = useState<PayoutImport | null>(null)
  const query = useInfiniteQuery(
    orpc.wallet.imports.infiniteOptions({
      input: (cursor: string | null) => ({ cursor, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
  )
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  if (items.length === 0) return null
  return (
    <section aria-label={t('wallet.import.files')}>
      <h2 className="border-line-strong border-b pb-2 font-semibold text-sm">{t('wallet.import.files')}</h2>
      <ul className="divide-y divide-line text-sm">
        {items.map((each) => (
          <li key={each.importId} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
            <span className="w-28 shrink-0 text-muted tabular">{format.date(each.at)}</span>
            <span className="min-w-40 flex-1 truncate">{`${each.platform} · ${each.fileName}`}</span>
            <span className="text-muted text-xs tabular">
              {each.undoneAt === null
                ? t('wallet.import.told', {
                    booked: each.booked,
                    matched: each.matched - each.booked,
                    known: each.known,
                  })
                : t('wallet.import.undoneOn', { date: format.date(each.undoneAt) })}
            </span>
            {each.undoneAt === null && (
              <Button size="sm" variant="ghost" disabled={!writable} onClick={() => setUndoing(each)}>
                {t('wallet.import.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('common.showMore')}
        </Button>
      )}
      {undoing !== null && <UndoDialog undoing={undoing} onClose={() => setUndoing(null)} />}
    </section>
  )
}

function UndoDialog({ undoing, onClose }: { undoing: PayoutImport; onClose: () => void }) {
  const t = useT()
  const client = useClient()
  const booking = useBooking()
  const [reason, setReason] = useState('')
  const { booked, fileName, importId } = undoing
  const undo = async () => {
    const done = await booking.send(
      { undo: importId, reason },
      (requestId) => client.wallet.undoImport({ requestId, importId, reason }),
      () => t('wallet.import.undone', { file: fileName }),
    )
    if (done) onClose()
  }
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title={t('wallet.import.undoTitle', { file: fileName })}
      description={t('wallet.import.undoHint', { booked })}
      footer={
        <>
          {booking.problem !== null && (
            <p role="alert" className="me-auto text-needs text-sm">
              {booking.problem}
            </p>
          )}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="ink" busy={booking.busy} disabled={reason.trim() === ''} onClick={() => void undo()}>
            {t('wallet.import.undo')}
          </Button>
        </>
      }
    >
      <Field label={t('wallet.field.reason')}>
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
    </Dialog>
  )
}
