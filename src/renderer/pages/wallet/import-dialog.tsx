import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PayoutFile, PayoutMapping } from '../../../shared/domain/payout-import.ts'
import { Button } from '../../components/button.tsx'
import { CheckField } from '../../components/check-field.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Field } from '../../components/field.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { ImportPreview } from './import-preview.tsx'
import { MappingForm } from './mapping-form.tsx'
import { useBooking } from './use-booking.ts'

/** A table of payouts: how its columns are read, what would become of each row, and then all of it or nothing. */
export function ImportDialog({ file, onClose }: { file: PayoutFile; onClose: () => void }) {
  const t = useT()
  const client = useClient()
  const orpc = useOrpc()
  const writable = useWritable()
  const booking = useBooking()
  const [given, setGiven] = useState<PayoutMapping | null>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const [book, setBook] = useState(true)
  const query = useQuery(
    orpc.wallet.previewImport.queryOptions({
      input: { file, mapping: given, platform: typed?.trim() || null },
      placeholderData: keepPreviousData,
      retry: false,
    }),
  )
  const preview = query.data
  const mapping = given ?? preview?.mapping ?? null
  const platform = (typed ?? preview?.platform ?? '').trim()
  const wrong = preview?.counts.wrong ?? 0
  const due = preview === undefined ? 0 : preview.counts.new + preview.counts.matched + preview.counts.changed

  const bringIn = async () => {
    if (mapping === null || platform === '') return
    const content = { ...file, platform, mapping, withoutWrong: wrong > 0, book }
    // Enough of the file to know it again: all of it would be more than the page may keep.
    const told = { import: file.fileName, size: file.content.length, end: file.content.slice(-64) }
    const done = await booking.send(
      { ...told, platform, mapping, wrong, book },
      (requestId) => client.wallet.importPayouts({ ...content, requestId }),
      ({ booked, matched }) => t('wallet.import.done', { rows: matched, booked }),
    )
    if (done) onClose()
  }
  return (
    <Dialog
      open
      size="xl"
      onOpenChange={(open) => !open && onClose()}
      title={t('wallet.import.title', { file: file.fileName })}
      footer={
        <>
          {booking.problem !== null && (
            <p role="alert" className="me-auto max-w-lg text-needs text-sm">
              {booking.problem}
            </p>
          )}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            variant="ink"
            busy={booking.busy || query.isFetching}
            disabled={!writable || mapping === null || platform === '' || due === 0}
            onClick={() => void bringIn()}
          >
            {wrong > 0 ? t('wallet.import.withoutWrong', { rows: due, wrong }) : t('wallet.import.rows', { rows: due })}
          </Button>
        </>
      }
    >
      {query.isError && <ErrorState error={query.error} />}
      {query.isPending && (
        <div aria-busy="true" className="space-y-3">
          <Skeleton className="h-16" />
          <Skeleton className="h-40" />
        </div>
      )}
      {preview !== undefined && !query.isError && (
        <div className="space-y-5">
          <div className="grid grid-cols-[minmax(0,18rem)_1fr] items-start gap-4 max-md:grid-cols-1">
            <Field label={t('wallet.import.platform')} hint={t('wallet.import.platformHint')}>
              {(control) => (
                <TextField
                  {...control}
                  maxLength={100}
                  value={typed ?? preview.platform ?? ''}
                  onChange={(event) => setTyped(event.currentTarget.value)}
                  className="w-full"
                />
              )}
            </Field>
            <p className="pt-6 text-muted text-sm max-md:pt-0">
              {t(mapping === null ? 'wallet.import.needsColumns' : `wallet.import.mappedBy.${preview.mappedBy}`)}
            </p>
          </div>
          <MappingForm
            columns={preview.columns}
            mapping={mapping}
            unsure={given === null ? preview.unsure : []}
            onChange={setGiven}
          />
          <CheckField
            label={t('wallet.import.book')}
            hint={t('wallet.import.bookHint')}
            checked={book}
            onChange={setBook}
          />
          <ImportPreview preview={preview} />
        </div>
      )}
    </Dialog>
  )
}
