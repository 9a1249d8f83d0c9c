import { useInfiniteQuery } from '@tanstack/react-query'
import { Activity, Pause, Play } from 'lucide-react'
import { commands, useCommandEnabled } from '../../commands/registry.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Page } from '../../components/page.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useScrollMemory } from '../../router/router.ts'
import { useBackgroundJobs, useJobCounts } from '../../state/batches.ts'
import { useOrpc } from '../../state/core.tsx'
import { BatchRow } from './batch-row.tsx'
import { NeedsYou } from './needs-you.tsx'
import { RunningJobs } from './running-jobs.tsx'
import { Section } from './section.tsx'

/** Everything under way and everything that was: how far, how fast, how long, and what went wrong with which file. */
export function ActivityPage() {
  const t = useT()
  const orpc = useOrpc()
  const counts = useJobCounts()
  const background = useBackgroundJobs()
  const summary = useSummary()
  const query = useInfiniteQuery(
    orpc.intake.batches.infiniteOptions({
      input: (cursor: string | null) => ({ cursor, limit: 50 }),
      initialPageParam: null,
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
  )
  const scroll = useScrollMemory(query.isSuccess)
  const batches = query.data?.pages.flatMap(({ items }) => items) ?? []
  const live = batches.filter(({ state }) => state === 'running' || state === 'paused')
  const past = batches.filter(({ state }) => state !== 'running' && state !== 'paused')
  const jobsLive = counts === undefined ? 0 : counts.running + counts.queued + counts.paused
  const quiet = live.length + past.length + jobsLive + background + (counts?.parked ?? 0) === 0

  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return (
    <Page title={t('activity.title')} description={summary} actions={<WorkSwitches />} scrollRef={scroll}>
      {query.isPending ? (
        <div aria-busy="true" className="space-y-4">
          <Skeleton className="h-16" />
          <Skeleton className="h-16" />
        </div>
      ) : quiet ? (
        <div className="mt-16">
          <EmptyState icon={Activity} title={t('activity.emptyTitle')} description={t('activity.emptyHint')} />
        </div>
      ) : (
        <div className="space-y-12">
          <NeedsYou />
          {live.length > 0 && (
            <Section title={t('activity.now')}>
              {live.map((batch) => (
                <BatchRow key={batch.batchId} batch={batch} />
              ))}
            </Section>
          )}
          {jobsLive > 0 && (
            <Section title={t('activity.jobs')}>
              <RunningJobs queued={counts?.queued ?? 0} />
            </Section>
          )}
          {background > 0 && (
            <p className="text-muted text-sm tabular">{t('activity.background', { count: background })}</p>
          )}
          {past.length > 0 && (
            <Section title={t('activity.history')}>
              {past.map((batch) => (
                <BatchRow key={batch.batchId} batch={batch} />
              ))}
            </Section>
          )}
          {query.hasNextPage && (
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('common.showMore')}
            </Button>
          )}
        </div>
      )}
    </Page>
  )
}

function useSummary(): string {
  const t = useT()
  const format = useFormat()
  const counts = useJobCounts()
  const background = useBackgroundJobs()
  if (counts === undefined) return '\u00a0'
  if (counts.running + counts.queued > 0) {
    return t('activity.summaryRunning', { running: counts.running, queued: counts.queued })
  }
  if (counts.paused > 0) return t('activity.summaryPaused', { count: counts.paused })
  if (counts.parked > 0) return `${t('activity.needsYou')}: ${format.number(counts.parked)}`
  return t(background > 0 ? 'activity.summaryBackground' : 'activity.summaryIdle')
}

function WorkSwitches() {
  const t = useT()
  const pausable = useCommandEnabled('work.pauseAll')
  const resumable = useCommandEnabled('work.resumeAll')
  return (
    <>
      {pausable && (
        <Button icon={Pause} onClick={() => commands.run('work.pauseAll')}>
          {t('activity.pauseAll')}
        </Button>
      )}
      {resumable && (
        <Button icon={Play} onClick={() => commands.run('work.resumeAll')}>
          {t('activity.resumeAll')}
        </Button>
      )}
    </>
  )
}
