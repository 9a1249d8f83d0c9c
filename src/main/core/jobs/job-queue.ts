import type { ChangeTopic } from '../../../shared/contract/app.ts'
import { toFailure, toFailureRecord } from '../../../shared/contract/errors.ts'
import { type Job, JobCounts, JobKind, JobState } from '../../../shared/contract/jobs.ts'
import { JobId } from '../../../shared/domain/ids.ts'
import type { SignalHub } from '../events/signal-hub.ts'
import type { Logger } from '../log/logger.ts'
import type { GroupCommit } from '../store/group-commit.ts'
import type { WriteStore } from '../store/handles.ts'
import * as rows from '../store/jobs.ts'
import type { NewId } from '../store/new-id.ts'
import type { Store } from '../store/open-store.ts'
import { applyEnd } from './apply-end.ts'
import { type ActiveJob, activeJobOf, type JobHandler, jobOf } from './job.ts'
import { Lane, type LaneEnd, type StopReason } from './lane.ts'
import { recoverAbandoned } from './recover.ts'
import { crashesBeforeSolo } from './retry-policy.ts'

// The durable queue. Rows are the truth: a job is enqueued in the transaction of the fact it serves, leased while it is worked on, and ended
// in the transaction of its effects, so that it takes effect exactly once whatever dies in between.

const leaseMs = 60_000
const heartbeatMs = 15_000
/** After a refusal that is not the disk's. */
const stallMs = 1_000

export type NewJob = Omit<rows.NewJob, 'id' | 'now'>

export type JobQueueOptions = {
  store: Store
  commit: GroupCommit
  handlers: readonly JobHandler[]
  hub: SignalHub<ChangeTopic>
  logger: Logger
  now: () => number
  newId: NewId
  /** While true, nothing of that kind is begun: work is paused by the person or by the hour, or what nobody waits for is. */
  held?: (background: boolean) => boolean
}

export type JobQueue = ReturnType<typeof createJobQueue>

/** Throws when a kind of job has no handler, or two: a program that would leave jobs lying must not start. */
export function handlersByKind(handlers: readonly JobHandler[]): Map<JobKind, JobHandler> {
  const byKind = new Map<JobKind, JobHandler>()
  for (const handler of handlers) {
    if (byKind.has(handler.kind)) throw new Error(`two handlers for jobs of kind ${handler.kind}`)
    byKind.set(handler.kind, handler)
  }
  const missing = JobKind.options.filter((kind) => !byKind.has(kind))
  if (missing.length > 0) throw new Error(`no handler for jobs of kind ${missing.join(', ')}`)
  return byKind
}

