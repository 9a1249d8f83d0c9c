import { useInfiniteQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import type { Calculation } from '../../../shared/contract/value.ts'
import { Button } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useUndoAct } from '../../state/acts.ts'
import { useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'
import { useUndo } from '../../state/undo.ts'
import { useCalculator } from './draft.ts'

const pageSize = 20

/** Saved estimates, newest first: open one to see and recalculate it, or remove it, which can be undone. */
export function History() {
  const t = useT()
  const orpc = useOrpc()
  const query = useInfiniteQuery(
    orpc.value.list.infiniteOptions({
      input: (cursor: string | null) => ({ cursor, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
  )
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-label={t('value.history')}>
      <h2 className="border-line-strong border-b pb-2 font-semibold text-sm">{t('value.history')}</h2>
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && (
        <div aria-busy="true" className="space-y-2 py-3">
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </div>
      )}
      {query.isSuccess && items.length === 0 && <p className="py-4 text-muted text-sm">{t('value.historyEmpty')}</p>}
      <ul className="divide-y divide-line">
        {items.map((calculation) => (
          <HistoryRow key={calculation.calculationId} calculation={calculation} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('common.showMore')}
        </Button>
      )}
    </section>
  )
}

function HistoryRow({ calculation }: { calculation: Calculation }) {
  const t = useT()
  const format = useFormat()
  const client = useClient()
  const writable = useWritable()
  const undo = useUndoAct()
  const open = useCalculator((state) => state.open)
  const { at, calculationId, expired, expiresAt, result } = calculation
  const title = calculation.title ?? t('value.portfolio')
  const date = format.date(at)
  const remove = () => {
    const calculationIds = [calculationId]
    client.value.remove({ calculationIds }).then(
      () => {
        const label = t('value.removed')
        const id = useUndo.getState().push({ label, undo: () => client.value.restore({ calculationIds }) })
        showToast({ key: 'act', title: label, action: { label: t('common.undo'), run: () => undo(id) } })
      },
      (error: unknown) => {
        const told = describeError(error, t)
        showToast({ key: 'act', title: t('value.failed'), detail: told.message, tone: 'needs', copy: told.text })
      },
    )
  }
  return (
    <li className="flex items-center gap-2">
      <button
        type="button"
        aria-label={t('value.open', { title, date })}
        onClick={() => open(calculation)}
        className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-4 rounded-sm px-2 py-2 text-start text-sm transition-colors hover:bg-hover"
      >
        <span className="w-24 shrink-0 text-muted tabular">{date}</span>
        <span className="min-w-0 flex-1 truncate">{title}</span>
        <span className="text-muted text-xs">
          {expired ? t('value.expired') : t('value.goodUntil', { date: format.date(expiresAt) })}
        </span>
        <span className="w-36 text-end tabular">{format.money(result.value)}</span>
      </button>
      <IconButton
        size="sm"
        icon={Trash2}
        label={t('value.remove', { title, date })}
        disabled={!writable}
        onClick={remove}
      />
    </li>
  )
}
