import { useQuery } from '@tanstack/react-query'
import { Plus, Trash2, Users } from 'lucide-react'
import { useState } from 'react'
import type { PartyBalance, Split } from '../../../shared/domain/ledger.ts'
import { AlertDialog } from '../../components/alert-dialog.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'
import { SplitDialog } from './split-dialog.tsx'

/** Who shares in what, who is owed what, and which works pass a part on. */
export function Splits({ parties }: { parties: readonly PartyBalance[] }) {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const writable = useWritable()
  const query = useQuery(orpc.wallet.splits.queryOptions({ input: {} }))
  const [making, setMaking] = useState(false)
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.isPending) return <Skeleton className="h-32" />
  const { splits, derivatives } = query.data
  const owed = parties.filter(({ sums }) => sums.length > 0)
  const make = (
    <Button icon={Plus} disabled={!writable} onClick={() => setMaking(true)}>
      {t('wallet.split.new')}
    </Button>
  )
  return (
    <div className="space-y-10">
      {splits.length === 0 ? (
        <EmptyState
          icon={Users}
          title={t('wallet.split.emptyTitle')}
          description={t('wallet.split.emptyHint')}
          actions={make}
        />
      ) : (
        <section aria-label={t('wallet.section.splits')}>
          <div className="mb-2 flex justify-end">{make}</div>
          <ul className="divide-y divide-line border-line border-y">
            {splits.map((split) => (
              <SplitRow key={split.splitId} split={split} />
            ))}
          </ul>
        </section>
      )}
      {derivatives.length > 0 && (
        <section aria-label={t('wallet.derivatives')}>
          <h2 className="border-line-strong border-b pb-2 font-semibold text-sm">{t('wallet.derivatives')}</h2>
          <ul className="divide-y divide-line text-sm">
            {derivatives.map((link) => (
              <li key={link.linkId} className="py-2">
                {t('wallet.derivative.text', {
                  derivative: link.derivativeTitle ?? link.derivativeId,
                  original: link.originalTitle ?? link.originalId,
                  share: link.share,
                })}
              </li>
            ))}
          </ul>
        </section>
      )}
      {owed.length > 0 && (
        <section aria-label={t('wallet.owed')}>
          <h2 className="border-line-strong border-b pb-2 font-semibold text-sm">{t('wallet.owed')}</h2>
          <ul className="divide-y divide-line text-sm">
            {owed.map(({ party, name, sums }) => (
              <li key={party} className="flex flex-wrap justify-between gap-x-4 py-2">
                <span>{name}</span>
                <span className="text-end tabular">
                  {sums.map((sum) => (
                    <span key={sum.owed.currency} className="block">
                      {t('wallet.owedText', { amount: format.money(sum.owed) })}
                      {/[1-9]/.test(sum.advanced.amount) && (
                        <span className="block text-muted">
                          {t('wallet.advancedText', { amount: format.money(sum.advanced) })}
                        </span>
                      )}
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {making && <SplitDialog onClose={() => setMaking(false)} />}
    </div>
  )
}

function SplitRow({ split }: { split: Split }) {
  const t = useT()
  const format = useFormat()
  const client = useClient()
  const writable = useWritable()
  const [asking, setAsking] = useState(false)
  const title = split.title ?? t('wallet.split.everyWork')
  const day = (text: string) => format.date(Date.parse(`${text}T12:00:00Z`))
  const period =
    split.toDay !== null
      ? t('wallet.split.period', { from: day(split.fromDay), to: day(split.toDay) })
      : split.fromDay === '1970-01-01'
        ? t('wallet.split.always')
        : t('wallet.split.since', { from: day(split.fromDay) })
  const end = () => {
    client.wallet.endSplit({ splitId: split.splitId }).then(
      () => showToast({ key: 'wallet', title: t('wallet.split.ended') }),
      (error: unknown) => {
        const told = describeError(error, t)
        showToast({ key: 'wallet', title: told.message, tone: 'needs', copy: told.text })
      },
    )
  }
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3 text-sm">
      <div className="min-w-48 flex-1">
        <p className="truncate font-semibold">{title}</p>
        <p className="text-muted text-xs">
          {[
            t(`wallet.right.${split.right}`),
            split.territory === 'WW' ? t('wallet.split.world') : split.territory,
            period,
          ].join(' · ')}
        </p>
      </div>
      <ul className="flex flex-1 flex-wrap justify-end gap-x-4">
        {split.shares.map(({ party, name, share }) => (
          <li key={party}>
            {party === 'me' ? t('wallet.split.me') : name} <span className="text-muted tabular">{share}</span>
          </li>
        ))}
      </ul>
      <IconButton
        size="sm"
        icon={Trash2}
        label={t('wallet.split.end', { title })}
        disabled={!writable}
        onClick={() => setAsking(true)}
      />
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('wallet.split.endTitle')}
        description={t('wallet.split.endHint')}
        confirmLabel={t('wallet.split.endConfirm')}
        onConfirm={end}
      />
    </li>
  )
}
