import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { Download, Plus, Wallet } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Page } from '../../components/page.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'
import { useScrollMemory } from '../../router/router.ts'
import { type WalletSection, walletSections } from '../../router/routes.ts'
import { useOrpc, useWritable } from '../../state/core.tsx'
import { Balances } from './balances.tsx'
import { BookDialog } from './book-dialog.tsx'
import { Imports } from './imports.tsx'
import { LedgerCheck } from './ledger-check.tsx'
import { Payouts } from './payouts.tsx'
import { Splits } from './splits.tsx'
import { StatementDialog } from './statement-dialog.tsx'
import { Transactions } from './transactions.tsx'

/** Balances above; what they are made of, and who shares in it, below. */
export function WalletPage({ section }: { section: WalletSection }) {
  const t = useT()
  const orpc = useOrpc()
  const writable = useWritable()
  const query = useQuery(orpc.wallet.balances.queryOptions({ input: {} }))
  const [booking, setBooking] = useState(false)
  const [stating, setStating] = useState(false)
  const scroll = useScrollMemory(query.isSuccess)
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const book = (
    <Button variant="ink" icon={Plus} disabled={!writable} onClick={() => setBooking(true)}>
      {t('wallet.book')}
    </Button>
  )
  const balances = query.data?.balances ?? []
  const parties = query.data?.parties ?? []
  return (
    <Page
      title={t('wallet.title')}
      description={t('wallet.subtitle')}
      actions={
        balances.length > 0 && (
          <>
            <Button icon={Download} onClick={() => setStating(true)}>
              {t('wallet.statement')}
            </Button>
            {book}
          </>
        )
      }
      scrollRef={scroll}
      className="max-w-5xl"
    >
      {query.isPending ? (
        <div aria-busy="true" className="space-y-4">
          <Skeleton className="h-20" />
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </div>
      ) : (
        <>
          {balances.length > 0 && <Balances balances={balances} />}
          <nav aria-label={t('wallet.sections')} className="mb-6 flex flex-wrap gap-1">
            {walletSections.map((name) => (
              <Link
                key={name}
                to={{ name: 'wallet', section: name }}
                aria-current={name === section ? 'page' : undefined}
                className={clsx(
                  'flex h-8 items-center rounded-sm px-3 text-sm',
                  name === section ? 'bg-pressed font-semibold' : 'text-muted hover:bg-hover hover:text-ink',
                )}
              >
                {t(`wallet.section.${name}`)}
              </Link>
            ))}
          </nav>
          {section === 'splits' && <Splits parties={parties} />}
          {section === 'imports' && <Imports />}
          {section === 'payouts' && <Payouts balances={balances} />}
          {section === 'transactions' &&
            (balances.length === 0 ? (
              <EmptyState
                icon={Wallet}
                title={t('wallet.emptyTitle')}
                description={t('wallet.emptyHint')}
                actions={book}
              />
            ) : (
              <>
                <Transactions />
                <LedgerCheck />
              </>
            ))}
        </>
      )}
      {stating && <StatementDialog onClose={() => setStating(false)} />}
      {booking && <BookDialog parties={parties} onClose={() => setBooking(false)} />}
    </Page>
  )
}
