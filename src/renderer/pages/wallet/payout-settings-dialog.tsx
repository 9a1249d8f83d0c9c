import { useState } from 'react'
import { Currency, type Money, scaleOf } from '../../../shared/domain/money.ts'
import { PayoutMethod, type PayoutSettings, PayoutSettingsInput } from '../../../shared/domain/payout.ts'
import { Button } from '../../components/button.tsx'
import { CurrencyField } from '../../components/currency-field.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useClient, useWritable } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'
import { parseAmount } from './amount.ts'

const empty = { holder: '', iban: '', bic: '', email: '', network: 'bitcoin', address: '' }
const zero = (code: string): Money | null => {
  const currency = Currency.safeParse(code)
  if (!currency.success) return null
  const scale = scaleOf(currency.data)
  return { currency: currency.data, amount: scale === 0 ? '0' : `0.${'0'.repeat(scale)}` }
}

/** Where money is to go. What is typed goes to be sealed, and does not come back. */
export function PayoutSettingsDialog({ kept, onClose }: { kept: PayoutSettings | null; onClose: () => void }) {
  const t = useT()
  const client = useClient()
  const writable = useWritable()
  const [method, setMethod] = useState<PayoutMethod>(kept?.method ?? 'bank')
  const [typed, setTyped] = useState(empty)
  const [least, setLeast] = useState(kept?.minimum.amount ?? '')
  const [currency, setCurrency] = useState<string>(kept?.minimum.currency ?? 'USD')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const minimum = /[1-9]/.test(least) ? parseAmount(least, currency) : zero(currency)
  const input = PayoutSettingsInput.safeParse({ details: { ...typed, method }, minimum })

  const save = async () => {
    if (!input.success) return
    setBusy(true)
    setProblem(null)
    try {
      await client.wallet.setPayoutSettings(input.data)
      showToast({ key: 'wallet', title: t('wallet.payout.kept') })
      onClose()
    } catch (error) {
      setProblem(describeError(error, t).message)
    } finally {
      setBusy(false)
    }
  }
  const text = (name: Exclude<keyof typeof empty, 'network'>) => (
    <Field label={t(`wallet.payout.${name}`)}>
      {(control) => (
        <TextField
          {...control}
          maxLength={254}
          value={typed[name]}
          onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
          className="w-full"
        />
      )}
    </Field>
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('wallet.payout.where')}
      description={t('wallet.payout.noneHint')}
      footer={
        <>
          {problem !== null && (
            <p role="alert" className="me-auto max-w-sm text-needs text-sm">
              {problem}
            </p>
          )}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="ink" busy={busy} disabled={!writable || !input.success} onClick={() => void save()}>
            {t('wallet.payout.save')}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <SegmentedControl
          label={t('wallet.payout.method')}
          value={method}
          segments={PayoutMethod.options.map((value) => ({ value, label: t(`wallet.payout.method.${value}`) }))}
          onChange={(chosen) => setMethod(chosen)}
        />
        {method === 'bank' && (
          <>
            {text('holder')}
            <div className="grid grid-cols-[1fr_9rem] gap-3">
              {text('iban')}
              {text('bic')}
            </div>
          </>
        )}
        {method === 'paypal' && text('email')}
        {method === 'crypto' && (
          <>
            <SegmentedControl
              label={t('wallet.payout.network')}
              value={typed.network}
              segments={(['bitcoin', 'ethereum'] as const).map((value) => ({
                value,
                label: t(`wallet.payout.${value}`),
              }))}
              onChange={(network) => setTyped({ ...typed, network })}
            />
            {text('address')}
          </>
        )}
        <div className="grid grid-cols-[1fr_7rem] items-start gap-3">
          <Field
            label={t('wallet.payout.minimum')}
            hint={t('wallet.payout.minimumHint')}
            error={minimum === null ? t('wallet.problem.amount', { currency }) : undefined}
          >
            {(control) => (
              <TextField
                {...control}
                inputMode="decimal"
                value={least}
                onChange={(event) => setLeast(event.currentTarget.value)}
                className="w-full text-end tabular"
              />
            )}
          </Field>
          <CurrencyField label={t('wallet.field.currency')} value={currency} onChange={setCurrency} />
        </div>
      </div>
    </Dialog>
  )
}
