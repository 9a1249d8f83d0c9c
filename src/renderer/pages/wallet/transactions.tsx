import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useState } from 'react'
import type { EntryId } from '../../../shared/domain/ids.ts'
import { type Transaction, TransactionState, TransactionType } from '../../../shared/domain/ledger.ts'
import { Button } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { ToggleChip } from '../../components/toggle-chip.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useOrpc } from '../../state/core.tsx'
import { TransactionDialog } from './transaction-dialog.tsx'

const pageSize = 50

function toggled<T>(list: readonly T[], item: T): T[] {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item]
}

/** What was booked, newest first, by kind, state and words. */
export function Transactions() {
  const t = useT()
  const orpc = useOrpc()
  const [types, setTypes] = useState<TransactionType[]>([])
  const [states, setStates] = useState<TransactionState[]>([])
  const [text, setText] = useState('')
  const [open, setOpen] = useState<EntryId | null>(null)
  const query = useInfiniteQuery(
    orpc.wallet.list.infiniteOptions({
      input: (cursor: string | null) => ({ query: { types, states, text }, cursor, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: ({ nextCursor }) => nextCursor,
      placeholderData: keepPreviousData,
    }),
  )
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-label={t('wallet.section.transactions')}>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <div role="group" aria-label={t('wallet.filters')} className="flex flex-1 flex-wrap gap-1">
          {TransactionType.options.map((type) => (
            <ToggleChip key={type} pressed={types.includes(type)} onClick={() => setTypes(toggled(types, type))}>
              {t(`wallet.type.${type}`)}
            </ToggleChip>
          ))}
          <span aria-hidden className="mx-1 w-px self-stretch bg-line" />
          {TransactionState.options
            .filter((state) => state !== 'completed')
            .map((state) => (
              <ToggleChip
                key={state}
                pressed={states.includes(state)}
                onClick={() => setStates(toggled(states, state))}
              >
                {t(`wallet.state.${state}`)}
              </ToggleChip>
            ))}
        </div>
        <SearchField
          label={t('wallet.search')}
          clearLabel={t('common.clearSearch')}
          value={text}
          onChange={setText}
          className="w-56"
        />
      </div>
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && (
        <div aria-busy="true" className="space-y-2">
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
        </div>
      )}
      {query.isSuccess && items.length === 0 && <p className="py-8 text-center text-muted">{t('wallet.noneFound')}</p>}
      <ul className="divide-y divide-line border-line border-y">
        {items.map((transaction) => (
          <Row key={transaction.entryId} transaction={transaction} onOpen={() => setOpen(transaction.entryId)} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('common.showMore')}
        </Button>
      )}
      {open !== null && <TransactionDialog entryId={open} onClose={() => setOpen(null)} />}
    </section>
  )
}

function Row({ transaction, onOpen }: { transaction: Transaction; onOpen: () => void }) {
  const t = useT()
  const format = useFormat()
  const { description, effectiveAt, money, reason, source, state, type } = transaction
  const date = format.date(effectiveAt)
  const amount = format.money(money)
  const over = state === 'voided' || state === 'expired' || state === 'reversed'
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex min-h-10 w-full flex-wrap items-baseline gap-x-4 rounded-sm px-2 py-2 text-start text-sm transition-colors hover:bg-hover"
      >
        <span className="w-28 shrink-0 text-muted tabular">{date}</span>
        <span className="w-24 shrink-0">{t(`wallet.type.${type}`)}</span>
        <span className="min-w-24 flex-1 truncate text-muted">
          {[source, description, reason].filter((part) => part !== null && part !== '').join(' · ')}
        </span>
        {state !== 'completed' && (
          <span className={clsx('text-xs', state === 'pending' ? 'text-working' : 'text-muted')}>
            {t(`wallet.state.${state}`)}
          </span>
        )}
        <span className={clsx('w-36 shrink-0 text-end tabular', over && 'text-muted line-through')}>{amount}</span>
      </button>
    </li>
  )
}
