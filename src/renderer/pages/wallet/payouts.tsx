import { useQuery } from '@tanstack/react-query'
import { Landmark } from 'lucide-react'
import { useState } from 'react'
import type { EntryId } from '../../../shared/domain/ids.ts'
import type { Balance } from '../../../shared/domain/ledger.ts'
import { AlertDialog } from '../../components/alert-dialog.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'
import { PayoutRequestDialog } from './payout-request-dialog.tsx'
import { PayoutSettingsDialog } from './payout-settings-dialog.tsx'
import { TransactionDialog } from './transaction-dialog.tsx'

/** Where money is to go, and what has been asked for and not been settled. */
export function Payouts({ balances }: { balances: readonly Balance[] }) {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const client = useClient()
  const writable = useWritable()
  const settings = useQuery(orpc.wallet.payoutSettings.queryOptions({ input: {} }))
  const waiting = useQuery(
    orpc.wallet.list.queryOptions({ input: { query: { types: ['payout'], states: ['pending'] }, limit: 200 } }),
  )
  const [setting, setSetting] = useState(false)
  const [requesting, setRequesting] = useState(false)
  const [forgetting, setForgetting] = useState(false)
  const [open, setOpen] = useState<EntryId | null>(null)
  if (settings.isError) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
  if (settings.isPending) return <Skeleton className="h-32" />
  const kept = settings.data
  const forget = () => {
    client.wallet.clearPayoutSettings({}).then(
      () => showToast({ key: 'wallet', title: t('wallet.payout.forgotten') }),
      (error: unknown) => showToast({ key: 'wallet', title: describeError(error, t).message, tone: 'needs' }),
    )
  }
  return (
    <div className="space-y-10">
      {kept === null ? (
        <EmptyState
          icon={Landmark}
          title={t('wallet.payout.none')}
          description={t('wallet.payout.noneHint')}
          actions={
            <Button disabled={!writable} onClick={() => setSetting(true)}>
              {t('wallet.payout.set')}
            </Button>
          }
        />
      ) : (
        <section aria-label={t('wallet.payout.where')}>
          <h2 className="border-line-strong border-b pb-2 font-semibold text-sm">{t('wallet.payout.where')}</h2>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 text-sm">
            <span className="font-semibold">{t(`wallet.payout.method.${kept.method}`)}</span>
            <span className="font-mono text-xs">{kept.destination}</span>
            <span className="flex-1 text-muted tabular">
              {/[1-9]/.test(kept.minimum.amount) && t('wallet.payout.least', { amount: format.money(kept.minimum) })}
            </span>
            <Button size="sm" variant="ghost" disabled={!writable} onClick={() => setForgetting(true)}>
              {t('wallet.payout.forget')}
            </Button>
            <Button size="sm" disabled={!writable} onClick={() => setSetting(true)}>
              {t('wallet.payout.change')}
            </Button>
            <Button size="sm" variant="ink" disabled={!writable} onClick={() => setRequesting(true)}>
              {t('wallet.payout.request')}
            </Button>
          </div>
        </section>
      )}
      <section aria-label={t('wallet.payout.open')}>
        <h2 className="border-line-strong border-b pb-2 font-semibold text-sm">{t('wallet.payout.open')}</h2>
        {waiting.data?.items.length === 0 && <p className="py-3 text-muted text-sm">{t('wallet.payout.noOpen')}</p>}
        <ul className="divide-y divide-line">
          {waiting.data?.items.map((each) => (
            <li key={each.entryId}>
              <button
                type="button"
                onClick={() => setOpen(each.entryId)}
                className="flex min-h-10 w-full flex-wrap items-baseline gap-x-4 rounded-sm px-2 py-2 text-start text-sm transition-colors hover:bg-hover"
              >
                <span className="w-28 shrink-0 text-muted tabular">{format.date(each.effectiveAt)}</span>
                <span className="min-w-24 flex-1 truncate text-muted">
                  {[each.destination?.text, each.source, each.description].filter(Boolean).join(' · ')}
                </span>
                <span className="w-36 shrink-0 text-end tabular">{format.money(each.gross)}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      {setting && <PayoutSettingsDialog kept={kept} onClose={() => setSetting(false)} />}
      {requesting && <PayoutRequestDialog balances={balances} onClose={() => setRequesting(false)} />}
      {open !== null && <TransactionDialog entryId={open} onClose={() => setOpen(null)} />}
      <AlertDialog
        open={forgetting}
        onOpenChange={setForgetting}
        title={t('wallet.payout.forgetTitle')}
        description={t('wallet.payout.forgetHint')}
        confirmLabel={t('wallet.payout.forget')}
        onConfirm={forget}
      />
    </div>
  )
}