export function createJobQueue(options: JobQueueOptions) {
  const { store, commit, hub, logger, now, newId } = options
  const handlers = handlersByKind(options.handlers)
  const owner = newId()
  const progress = new Map<string, number>()
  const soloIds = new Set<string>()
  const lanes = new Map<JobKind, Lane>()
  let closing = false
  let takesBackground = false
  let heartbeat: NodeJS.Timeout | undefined
  const dueTimers = new Map<JobKind, NodeJS.Timeout>()

  for (const handler of handlers.values()) {
    lanes.set(
      handler.kind,
      new Lane({
        handler,
        claim: (limit) => claim(handler.kind, limit),
        settle: (job, row, end) => settle(handler, job, row, end),
        onProgress: (jobId, fraction) => {
          progress.set(jobId, fraction)
          hub.touch('jobs')
        },
        clear: () =>
          !halted(handler.background === true) &&
          (handler.background !== true || (takesBackground && foregroundIdle())),
        onIdle: () => {
          if (handler.background !== true && foregroundIdle()) wakeBackground()
        },
      }),
    )
  }

  /** Nothing is begun while it could not be kept, or while work is held. */
  function halted(background: boolean): boolean {
    return store.writing.closed !== null || options.held?.(background) === true
  }
  const unsubscribe = store.writing.onChange(() => {
    if (store.writing.closed === null) wakeAll()
  })
  let stopWaiting = () => undefined as void
  const stopped = new Promise<void>((resolve) => {
    stopWaiting = resolve
  })

  function foregroundIdle(): boolean {
    return [...handlers.values()].every(({ kind, background }) => background === true || lane(kind).idle)
  }

  function wakeBackground(): void {
    for (const { kind, background } of handlers.values()) if (background === true) lane(kind).wake()
  }

  function lane(kind: JobKind): Lane {
    const found = lanes.get(kind)
    if (found === undefined) throw new Error(`no lane for ${kind}`)
    return found
  }

  async function claim(kind: JobKind, limit: number): Promise<rows.JobRow[]> {
    const leaseUntil = now() + leaseMs
    const base = { kind, owner, now: now(), leaseUntil }
    try {
      if (
        closing ||
        lane(kind)
          .held()
          .some((id) => soloIds.has(id))
      )
        return []
      const ordinary = await commit.submit((write) =>
        rows.claimJobs(write, { ...base, limit, minCrashes: 0, maxCrashes: crashesBeforeSolo - 1 }),
      )
      if (ordinary.length > 0 || lane(kind).held().length > 0) return ordinary
      // Nothing else of this kind is at work: a job under suspicion may run, alone.
      const suspects = await commit.submit((write) =>
        rows.claimJobs(write, {
          ...base,
          limit: 1,
          minCrashes: crashesBeforeSolo,
          maxCrashes: Number.MAX_SAFE_INTEGER,
        }),
      )
      for (const suspect of suspects) soloIds.add(suspect.id)
      if (suspects.length === 0) armTimer(kind)
      return suspects
    } catch (thrown) {
      logger.log('warn', 'jobs.claim-refused', { kind, failure: toFailureRecord(thrown) })
      // When the disk takes writes again, every lane is woken.
      if (store.writing.refused(thrown)) void store.writing.whenOpen().then(() => lane(kind).wake())
      else setTimeout(() => lane(kind).wake(), stallMs).unref()
      return []
    }
  }

  function armTimer(kind: JobKind): void {
    const at = store.read((read) => rows.nextDueAt(read, kind))
    clearTimeout(dueTimers.get(kind))
    if (at === null || closing) return
    dueTimers.set(kind, setTimeout(() => lane(kind).wake(), Math.max(50, at - now())).unref())
  }

  async function settle(handler: JobHandler, job: ActiveJob, row: rows.JobRow, end: LaneEnd): Promise<void> {
    // What failed because nothing could be written has not failed: it is done again, and counts no attempt.
    let ended: LaneEnd =
      end.type === 'failed' && store.writing.refused(end.failure) ? { type: 'stopped', reason: 'close' } : end
    for (;;) {
      try {
        const outcome = await commit.submit((write) =>
          applyEnd(write, { owner, now: now(), handler, job, row, end: ended }),
        )
        progress.delete(job.jobId)
        soloIds.delete(job.jobId)
        hub.touch('jobs')
        if (outcome !== null) handler.onSettled?.(job, outcome.outcome, outcome.failure)
        if (ended.type === 'failed' && outcome === null) armTimer(handler.kind)
        return
      } catch (thrown) {
        const failure = toFailure(thrown)
        if (closing) return
        if (failure.code === 'INTERNAL' && ended.type === 'done') {
          // The effects themselves are wrong: that is the job's failure, not the disk's.
          logger.log('error', 'jobs.effects-failed', { job: job.jobId, detail: failure.detail })
          ended = { type: 'failed', failure }
          continue
        }
        logger.log('warn', 'jobs.commit-refused', { job: job.jobId, failure: toFailureRecord(failure) })
        if (store.writing.refused(thrown)) await Promise.race([store.writing.whenOpen(), stopped])
        else await new Promise((resolve) => setTimeout(resolve, stallMs))
      }
    }
  }

  /** Stops what is held, then moves rows that nobody works on. Returns how many jobs changed. */
  async function change(
    ids: readonly string[],
    move: { stop?: StopReason; from: readonly JobState[]; to: JobState; freshAttempts?: boolean },
  ): Promise<number> {
    let affected = 0
    const idle: string[] = []
    for (const id of ids) {
      const held = move.stop === undefined ? 'unknown' : stopHeld(id, move.stop)
      if (held === 'running') affected++
      else idle.push(id)
    }
    for (let start = 0; start < idle.length; start += 1000) {
      const cancelled: ActiveJob[] = []
      affected += await commit.submit((write) => {
        let moved = 0
        for (const id of idle.slice(start, start + 1000)) {
          // A row that a lane had leased but not begun is still marked as running.
          const from = move.stop === undefined ? move.from : [...move.from, 'running' as const]
          if (!rows.moveJob(write, id, { ...move, from, now: now() })) continue
          moved++
          const row = move.to === 'cancelled' ? rows.findJob(write, id) : undefined
          if (row === undefined) continue
          const job = activeJobOf(row, JobKind.parse(row.kind))
          handlers.get(job.kind)?.onCancelled?.(write, job)
          cancelled.push(job)
        }
        return moved
      })
      for (const job of cancelled) handlers.get(job.kind)?.onSettled?.(job, 'cancelled', null)
    }
    hub.touch('jobs')
    if (move.to === 'queued') wakeAll()
    return affected
  }

  function stopHeld(id: string, reason: StopReason): 'running' | 'idle' {
    for (const candidate of lanes.values()) {
      if (candidate.stop(id, reason) === 'running') return 'running'
    }
    return 'idle'
  }

  function idsOf(jobIds: readonly JobId[] | 'all', states: readonly JobState[]): string[] {
    return jobIds === 'all' ? store.read((read) => rows.jobIdsIn(read, states, null)) : [...jobIds]
  }

  function wakeAll(): void {
    for (const each of lanes.values()) each.wake()
  }

  function handBack(ids: readonly string[]): Promise<void> {
    return commit.submit((write) => {
      for (const id of ids) rows.moveJob(write, id, { from: ['running'], to: 'queued', now: now() })
    })
  }

  /** Begins with what was left; on a disk that takes no writes, as soon as it does. */
  function takeUp(): void {
    try {
      const recovered = recoverAbandoned({ store, handlers, owner, now })
      if (recovered > 0) logger.log('info', 'jobs.recovered', { jobs: recovered })
    } catch (thrown) {
      if (!store.writing.refused(thrown)) throw thrown
      void store.writing.whenOpen().then(() => (closing ? undefined : takeUp()))
      return
    }
    wakeAll()
  }

  const active: readonly JobState[] = ['queued', 'running']

  return {
    /** Takes up what was left from the last run and begins to work; without `background`, only on what somebody waits for. */
    start({ background = true }: { background?: boolean } = {}): void {
      takesBackground = background
      takeUp()
      heartbeat = setInterval(() => {
        // A program at rest writes nothing.
        if ([...lanes.values()].every((each) => each.held().length === 0)) return
        void commit
          .submit((write) => rows.extendLeases(write, owner, now() + leaseMs))
          .catch((thrown: unknown) => {
            logger.log('warn', 'jobs.heartbeat-refused', { failure: toFailureRecord(thrown) })
          })
      }, heartbeatMs)
      heartbeat.unref()
    },

    /** Hands back what is running or about to; call it when work begins to be held, and `resumeHeld` when that ends. */
    async release(): Promise<void> {
      const released = [...lanes.values()].flatMap((each) => each.release())
      if (released.length > 0) await handBack(released)
      hub.touch('jobs')
    },

    resumeHeld: wakeAll,

    /** Adds a job inside the caller's transaction; call `wake` once that has been committed. */
    enqueue(write: WriteStore, job: NewJob): JobId {
      const id = JobId.parse(newId())
      rows.insertJob(write, { ...job, id, now: now() })
      return id
    },

    /** `urgent`: there is one that goes before those already claimed. */
    wake(kind: JobKind, urgent = false): void {
      hub.touch('jobs')
      lane(kind).wake(urgent)
    },

    /** Newest first. Of background jobs only those that are parked: they are counted, not listed. */
    list(states: readonly JobState[], before: string | null, limit: number): Job[] {
      return store
        .read((read) => rows.listJobs(read, states, before, limit))
        .map((row) => jobOf(row, JobKind.parse(row.kind), JobState.parse(row.state), progress.get(row.id) ?? null))
    },

    counts(): JobCounts {
      const found = store.read((read) => rows.countJobs(read))
      const counts = Object.fromEntries(JobState.options.map((state) => [state, 0]))
      for (const { state, count } of found) counts[state] = count
      const { queued, running } = store.read((read) => rows.countBackground(read))
      return JobCounts.parse({
        ...counts,
        queued: (counts['queued'] ?? 0) - queued,
        running: (counts['running'] ?? 0) - running,
      })
    },

    /** Background jobs that are due or under way. */
    backgroundCount(): number {
      const { queued, running } = store.read((read) => rows.countBackground(read))
      return queued + running
    },

    /** Each resolves to how many jobs it changed. What is running stops at once; nothing of it is kept. */
    pause: (jobIds: readonly JobId[] | 'all') =>
      change(idsOf(jobIds, active), { stop: 'pause', from: ['queued'], to: 'paused' }),
    resume: (jobIds: readonly JobId[] | 'all') => change(idsOf(jobIds, ['paused']), { from: ['paused'], to: 'queued' }),
    cancel: (jobIds: readonly JobId[] | 'all') =>
      change(idsOf(jobIds, [...active, 'paused']), { stop: 'cancel', from: ['queued', 'paused'], to: 'cancelled' }),
    retry: (jobIds: readonly JobId[] | 'all') =>
      change(idsOf(jobIds, ['parked']), { from: ['parked', 'cancelled'], to: 'queued', freshAttempts: true }),
    idsOfBatch: (batchId: string, states: readonly JobState[]): JobId[] =>
      store.read((read) => rows.jobIdsIn(read, states, batchId)).map((id) => JobId.parse(id)),

    /** Stops what is running, gives every lease back. */
    async close(): Promise<void> {
      closing = true
      stopWaiting()
      unsubscribe()
      clearInterval(heartbeat)
      for (const timer of dueTimers.values()) clearTimeout(timer)
      const released = (await Promise.all([...lanes.values()].map((each) => each.close()))).flat()
      if (released.length === 0) return
      try {
        await handBack(released)
      } catch (thrown) {
        // On a full disk the leases stay; the next start takes them up.
        logger.log('warn', 'jobs.not-released', { failure: toFailureRecord(thrown) })
      }
    },
  }
}
