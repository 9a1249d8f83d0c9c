import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Blend, CircleCheck, ScanSearch } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Match, MatchDecision, MatchFilter } from '../../../shared/contract/matches.ts'
import type { AssetId, MatchId } from '../../../shared/domain/ids.ts'
import { useCommand } from '../../commands/registry.ts'
import { isTyping } from '../../commands/use-keyboard.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Page } from '../../components/page.tsx'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'
import { navigate, useScrollMemory } from '../../router/router.ts'
import { useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { useWorkActs } from '../library/use-acts.ts'
import { cardId, MatchCard } from './match-card.tsx'
import './matches.css'

type Decided = MatchFilter['decided']
type Counts = { open: number; decided: number }

const pageSize = 30
const none: readonly Match[] = []

/** What reappears in the library, newest first, to be decided one after the other; of one work, all of it. */
export function MatchesPage({ assetId }: { assetId: AssetId | null }) {
  const t = useT()
  const orpc = useOrpc()
  const [decided, setDecided] = useState<Decided>(assetId === null ? 'open' : 'all')
  const filter: MatchFilter = { decided, ...(assetId === null ? {} : { assetId }) }
  const query = useInfiniteQuery(
    orpc.matches.list.infiniteOptions({
      input: (cursor: string | null) => ({ filter, cursor, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
  )
  const counts = useQuery(orpc.matches.counts.queryOptions({ input: {} })).data
  const scroll = useScrollMemory(query.data !== undefined)
  const items = query.data?.pages.flatMap((page) => page.items) ?? none
  const more = query.hasNextPage ? () => void query.fetchNextPage() : null
  const deciding = useDeciding(items, decided, more)

  if (query.isError && query.data === undefined) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  }
  const subject = items.flatMap(({ first, second }) => [first, second]).find((work) => work.assetId === assetId)
  return (
    <Page
      title={t('matches.title')}
      description={subject === undefined ? t('matches.subtitle') : t('matches.subtitleOf', { title: subject.title })}
      actions={
        <>
          <Button variant="ghost" icon={ScanSearch} onClick={() => navigate({ name: 'check' })}>
            {t('check.title')}
          </Button>
          <Filter assetId={assetId} decided={decided} counts={counts} onChange={setDecided} />
        </>
      }
      scrollRef={scroll}
    >
      {query.data === undefined ? (
        <Loading />
      ) : items.length === 0 ? (
        <Nothing decided={decided} counts={counts} onShow={setDecided} />
      ) : (
        <>
          <p className="text-muted text-sm">{t('matches.keys')}</p>
          <div role="feed" aria-label={t('matches.list')} aria-busy={query.isFetchingNextPage || undefined}>
            {items.map((match, index) => (
              <MatchCard
                key={match.matchId}
                match={match}
                position={index + 1}
                total={query.hasNextPage ? -1 : items.length}
                {...deciding.of(match)}
              />
            ))}
          </div>
          {more !== null && (
            <Button busy={query.isFetchingNextPage} onClick={more}>
              {t('common.showMore')}
            </Button>
          )}
        </>
      )}
    </Page>
  )
}

/** Which match is at hand, the keys that walk and decide, and what a decision does to the list. */
function useDeciding(items: readonly Match[], decided: Decided, more: (() => void) | null) {
  const client = useClient()
  const acts = useWorkActs()
  const writable = useWritable()
  const [currentId, setCurrentId] = useState<MatchId | null>(null)
  const at = Math.max(
    0,
    items.findIndex(({ matchId }) => matchId === currentId),
  )
  const current = items[at]
  const go = (match: Match | undefined) => {
    if (match === undefined) return
    setCurrentId(match.matchId)
    document.getElementById(cardId(match.matchId))?.focus()
  }
  const decide = (match: Match, decision: MatchDecision | null) => {
    if (match.decision === decision) return
    const index = items.findIndex(({ matchId }) => matchId === match.matchId)
    // What leaves the list hands on to the one behind it, before it is gone and the focus with it.
    if (decided === 'open' || (decided === 'decided' && decision === null)) go(items[index + 1] ?? items[index - 1])
    void acts.step(() => client.matches.decide({ matchIds: [match.matchId], decision }))
  }
  useWalking((by) => {
    // Nobody has walked yet: the first key leads to the first match.
    const to = currentId === null && by > 0 ? 0 : at + by
    if (to >= items.length) more?.()
    go(items[Math.min(items.length - 1, Math.max(0, to))])
  })
  const deciding = (decision: MatchDecision) => () => {
    if (current !== undefined) decide(current, decision)
  }
  const enabled = writable && current !== undefined
  useCommand('match.same', deciding('same'), enabled)
  useCommand('match.derivative', deciding('derivative'), enabled)
  useCommand('match.unrelated', deciding('unrelated'), enabled)
  return {
    of: (match: Match) => ({
      current: match === current,
      writable,
      onFocus: () => setCurrentId(match.matchId),
      onDecide: (decision: MatchDecision | null) => decide(match, decision),
    }),
  }
}

/** j and k, or the arrows, outside of fields that want them. */
function useWalking(walk: (by: 1 | -1) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      if (isTyping(event.target) || event.target instanceof HTMLInputElement) return
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null) return
      if (event.key === 'j' || event.key === 'ArrowDown') walk(1)
      else if (event.key === 'k' || event.key === 'ArrowUp') walk(-1)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [walk])
}

type FilterProps = {
  assetId: AssetId | null
  decided: Decided
  counts: Counts | undefined
  onChange: (decided: Decided) => void
}

function Filter({ assetId, decided, counts, onChange }: FilterProps) {
  const t = useT()
  const format = useFormat()
  const counted = (name: 'open' | 'decided') =>
    assetId !== null || counts === undefined
      ? t(`matches.filter.${name}Plain`)
      : t(`matches.filter.${name}`, { count: format.number(counts[name]) })
  return (
    <>
      {assetId !== null && (
        <Link to={{ name: 'matches', assetId: null }} className="text-sm underline underline-offset-4">
          {t('matches.all')}
        </Link>
      )}
      <SegmentedControl
        label={t('matches.filter')}
        value={decided}
        segments={[
          { value: 'open', label: counted('open') },
          { value: 'decided', label: counted('decided') },
          { value: 'all', label: t('matches.filter.all') },
        ]}
        onChange={onChange}
      />
    </>
  )
}

type NothingProps = { decided: Decided; counts: Counts | undefined; onShow: (decided: Decided) => void }

function Nothing({ decided, counts, onShow }: NothingProps) {
  const t = useT()
  if (decided === 'open' && (counts?.decided ?? 0) > 0) {
    return (
      <EmptyState
        icon={CircleCheck}
        title={t('matches.doneTitle')}
        description={t('matches.doneHint')}
        actions={<Button onClick={() => onShow('decided')}>{t('matches.showDecided')}</Button>}
      />
    )
  }
  if (decided === 'decided' && (counts?.open ?? 0) > 0) {
    return (
      <EmptyState
        icon={Blend}
        title={t('matches.noneDecidedTitle')}
        description={t('matches.noneDecidedHint')}
        actions={<Button onClick={() => onShow('open')}>{t('matches.showOpen')}</Button>}
      />
    )
  }
  return <EmptyState icon={Blend} title={t('matches.emptyTitle')} description={t('matches.emptyHint')} />
}

function Loading() {
  return (
    <div aria-busy="true" className="flex flex-col gap-6">
      <Skeleton className="h-72 w-full" />
      <Skeleton className="h-72 w-full" />
    </div>
  )
}
