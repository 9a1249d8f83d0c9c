import type { FailureRecord } from '../../../shared/contract/errors.ts'
import type { FileOutcome } from '../../../shared/contract/shell.ts'
import type { BatchId } from '../../../shared/domain/ids.ts'
import type { BatchCounters } from '../store/intake.ts'
import { RateMeter } from './rate.ts'

// What a running batch knows in memory: its counters, its rate, and which of its files wait for a fingerprint. Bounded by the
// back-pressure of the walk; everything in it can be told again by walking once more.

export type Waiting = { path: string; bytes: number; outcome: Omit<FileOutcome, 'status' | 'path'> }

/** Files of a batch that may wait for their fingerprint before the walk holds on. */
const maxWaiting = 1024

export class BatchTracker {
  readonly batchId: BatchId
  readonly counters: BatchCounters = {
    found: 0,
    counted: false,
    ready: 0,
    failed: 0,
    skipped: 0,
    unchanged: 0,
    bytes: 0,
  }
  readonly rate = new RateMeter()
  readonly #waiting = new Map<string, Waiting[]>()
  readonly #listeners = new Set<(outcomes: FileOutcome[]) => void>()
  readonly #now: () => number
  readonly #endListeners: (() => void)[] = []
  #ended = false
  #seen = 0
  #waitingCount = 0
  #wake: (() => void)[] = []

  constructor(batchId: BatchId, now: () => number) {
    this.batchId = batchId
    this.#now = now
  }

  /** Before a walk from the start, the first or one after a pause. */
  restart(): void {
    Object.assign(this.counters, { found: 0, counted: false, ready: 0, failed: 0, skipped: 0, unchanged: 0, bytes: 0 })
    this.#seen = 0
    this.#waiting.clear()
    this.#waitingCount = 0
    this.#wake = []
  }

  /** Files the walk has met; the count walk may be ahead of it. */
  saw(files: number): void {
    this.#seen += files
    this.counters.found = Math.max(this.counters.found, this.#seen)
  }

  countedSoFar(found: number, final: boolean): void {
    this.counters.found = final ? Math.max(found, this.#seen) : Math.max(this.counters.found, found)
    this.counters.counted = final
  }

  /** Files whose end is known. */
  get settled(): number {
    const { ready, failed, skipped, unchanged } = this.counters
    return ready + failed + skipped + unchanged
  }

  /** A file has come to its end. */
  settle(outcomes: FileOutcome[], bytes = 0): void {
    if (outcomes.length === 0) return
    for (const { status } of outcomes) this.counters[status]++
    this.counters.bytes += bytes
    this.rate.add(this.#now(), this.settled)
    for (const listener of this.#listeners) listener(outcomes)
  }

  /** A file waits until the fingerprint of its version is complete or has failed for good. */
  wait(versionId: string, waiting: Waiting): void {
    const list = this.#waiting.get(versionId)
    if (list === undefined) this.#waiting.set(versionId, [waiting])
    else list.push(waiting)
    this.#waitingCount++
  }

  /** Ends the wait of every file of this batch that holds the version. Returns what they came to. */
  versionEnded(versionId: string, failure: FailureRecord | null): FileOutcome[] {
    const list = this.#waiting.get(versionId)
    if (list === undefined) return []
    this.#waiting.delete(versionId)
    this.#waitingCount -= list.length
    const outcomes = list.map(
      ({ path, outcome }): FileOutcome =>
        failure === null ? { path, status: 'ready', ...outcome } : { path, status: 'failed', ...outcome, failure },
    )
    this.settle(
      outcomes,
      list.reduce((sum, { bytes }) => sum + bytes, 0),
    )
    for (const wake of this.#wake.splice(0)) wake()
    return outcomes
  }

  /** Resolves when the walk may go on. */
  async room(signal: AbortSignal): Promise<void> {
    await this.#until(() => this.#waitingCount < maxWaiting, signal)
  }

  /** Resolves when no file waits any more. */
  async drained(signal: AbortSignal): Promise<void> {
    await this.#until(() => this.#waitingCount === 0, signal)
  }

  /** Calls back with each file's end, in the order they are known. Returns the function that ends it. */
  onOutcomes(listener: (outcomes: FileOutcome[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get ended(): boolean {
    return this.#ended
  }

  /** The batch is over: done, cancelled or failed. */
  end(): void {
    this.#ended = true
    for (const listener of this.#endListeners) listener()
  }

  onEnd(listener: () => void): void {
    this.#endListeners.push(listener)
  }

  async #until(holds: () => boolean, signal: AbortSignal): Promise<void> {
    while (!holds()) {
      signal.throwIfAborted()
      await new Promise<void>((resolve, reject) => {
        const abort = () => reject(signal.reason)
        signal.addEventListener('abort', abort, { once: true })
        this.#wake.push(() => {
          signal.removeEventListener('abort', abort)
          resolve()
        })
      })
    }
  }
}
