import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'
import { type PayoutFile, type PayoutRow, ReconcileState } from '../../../shared/domain/payout-import.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { StatusMark, type Tone } from '../../components/status-mark.tsx'
import { ToggleChip } from '../../components/toggle-chip.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useOrpc, useWritable } from '../../state/core.tsx'
import { showToast } from '../../state/toasts.ts'
import { fileContent, pickTable } from './file-content.ts'
import { ImportDialog } from './import-dialog.tsx'
import { ImportList } from './import-list.tsx'
import { RowDialog } from './row-dialog.tsx'

const pageSize = 100
const tones: Record<ReconcileState, Tone> = { matched: 'quiet', unmatched: 'working', disputed: 'needs' }

/** What platforms say they paid, held against the ledger, and the files that said so. */
export function Imports() {
  const t = useT()
  const orpc = useOrpc()
  const writable = useWritable()
  const [state, setState] = useState<ReconcileState | null>(null)
  const [file, setFile] = useState<PayoutFile | null>(null)
  const [open, setOpen] = useState<PayoutRow | null>(null)
  const query = useInfiniteQuery(
    orpc.wallet.payoutRows.infiniteOptions({
      input: (cursor: string | null) => ({ state, cursor, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: ({ nextCursor }) => nextCursor,
      placeholderData: keepPreviousData,
    }),
  )
  const choose = async () => {
    const picked = await pickTable()
    if (picked === null) return
    const content = await fileContent(picked)
    if (content === null)
      showToast({ key: 'wallet', title: t('wallet.import.tooLarge', { file: picked.name }), tone: 'needs' })
    else setFile(content)
  }
  const start = (
    <Button icon={FileSpreadsheet} disabled={!writable} onClick={() => void choose()}>
      {t('wallet.import')}
    </Button>
  )
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.isPending) return <Skeleton className="h-32" />
  const counts = query.data.pages.at(-1)?.counts ?? { matched: 0, unmatched: 0, disputed: 0 }
  const items = query.data.pages.flatMap((page) => page.items)
  const none = counts.matched + counts.unmatched + counts.disputed === 0
  return (
    <div className="space-y-10">
      {none ? (
        <EmptyState
          icon={FileSpreadsheet}
          title={t('wallet.import.emptyTitle')}
          description={t('wallet.import.emptyHint')}
          actions={start}
        />
      ) : (
        <section aria-label={t('wallet.section.imports')}>
          <div className="mb-3 flex flex-wrap items-center gap-2">
            <div role="group" aria-label={t('wallet.filters')} className="flex flex-1 flex-wrap gap-1">
              {ReconcileState.options.map((each) => (
                <ToggleChip key={each} pressed={state === each} onClick={() => setState(state === each ? null : each)}>
                  {t(`wallet.row.count.${each}`, { count: counts[each] })}
                </ToggleChip>
              ))}
            </div>
            {start}
          </div>
          <ul className="divide-y divide-line border-line border-y">
            {items.map((row) => (
              <Row key={row.row} row={row} onOpen={() => setOpen(row)} />
            ))}
          </ul>
          {items.length === 0 && <p className="py-8 text-center text-muted">{t('wallet.row.noneFound')}</p>}
          {query.hasNextPage && (
            <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('common.showMore')}
            </Button>
          )}
        </section>
      )}
      <ImportList />
      {file !== null && <ImportDialog file={file} onClose={() => setFile(null)} />}
      {open !== null && <RowDialog row={open} onClose={() => setOpen(null)} />}
    </div>
  )
}

function Row({ row, onOpen }: { row: PayoutRow; onOpen: () => void }) {
  const t = useT()
  const format = useFormat()
  const { day, description, money, platform, reference, reversed, state } = row
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex min-h-10 w-full flex-wrap items-baseline gap-x-4 rounded-sm px-2 py-2 text-start text-sm transition-colors hover:bg-hover"
      >
        <span className="w-28 shrink-0 text-muted tabular">{format.date(Date.parse(`${day}T12:00:00Z`))}</span>
        <span className="w-28 shrink-0">
          <StatusMark tone={reversed ? 'needs' : tones[state]}>
            {reversed ? t('wallet.state.reversed') : t(`wallet.row.${state}`)}
          </StatusMark>
        </span>
        <span className="min-w-24 flex-1 truncate text-muted">
          {[platform, description, reference].filter(Boolean).join(' · ')}
        </span>
        <span className="w-36 shrink-0 text-end tabular">{format.money(money)}</span>
      </button>
    </li>
  )
}
