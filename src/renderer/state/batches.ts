import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Batch } from '../../shared/contract/intake.ts'
import type { JobCounts } from '../../shared/contract/jobs.ts'
import { useT } from '../i18n/locale.tsx'
import { navigate } from '../router/router.ts'
import { useOrpc } from './core.tsx'
import { showToast } from './toasts.ts'

const none: readonly Batch[] = []

/** The batches of late, newest first. */
export function useRecentBatches(): readonly Batch[] {
  const orpc = useOrpc()
  return useQuery(orpc.intake.batches.queryOptions({ input: { limit: 50 } })).data?.items ?? none
}

export function useJobCounts(): JobCounts | undefined {
  const orpc = useOrpc()
  return useQuery(orpc.jobs.list.queryOptions({ input: { limit: 1 } })).data?.counts
}

/** Works still to be prepared for finding their copies, behind everything else. */
export function useBackgroundJobs(): number {
  const orpc = useOrpc()
  return useQuery(orpc.jobs.list.queryOptions({ input: { limit: 1 } })).data?.background ?? 0
}

/** Files of a batch whose fate is known. */
export const settledOf = (batch: Batch): number => batch.ready + batch.failed + batch.skipped + batch.unchanged

export type WorkUnderWay = { batches: number; done: number; found: number; counted: boolean; paused: boolean }

/** All running and paused batches as one; null when there is none. */
export function workUnderWay(batches: readonly Batch[]): WorkUnderWay | null {
  const live = batches.filter(({ state }) => state === 'running' || state === 'paused')
  if (live.length === 0) return null
  return {
    batches: live.length,
    done: live.reduce((sum, batch) => sum + settledOf(batch), 0),
    found: live.reduce((sum, batch) => sum + batch.found, 0),
    counted: live.every(({ counted }) => counted),
    paused: live.every(({ state }) => state === 'paused'),
  }
}

/** Says once for each batch that ended while the page stood how it ended. */
export function useBatchEndings(quiet: boolean): void {
  const t = useT()
  const batches = useRecentBatches()
  const seen = useRef(new Map<string, Batch['state']>())
  useEffect(() => {
    for (const batch of batches) {
      const before = seen.current.get(batch.batchId)
      seen.current.set(batch.batchId, batch.state)
      const ended = batch.state === 'done' || batch.state === 'failed'
      if (quiet || !ended || (before !== 'running' && before !== 'paused')) continue
      const needsYou = batch.failed > 0 || batch.state === 'failed'
      showToast({
        key: batch.batchId,
        title: batch.failure?.message ?? t('toast.batchDone', { ready: batch.ready, failed: batch.failed }),
        detail: batch.label,
        tone: needsYou ? 'needs' : 'quiet',
        ...(needsYou ? { action: { label: t('toast.see'), run: () => navigate({ name: 'activity' }) } } : {}),
      })
    }
  }, [batches, quiet, t])
}
