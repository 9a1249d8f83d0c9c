import { Failure, toFailureRecord } from '../../../shared/contract/errors.ts'
import { JobKind } from '../../../shared/contract/jobs.ts'
import * as rows from '../store/jobs.ts'
import type { Store } from '../store/open-store.ts'
import { activeJobOf, type JobHandler } from './job.ts'
import { crashesBeforeParked } from './retry-policy.ts'

export type RecoverOptions = {
  store: Store
  handlers: ReadonlyMap<JobKind, JobHandler>
  /** Who holds the leases of this run. */
  owner: string
  now: () => number
}

/** Jobs that ran when the program died: due again, or parked when each death was theirs alone. Returns how many there were. */
export function recoverAbandoned({ store, handlers, owner, now }: RecoverOptions): number {
  const abandoned = store.read((read) => rows.abandonedJobs(read, owner))
  if (abandoned.length === 0) return 0
  const settled: (() => void)[] = []
  store.transaction('recover jobs', (write) => {
    for (const row of abandoned) {
      rows.requeueAbandoned(write, row.id, now())
      if (row.crashes + 1 < crashesBeforeParked) continue
      const kind = JobKind.parse(row.kind)
      const handler = handlers.get(kind)
      const failure = toFailureRecord(
        new Failure(
          'WORKER_DIED',
          `“${row.label}” made the program end several times. It is left alone until you try it again.`,
        ),
      )
      const job = activeJobOf(row, kind)
      rows.moveJob(write, row.id, { from: ['queued'], to: 'parked', now: now(), failure })
      handler?.onParked?.(write, job, failure)
      settled.push(() => handler?.onSettled?.(job, 'parked', failure))
    }
  })
  for (const tell of settled) tell()
  return abandoned.length
}
