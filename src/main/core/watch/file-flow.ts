import { basename } from 'node:path'
import { toFailureRecord } from '../../../shared/contract/errors.ts'
import type { BatchId } from '../../../shared/domain/ids.ts'
import type { ComputePool } from '../compute/tasks.ts'
import type { Intake } from '../intake/intake.ts'
import type { Logger } from '../log/logger.ts'
import type { RootRow } from '../store/roots.ts'
import type { FoundFile } from './compare-folder.ts'
import { Feed } from './feed.ts'
import { longRestedMs } from './settle.ts'
import { Settler } from './settler.ts'

// The files of one root on their way into the library: each waits until it is at rest, is handed to a batch, and comes to its end.
// A file is on its way once: what is heard of it meanwhile is looked at after that.

const feedIdleMs = 400
const fullWaitMs = 500

export type FlowOptions = {
  compute: ComputePool
  intake: () => Intake
  logger: Logger
  now: () => number
  row: () => RootRow
  /** The batch's files come from this feed. */
  opened(batchId: BatchId, feed: Feed): void
  /** A scan waits for files it has found. */
  scanWaits: () => boolean
  /** The file has come to its end, one way or another. */
  closed(path: string): void
  /** The file was there and cannot be looked at. */
  lost(path: string): void
}

export class FileFlow {
  readonly #options: FlowOptions
  readonly #settler: Settler
  readonly #feeds: { saved?: Feed; found?: Feed } = {}
  readonly #reading = new Set<string>()
  readonly #again = new Set<string>()

  constructor(options: FlowOptions) {
    this.#options = options
    this.#settler = new Settler({
      compute: options.compute,
      now: options.now,
      ready: (path, urgent) => this.#push(path, urgent),
      dropped: (path) => options.lost(path),
    })
  }

  get settling(): number {
    return this.#settler.size
  }

  get busy(): boolean {
    return this.#settler.size > 0 || this.#reading.size > 0
  }

  /** Resolves when there is room for more. `urgent`: someone has just saved it. */
  async offer(file: FoundFile, urgent: boolean, signal: AbortSignal): Promise<void> {
    if (this.#reading.has(file.path)) {
      this.#again.add(file.path)
      return
    }
    if (file.restedMs >= longRestedMs && !this.#settler.has(file.path)) this.#push(file.path, urgent)
    else {
      while (!this.#settler.add(file.path, urgent)) {
        await new Promise((resolve) => setTimeout(resolve, fullWaitMs))
        signal.throwIfAborted()
      }
    }
    await this.#feeds.found?.room()
    signal.throwIfAborted()
  }

  /** Lets go of what waits; what is being taken in goes on. */
  stop(): void {
    this.#settler.forget(() => true)
    this.#feeds.saved?.end()
    this.#feeds.found?.end()
  }

  close(): void {
    this.#settler.close()
    this.stop()
  }

  #push(path: string, urgent: boolean): void {
    if (this.#reading.has(path)) {
      this.#again.add(path)
      return
    }
    this.#reading.add(path)
    this.#feed(urgent).push(path)
  }

  #feed(urgent: boolean): Feed {
    const known = this.#feeds[urgent ? 'saved' : 'found']
    if (known !== undefined && !known.ended) return known
    const feed = this.open(urgent)
    const { id, path } = this.#options.row()
    const folder = { path, label: basename(path) || path, urgent, payload: { rootId: id, urgent } }
    this.#options
      .intake()
      .addWatched(folder, (batchId) => this.#options.opened(batchId, feed))
      .catch((thrown: unknown) => {
        this.#options.logger.log('warn', 'watch.batch-refused', { failure: toFailureRecord(thrown) })
        feed.end()
        this.over(feed)
      })
    return feed
  }

  /** A feed for a batch that is there already. */
  open(urgent: boolean): Feed {
    const expectsMore = () => !urgent && this.#options.scanWaits()
    const feed = new Feed({ urgent, idleMs: feedIdleMs, expectsMore })
    this.#feeds[urgent ? 'saved' : 'found'] = feed
    return feed
  }

  /** `unrested`: it changed while it was read. */
  ended(feed: Feed, path: string, unrested: boolean): void {
    feed.finished(path)
    this.#reading.delete(path)
    if (this.#again.delete(path) || unrested) this.#settler.add(path, true)
    else this.#options.closed(path)
  }

  /** Nobody reads this feed any more: what it still holds is met at the next scan. */
  over(feed: Feed): void {
    for (const path of feed.open) {
      this.#reading.delete(path)
      this.#again.delete(path)
      this.#options.closed(path)
    }
  }
}
