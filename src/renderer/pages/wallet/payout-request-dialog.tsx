import { useState } from 'react'
import type { Balance } from '../../../shared/domain/ledger.ts'
import { Button } from '../../components/button.tsx'
import { CurrencyField } from '../../components/currency-field.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useClient, useWritable } from '../../state/core.tsx'
import { parseAmount } from './amount.ts'
import { useBooking } from './use-booking.ts'

/** Sets a sum apart for a payout. Nothing is sent anywhere. */
export function PayoutRequestDialog({ balances, onClose }: { balances: readonly Balance[]; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const client = useClient()
  const writable = useWritable()
  const booking = useBooking()
  const [amount, setAmount] = useState('')
  const [currency, setCurrency] = useState<string>(
    () => balances.find(({ available }) => /[1-9]/.test(available.amount))?.currency ?? 'USD',
  )
  const [description, setDescription] = useState('')
  const money = parseAmount(amount, currency)
  const balance = balances.find((each) => each.currency === currency)
  const request = async () => {
    if (money === null) return
    const done = await booking.send(
      { payout: money, description },
      (requestId) => client.wallet.requestPayout({ requestId, money, description }),
      () => t('wallet.payout.requested', { amount: format.money(money) }),
    )
    if (done) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('wallet.payout.request')}
      description={t('wallet.payout.requestHint')}
      footer={
        <>
          {booking.problem !== null && (
            <p role="alert" className="me-auto max-w-sm text-needs text-sm">
              {booking.problem}
            </p>
          )}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            variant="ink"
            busy={booking.busy}
            disabled={!writable || money === null}
            onClick={() => void request()}
          >
            {t('wallet.payout.request')}
          </Button>
        </>
      }
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          void request()
        }}
      >
        <div className="grid grid-cols-[1fr_7rem] items-start gap-3">
          <Field
            label={t('wallet.field.amount')}
            {...(balance === undefined
              ? {}
              : { hint: `${t('wallet.balance.available', { currency })}: ${format.money(balance.available)}` })}
            error={amount !== '' && money === null ? t('wallet.problem.amount', { currency }) : undefined}
          >
            {(control) => (
              <TextField
                {...control}
                inputMode="decimal"
                value={amount}
                onChange={(event) => setAmount(event.currentTarget.value)}
                className="w-full text-end tabular"
              />
            )}
          </Field>
          <CurrencyField label={t('wallet.field.currency')} value={currency} onChange={setCurrency} />
        </div>
        <Field label={t('wallet.field.description')}>
          {(control) => (
            <TextField
              {...control}
              maxLength={500}
              value={description}
              onChange={(event) => setDescription(event.currentTarget.value)}
              className="w-full"
            />
          )}
        </Field>
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  )
}
