import { basename, dirname } from 'node:path'
import { Failure, type FailureRecord, toFailure, toFailureRecord } from '../../../shared/contract/errors.ts'
import type { WatchEvent } from '../../../shared/contract/watch.ts'
import type { BatchId } from '../../../shared/domain/ids.ts'
import type { ComputePool } from '../compute/tasks.ts'
import type { Intake } from '../intake/intake.ts'
import type { Logger } from '../log/logger.ts'
import type { GroupCommit } from '../store/group-commit.ts'
import type { NewId } from '../store/new-id.ts'
import type { Store } from '../store/open-store.ts'
import { findRoot, type RootRow, saveRoot } from '../store/roots.ts'
import type { Feed } from './feed.ts'
import { FileFlow } from './file-flow.ts'
import { type Hints, listen } from './hints.ts'
import { checkPresence } from './presence.ts'
import type { PassCounts } from './pass.ts'
import { ScanPass } from './scan-pass.ts'
import { isInside } from './survey.ts'

// One root while the program runs: its hints, its scans, and its files on their way into the library.

export type RootWatchDeps = {
  store: Store
  commit: GroupCommit
  compute: ComputePool
  intake: () => Intake
  logger: Logger
  now: () => number
  newId: NewId
  never: readonly string[]
  tell(event: Omit<WatchEvent, 'at'>): void
  touched(): void
  /** Batches of this root by their feed, for the job that reads it. */
  feeds: Map<BatchId, { root: RootWatch; feed: Feed }>
}

const gatherMs = 60

type Scan = { pass: ScanPass; open: Set<string>; done: Promise<PassCounts>; resolveEmpty: (() => void)[] }

export class RootWatch {
  readonly deps: RootWatchDeps
  row: RootRow
  failure: FailureRecord | null = null
  limited = false
  /** It was away, and has not been read since. */
  hasReturned = false
  #hints: Hints | undefined
  #scan: Scan | undefined
  #stop = new AbortController()
  readonly #dirty = new Set<string>()
  #gathering: NodeJS.Timeout | undefined
  #hinting = false
  #lastHintMs = 0
  readonly files: FileFlow
  readonly #writes = new Set<Promise<unknown>>()

