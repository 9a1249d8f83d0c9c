import { type Failure, toFailure } from '../../../shared/contract/errors.ts'
import type { JobId } from '../../../shared/domain/ids.ts'
import type { JobRow } from '../store/jobs.ts'
import { type ActiveJob, activeJobOf, type JobEffects, type JobHandler } from './job.ts'

// The jobs of one kind at work. A lane claims a few more rows than it runs, so that no thread waits for a commit; the queue owns the rows.

/** Rows leased at a time: enough that small files never wait for the commit of a claim. */
const claimAhead = 128

/** The same for a job that goes before those already leased. */
const claimUrgent = 8

/** Why a running job is stopped from outside. */
export type StopReason = 'pause' | 'cancel' | 'close'

export type LaneEnd =
  | { type: 'done'; effects: JobEffects }
  | { type: 'failed'; failure: Failure }
  | { type: 'stopped'; reason: StopReason }

export type LaneOptions = {
  handler: JobHandler
  /** Leases up to `limit` due rows. */
  claim(limit: number): Promise<JobRow[]>
  /** Commits how a job ended. Must not reject: the queue retries what the disk refuses. */
  settle(job: ActiveJob, row: JobRow, end: LaneEnd): Promise<void>
  onProgress(jobId: JobId, fraction: number): void
  /** False while the lane must hold on; whoever says so wakes it again. */
  clear(): boolean
  /** Nothing of this kind is due or under way any more. */
  onIdle(): void
}

type Running = { readonly stop: (reason: StopReason) => void; readonly ended: Promise<void> }

export class Lane {
  readonly #options: LaneOptions
  readonly #waiting: JobRow[] = []
  readonly #running = new Map<string, Running>()
  /** Work that has ended and waits for its commit: it keeps its lease, but not its place in the lane. */
  readonly #settling = new Map<string, Promise<void>>()
  #claiming: Promise<void> | undefined
  #wanted = false
  #urgent = false
  #closed = false

  constructor(options: LaneOptions) {
    this.#options = options
  }

  /** Looks for work: call it after a commit that may have made a job due. */
  wake(urgent = false): void {
    this.#wanted = true
    this.#urgent ||= urgent
    this.#pump()
  }

  /** Holds no lease, and has none on its way. */
  get idle(): boolean {
    const held = this.#waiting.length + this.#running.size + this.#settling.size
    return held === 0 && this.#claiming === undefined && !this.#wanted
  }

  /** Ids this lane holds a lease on. */
  held(): string[] {
    return [...this.#waiting.map((row) => row.id), ...this.#running.keys(), ...this.#settling.keys()]
  }

  /** Stops a held job; false when the lane does not hold it. A waiting row is only dropped: the caller changes its state. */
  stop(id: string, reason: StopReason): 'running' | 'waiting' | 'unknown' {
    const running = this.#running.get(id)
    if (running !== undefined) {
      running.stop(reason)
      return 'running'
    }
    const index = this.#waiting.findIndex((row) => row.id === id)
    if (index < 0) return 'unknown'
    this.#waiting.splice(index, 1)
    return 'waiting'
  }

  /** Stops what runs, to be done again later, and gives back the ids of waiting rows, to be released by the caller. */
  release(): string[] {
    for (const job of this.#running.values()) job.stop('close')
    return this.#waiting.splice(0).map((row) => row.id)
  }

  /** Stops everything and waits until each end is committed. Returns the ids of waiting rows, to be released by the caller. */
  async close(): Promise<string[]> {
    this.#closed = true
    // Rows whose lease is being committed right now are handed back too.
    await this.#claiming
    const waiting = this.#waiting.splice(0).map((row) => row.id)
    const running = [...this.#running.values()]
    for (const job of running) job.stop('close')
    await Promise.all(running.map((job) => job.ended))
    await Promise.all(this.#settling.values())
    return waiting
  }

  #pump(): void {
    this.#startWaiting()
    const { concurrency, background } = this.#options.handler
    const ahead = concurrency === 1 && background !== true ? 1 : claimAhead
    if (!this.#options.clear()) return
    if (this.#closed || this.#claiming !== undefined || !this.#wanted) return
    const full = this.#waiting.length * 2 > ahead
    if (full && (!this.#urgent || this.#waiting.length > 2 * ahead)) return
    this.#wanted = full
    this.#urgent = false
    this.#claiming = this.#claim(full ? claimUrgent : ahead).finally(() => {
      this.#claiming = undefined
      if (this.#waiting.length > 0 || this.#wanted) this.#pump()
      else if (this.idle) this.#options.onIdle()
    })
  }

  async #claim(limit: number): Promise<void> {
    const rows = await this.#options.claim(limit)
    this.#waiting.push(...rows)
    this.#waiting.sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))
    // Rows came, so there may be more.
    if (rows.length > 0) this.#wanted = true
  }

  #startWaiting(): void {
    while (!this.#closed && this.#running.size < this.#options.handler.concurrency && this.#options.clear()) {
      const row = this.#waiting.shift()
      if (row === undefined) return
      this.#start(row)
    }
  }

  #start(row: JobRow): void {
    const { handler } = this.#options
    const job = activeJobOf(row, handler.kind)
    const controller = new AbortController()
    let stop: (reason: StopReason) => void = () => undefined
    const stopped = new Promise<LaneEnd>((resolve) => {
      stop = (reason) => {
        controller.abort()
        resolve({ type: 'stopped', reason })
      }
    })
    const progress = (fraction: number) => {
      if (!controller.signal.aborted) this.#options.onProgress(job.jobId, Math.min(1, Math.max(0, fraction)))
    }
    const work = this.#run(job, { signal: controller.signal, progress })
    // Whoever asks for a stop gets it at once: what the handler still finishes is thrown away, for only `settle` keeps anything.
    const ended = Promise.race([work, stopped]).then((end) => {
      this.#running.delete(row.id)
      const settled = this.#options.settle(job, row, end).finally(() => {
        this.#settling.delete(row.id)
        this.wake()
      })
      this.#settling.set(row.id, settled)
      this.#pump()
    })
    this.#running.set(row.id, { stop, ended })
  }

  async #run(job: ActiveJob, context: Parameters<JobHandler['run']>[1]): Promise<LaneEnd> {
    try {
      return { type: 'done', effects: await this.#options.handler.run(job, context) }
    } catch (thrown) {
      return { type: 'failed', failure: toFailure(thrown) }
    }
  }
}
