import { type FailureRecord, toFailureRecord } from '../../../shared/contract/errors.ts'
import type { WriteStore } from '../store/handles.ts'
import { endLease, type JobRow } from '../store/jobs.ts'
import type { ActiveJob, JobHandler } from './job.ts'
import type { LaneEnd } from './lane.ts'
import { afterFailure } from './retry-policy.ts'

// How a job's end becomes rows. The lease is ended first: whoever lost it meanwhile leaves no effect.

export type JobEnd = {
  owner: string
  now: number
  handler: JobHandler
  job: ActiveJob
  row: JobRow
  end: LaneEnd
}

/** What the handler is told after the commit; null while the job is not over (tried again, paused, handed back). */
export type Outcome = { outcome: 'done' | 'parked' | 'cancelled'; failure: FailureRecord | null } | null

export function applyEnd(write: WriteStore, { owner, now, handler, job, row, end }: JobEnd): Outcome {
  const lease = { owner, attempts: row.attempts, notBefore: 0, failure: null, now }
  switch (end.type) {
    case 'done':
      if (!endLease(write, job.jobId, { ...lease, state: 'done' })) return null
      end.effects(write)
      return { outcome: 'done', failure: null }
    case 'failed': {
      const attempts = row.attempts + 1
      const failure = toFailureRecord(end.failure)
      const next = afterFailure(end.failure, attempts, now)
      if (next.state === 'queued') {
        endLease(write, job.jobId, { ...lease, state: 'queued', attempts, notBefore: next.notBefore, failure })
        return null
      }
      if (!endLease(write, job.jobId, { ...lease, state: 'parked', attempts, failure })) return null
      handler.onParked?.(write, job, failure)
      return { outcome: 'parked', failure }
    }
    case 'stopped': {
      const state = ({ pause: 'paused', cancel: 'cancelled', close: 'queued' } as const)[end.reason]
      if (!endLease(write, job.jobId, { ...lease, state, notBefore: row.not_before }) || state !== 'cancelled')
        return null
      handler.onCancelled?.(write, job)
      return { outcome: 'cancelled', failure: null }
    }
  }
}