  constructor(deps: RootWatchDeps, row: RootRow) {
    this.deps = deps
    this.row = row
    this.files = new FileFlow({
      ...deps,
      row: () => this.row,
      opened: (batchId, feed) => deps.feeds.set(batchId, { root: this, feed }),
      scanWaits: () => (this.#scan?.open.size ?? 0) > 0,
      closed: (path) => this.#closed(path),
      lost: (path) => {
        this.#changed(dirname(path))
        this.#closed(path)
      },
    })
  }

  /** Files read so far, while a scan runs. */
  get scanned(): number | null {
    return this.#scan?.pass.counts.files ?? null
  }

  /** Whether a scan, a waiting file or one on its way is left. */
  get busy(): boolean {
    return this.#scan !== undefined || this.#hinting || this.#dirty.size > 0 || this.files.busy || this.#writes.size > 0
  }

  /** The root counts as busy until this has come to its end. */
  waitFor(write: Promise<unknown>): void {
    this.#writes.add(write)
    write.finally(() => this.#writes.delete(write)).catch(() => undefined)
  }

  /** Listens to the folder, where that can be done. */
  async listen(): Promise<void> {
    const { row } = this
    if (this.#hints !== undefined || row.drive === 'network' || row.state !== 'watching' || row.presence !== 'here')
      return
    this.limited = false
    this.#hints = listen(row, {
      changed: (folder) => this.#changed(folder),
      limited: (thrown) => {
        this.limited = true
        this.deps.logger.log('warn', 'watch.limited', { path: row.path, detail: String(thrown) })
        this.deps.touched()
      },
    })
    await this.#hints.ready
  }

  /** Stops everything; what was found is taken in at the next scan. */
  async stop(): Promise<void> {
    this.#stop.abort(new Failure('CANCELLED', 'The folder is not watched any more.'))
    this.#stop = new AbortController()
    clearTimeout(this.#gathering)
    this.#gathering = undefined
    this.files.stop()
    this.#dirty.clear()
    for (const resolve of this.#scan?.resolveEmpty.splice(0) ?? []) resolve()
    await this.unlisten()
    await this.#scan?.done.catch(() => undefined)
    await Promise.allSettled(this.#writes)
  }

  async unlisten(): Promise<void> {
    const hints = this.#hints
    this.#hints = undefined
    await hints?.close()
  }

  close(): Promise<void> {
    this.files.close()
    return this.stop()
  }

  /** Is the root there, and the one it was? Keeps its row, its locations and its hints in step. */
  async check(): Promise<boolean> {
    const before = this.row
    const found = await checkPresence(this.deps, before)
    this.row = found.row
    this.failure = found.failure
    if (found.row.presence !== before.presence || found.row.path !== before.path) {
      this.hasReturned = found.row.presence === 'here'
      await this.unlisten()
      this.deps.tell({
        event: found.row.presence === 'here' ? 'online' : 'offline',
        rootId: before.id,
        path: found.row.path,
      })
      this.deps.touched()
    }
    return found.row.presence === 'here'
  }

  /** Reads the whole root. One scan at a time: who asks meanwhile gets the one that runs. Throws when the root is away. */
  scan(): Promise<PassCounts> {
    if (this.#scan !== undefined) return this.#scan.done
    const open = new Set<string>()
    const scan: Scan = {
      pass: this.#pass(open, false, this.#stop.signal),
      open,
      done: Promise.reject(new Error('not begun')),
      resolveEmpty: [],
    }
    scan.done.catch(() => undefined)
    this.#scan = scan
    scan.done = this.#runScan(scan).finally(() => {
      if (this.#scan === scan) this.#scan = undefined
      this.deps.touched()
    })
    this.deps.touched()
    return scan.done
  }

  async #runScan(scan: Scan): Promise<PassCounts> {
    const startedAt = this.deps.now()
    const signal = this.#stop.signal
    if (!(await this.check())) throw this.#absent()
    scan.pass = this.#pass(scan.open, false, signal, scan)
    this.hasReturned = false
    try {
      await scan.pass.all(signal)
    } catch (thrown) {
      await this.check()
      throw this.row.presence === 'here' ? thrown : this.#absent()
    }
    const { counts } = scan.pass
    const at = this.deps.now()
    await this.deps.commit.submit((write) => {
      // Only the scan's own columns: the rest may have been changed meanwhile.
      const row = findRoot(write, this.row.id)
      if (row === undefined) return
      this.row = { ...row, scannedAt: at, scan: JSON.stringify({ ...counts, tookMs: at - startedAt }) }
      saveRoot(write, this.row)
    })
    const { added, changed, moved, missing, unchanged } = counts
    const summary = { added, changed, moved, missing, unchanged }
    this.deps.tell({ event: 'scanned', rootId: this.row.id, path: this.row.path, summary })
    return counts
  }

  #absent(): Failure {
    return new Failure('UNAVAILABLE', this.failure?.message ?? `“${basename(this.row.path)}” is not there.`, {
      path: this.row.path,
      retryable: true,
    })
  }

  #pass(open: Set<string>, urgent: boolean, signal: AbortSignal, scan?: Scan): ScanPass {
    const { store, commit, compute, now, newId, never } = this.deps
    return new ScanPass({
      store,
      commit,
      compute,
      now,
      newId,
      never,
      root: this.row,
      offer: async (file) => {
        // It was stopped while the folder was read: nobody would take the file any more.
        signal.throwIfAborted()
        open.add(file.path)
        await this.files.offer(file, urgent, signal)
      },
      tell: (event) => this.deps.tell({ ...event, rootId: this.row.id }),
      settled: async () => {
        while (scan !== undefined && open.size > 0) {
          await new Promise<void>((resolve) => scan.resolveEmpty.push(resolve))
          signal.throwIfAborted()
        }
      },
      demandRoot: async () => {
        if (!(await this.check())) throw this.#absent()
      },
      onFiles: () => this.deps.touched(),
    })
  }

  #changed(folder: string): void {
    if (this.deps.never.some((own) => isInside(folder, own))) return
    this.#dirty.add(isInside(folder, this.row.path) ? folder : this.row.path)
    this.#gather()
  }

  #gather(): void {
    if (this.#gathering !== undefined || this.#hinting || this.#dirty.size === 0) return
    this.#gathering = setTimeout(() => void this.#hint(), Math.max(gatherMs, 2 * this.#lastHintMs))
  }

  async #hint(): Promise<void> {
    this.#gathering = undefined
    this.#hinting = true
    const folders = [...this.#dirty]
    this.#dirty.clear()
    const startedAt = performance.now()
    const { signal } = this.#stop
    try {
      const pass = this.#pass(new Set(), true, signal)
      await pass.some(folders, signal)
      this.waitFor(pass.finish(signal).catch((thrown: unknown) => this.#hintFailed(thrown)))
    } catch (thrown) {
      this.#hintFailed(thrown)
    } finally {
      this.#lastHintMs = Math.min(2_000, performance.now() - startedAt)
      this.#hinting = false
      this.#gather()
    }
  }

  /** The next scan finds what a hint could not. */
  #hintFailed(thrown: unknown): void {
    const { code } = toFailure(thrown)
    if (code !== 'CANCELLED') this.deps.logger.log('info', 'watch.hint-failed', { failure: toFailureRecord(thrown) })
    if (code === 'VANISHED') this.waitFor(this.check().catch(() => undefined))
  }

  /** A batch that was left by the last run goes on with what a scan finds. */
  adoptBatch(urgent: boolean): Feed {
    const feed = this.files.open(urgent)
    void this.scan().catch(() => undefined)
    return feed
  }

  /** The file is in the library; its fingerprint may follow. */
  registered(path: string, count: 'added' | 'changed' | 'moved' | undefined): void {
    if (count !== undefined && this.#scan !== undefined) this.#scan.pass.counts[count]++
    this.#closed(path)
  }

  #closed(path: string): void {
    const scan = this.#scan
    if (scan === undefined || !scan.open.delete(path) || scan.open.size > 0) return
    for (const resolve of scan.resolveEmpty.splice(0)) resolve()
  }
}
