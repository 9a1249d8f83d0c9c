import { useState } from 'react'
import type { PartyBalance } from '../../../shared/domain/ledger.ts'
import { Button } from '../../components/button.tsx'
import { CheckField } from '../../components/check-field.tsx'
import { CurrencyField } from '../../components/currency-field.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import type { MessageKey } from '../../i18n/messages/en.ts'
import { useClient, useWritable } from '../../state/core.tsx'
import { type BookDraft, type BookField, bookingTypes, emptyBooking, readBooking } from './book-draft.ts'
import { useBooking } from './use-booking.ts'

const lastCurrency = 'metastamp:last-currency'

/** One form for every booking; it shows what the chosen kind needs. */
export function BookDialog({ parties, onClose }: { parties: readonly PartyBalance[]; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const client = useClient()
  const writable = useWritable()
  const booking = useBooking()
  const [draft, setDraft] = useState(() => emptyBooking(localStorage.getItem(lastCurrency) ?? 'USD'))
  const [shown, setShown] = useState(false)
  const { ready, problems } = readBooking(draft)
  const change = (part: Partial<BookDraft>) => setDraft({ ...draft, ...part })
  const types = bookingTypes.filter((type) => type !== 'advance' || parties.length > 0)

  const send = async () => {
    setShown(true)
    if (ready === null) return
    localStorage.setItem(lastCurrency, draft.currency)
    const done =
      ready.kind === 'record'
        ? await booking.send(
            ready.content,
            (requestId) => client.wallet.record({ ...ready.content, requestId }),
            ({ money }) => t('wallet.booked', { amount: format.money(money) }),
          )
        : await booking.send(
            ready.content,
            (requestId) => client.wallet.exchange({ ...ready.content, requestId }),
            ({ to }) => t('wallet.booked', { amount: format.money(to.money) }),
          )
    if (done) onClose()
  }
  /** Empty fields are told of only once a person has tried to book. */
  const problemOf = (field: BookField): string | undefined => {
    const problem = problems[field]
    if (problem === undefined || (problem === 'needed' && !shown)) return undefined
    return t(`wallet.problem.${problem}`, { currency: draft.currency })
  }
  const text = (field: keyof BookDraft, label: MessageKey, problem?: BookField, hint?: string) => (
    <Field
      label={t(label)}
      error={problem === undefined ? undefined : problemOf(problem)}
      {...(hint === undefined ? {} : { hint })}
    >
      {(control) => (
        <TextField
          {...control}
          maxLength={200}
          value={String(draft[field])}
          onChange={(event) => change({ [field]: event.currentTarget.value })}
          className="w-full"
        />
      )}
    </Field>
  )
  const { type } = draft
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('wallet.book')}
      footer={
        <>
          {booking.problem !== null && (
            <p role="alert" className="me-auto max-w-md text-needs text-sm">
              {booking.problem}
            </p>
          )}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="ink" busy={booking.busy} disabled={!writable} onClick={() => void send()}>
            {t('wallet.book')}
          </Button>
        </>
      }
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <SegmentedControl
          label={t('wallet.field.type')}
          value={type}
          segments={types.map((value) => ({ value, label: t(`wallet.type.${value}`) }))}
          onChange={(value) => change({ type: value })}
          className="max-w-full flex-wrap"
        />
        <div className="grid grid-cols-[1fr_7rem] items-start gap-3">
          <Field
            label={t('wallet.field.amount')}
            error={shown && draft.amount === '' ? t('wallet.problem.needed') : problemOf('amount')}
          >
            {(control) => (
              <TextField
                {...control}
                inputMode="decimal"
                value={draft.amount}
                onChange={(event) => change({ amount: event.currentTarget.value })}
                className="w-full text-end tabular"
              />
            )}
          </Field>
          <CurrencyField
            millionths
            label={t('wallet.field.currency')}
            value={draft.currency}
            onChange={(currency) => change({ currency })}
          />
        </div>
        {type === 'adjustment' && (
          <>
            <CheckField label={t('wallet.field.minus')} checked={draft.minus} onChange={(minus) => change({ minus })} />
            {text('reason', 'wallet.field.reason', 'reason')}
          </>
        )}
        {type === 'earning' && text('source', 'wallet.field.source')}
        {(type === 'payout' || type === 'advance') && parties.length > 0 && (
          <Field label={t('wallet.field.party')} error={problemOf('party')}>
            {(control) => (
              <Select
                {...control}
                value={draft.party}
                options={[
                  { value: '', label: type === 'payout' ? t('wallet.party.self') : '' },
                  ...parties.map(({ party, name }) => ({ value: party, label: name })),
                ]}
                onChange={(party) => change({ party })}
                className="w-full"
              />
            )}
          </Field>
        )}
        {type === 'exchange' && (
          <>
            <div className="grid grid-cols-[7rem_1fr] items-start gap-3">
              <CurrencyField
                millionths
                label={t('wallet.field.to')}
                value={draft.to}
                onChange={(to) => change({ to })}
              />
              {text(
                'rate',
                'wallet.field.rate',
                'rate',
                t('wallet.field.rateHint', { from: draft.currency, to: draft.to }),
              )}
            </div>
            {text('rateSource', 'wallet.field.rateSource', 'rateSource')}
          </>
        )}
        {text('description', 'wallet.field.description')}
        {type === 'earning' && (
          <div className="grid grid-cols-2 items-start gap-3">
            <Field label={t('wallet.field.right')}>
              {(control) => (
                <Select
                  {...control}
                  value={draft.right}
                  options={(['none', 'composition', 'master'] as const).map((value) => ({
                    value,
                    label: t(`wallet.right.${value}`),
                  }))}
                  onChange={(right) => change({ right })}
                  className="w-full"
                />
              )}
            </Field>
            {draft.right !== 'none' &&
              text('territory', 'wallet.field.territory', 'territory', t('wallet.field.territoryHint'))}
          </div>
        )}
        <Field label={t('wallet.field.date')}>
          {(control) => (
            <TextField
              {...control}
              type="date"
              value={draft.day}
              onChange={(event) => change({ day: event.currentTarget.value })}
            />
          )}
        </Field>
        {(type === 'earning' || type === 'payout' || type === 'adjustment') && (
          <CheckField
            label={t('wallet.field.pending')}
            hint={t('wallet.field.pendingHint')}
            checked={draft.pending}
            onChange={(pending) => change({ pending })}
          />
        )}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  )
}
