import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ChangeTopic } from '../../../shared/contract/app.ts'
import { Failure, toFailure, toFailureRecord } from '../../../shared/contract/errors.ts'
import type { FileOutcome } from '../../../shared/contract/shell.ts'
import type { BatchId } from '../../../shared/domain/ids.ts'
import type { ComputePool, Inspected } from '../compute/tasks.ts'
import type { SignalHub } from '../events/signal-hub.ts'
import type { JobContext } from '../jobs/job.ts'
import type { GroupCommit } from '../store/group-commit.ts'
import type { WriteStore } from '../store/handles.ts'
import { saveBatchCounters, upsertIssue } from '../store/intake.ts'
import { findKnownFiles, type KnownFile } from '../store/known-files.ts'
import { setLocationStatus } from '../store/locations.ts'
import type { Store } from '../store/open-store.ts'
import { kindPromisedBy } from './admission.ts'
import type { BatchTracker } from './batch-tracker.ts'
import { fileFailure } from './file-failure.ts'
import { isSkip, problemOutcome } from './outcomes.ts'
import type { Registered } from './register.ts'
import { walk } from './walk.ts'

export type IntakeJobDeps = {
  store: Store
  commit: GroupCommit
  compute: ComputePool
  hub: SignalHub<ChangeTopic>
  now: () => number
  maxFileBytes: () => number
  tracker(batchId: BatchId): BatchTracker
  register(write: WriteStore, file: Extract<Inspected, { ok: true }>, batchId: BatchId): Registered
  retryFingerprint(write: WriteStore, known: KnownFile, batchId: BatchId): void
  /** Fingerprint jobs were enqueued and are committed. */
  enqueued(): void
}

const walkChunk = 64
/** Files of one message to a compute thread: many small ones, or a few large ones. */
const inspectFilesAtOnce = 32
const inspectBytesAtOnce = 16_000_000
const saveEveryMs = 1_000
const slowestDiskBytesPerMs = 2_000

type Candidate = { path: string; bytes: number; mtimeUs: number; inode: string }

/** The files of one batch on their way: looked at, inspected by the compute threads, registered. */
export class IntakeRun {
  readonly #deps: IntakeJobDeps
  readonly #batchId: BatchId
  readonly #tracker: BatchTracker
  readonly #context: JobContext
  readonly #urgent: boolean
  #watched = false
  readonly #inFlight = new Set<Promise<void>>()
  #lastSave = 0
  #broken: Failure | undefined

  constructor(deps: IntakeJobDeps, batchId: BatchId, tracker: BatchTracker, context: JobContext, urgent: boolean) {
    this.#deps = deps
    this.#batchId = batchId
    this.#tracker = tracker
    this.#context = context
    this.#urgent = urgent
  }

  async walkAll(paths: readonly string[]): Promise<void> {
    let chunk: string[] = []
    let candidates: Candidate[] = []
    let problems: FileOutcome[] = []
    const flush = async () => {
      candidates.push(...(await this.#sift(chunk, problems)))
      chunk = []
      problems = []
      candidates = await this.#dispatch(candidates, false)
      this.#context.progress(
        this.#tracker.counters.found === 0 ? 0 : this.#tracker.settled / this.#tracker.counters.found,
      )
    }
    for await (const entry of walk(paths, this.#context.signal)) {
      if (entry.type === 'file') chunk.push(entry.path)
      else problems.push(problemOutcome(entry.path, entry.failure, entry.skipped))
      if (chunk.length + problems.length >= walkChunk) {
        await this.#tracker.room(this.#context.signal)
        await flush()
      }
    }
    await flush()
    await this.#dispatch(candidates, true)
    await Promise.all(this.#inFlight)
    this.#throwIfBroken()
  }

  /** The same for files that come as they are found: none waits for the next. */
  async takeAll(chunks: AsyncIterable<string[]>): Promise<void> {
    this.#watched = true
    for await (const chunk of chunks) {
      await this.#tracker.room(this.#context.signal)
      await this.#dispatch(await this.#sift(chunk, []), true)
    }
    await Promise.all(this.#inFlight)
    this.#throwIfBroken()
  }

  /** Ends files that need no look inside, and gives those that do. */
  async #sift(paths: readonly string[], problems: FileOutcome[]): Promise<Candidate[]> {
    this.#tracker.saw(paths.length + problems.length)
    const stats = await Promise.all(paths.map((path) => statOf(path)))
    const known = this.#deps.store.read((read) => findKnownFiles(read, paths))
    const candidates: Candidate[] = []
    const ended: FileOutcome[] = []
    const again: KnownFile[] = []
    const returned: KnownFile[] = []
    let bytes = 0
    for (const [i, path] of paths.entries()) {
      const found = stats[i]
      if (found === undefined) continue
      if (found instanceof Error) {
        problems.push(problemOutcome(path, found, isSkip(toFailure(found))))
        continue
      }
      const before = known.get(path)
      if (before === undefined || before.trashed || this.#differs(before, found)) {
        candidates.push({ path, ...found })
        continue
      }
      if (before.status !== 'present') returned.push(before)
      const outcome = { assetId: before.assetId, versionId: before.versionId, sha256: before.sha256, kind: before.kind }
      if (before.fingerprintState === 'complete') {
        ended.push({ path, status: before.batchId === this.#batchId ? 'ready' : 'unchanged', ...outcome })
        bytes += found.bytes
      } else {
        // Whoever asks again for a work that failed wants it tried again.
        if (before.fingerprintState === 'failed') again.push(before)
        this.#tracker.wait(before.versionId, { path, bytes: found.bytes, outcome })
      }
    }
    if (problems.length > 0 || again.length > 0 || returned.length > 0) {
      await this.#deps.commit.submit((write) => {
        this.#saveIssues(write, problems)
        for (const file of again) this.#deps.retryFingerprint(write, file, this.#batchId)
        for (const file of returned) setLocationStatus(write, file.locationId, 'present')
      })
      if (again.length > 0) this.#deps.enqueued()
    }
    this.#tracker.settle(problems)
    this.#tracker.settle(ended, bytes)
    if (ended.length + problems.length > 0) this.#deps.hub.touch('intake')
    return candidates
  }

  /** Who watches a folder has asked because something about the file is new: there, another inode is another file. */
  #differs(before: KnownFile, found: Omit<Candidate, 'path'>): boolean {
    if (before.bytes !== found.bytes || before.mtimeUs !== found.mtimeUs) return true
    return this.#watched && before.inode !== null && before.inode !== found.inode
  }

  /** Sends full groups to the compute threads, never more than keeps them busy; gives back what is left over. */
  async #dispatch(candidates: Candidate[], all: boolean): Promise<Candidate[]> {
    let group: Candidate[] = []
    let bytes = 0
    for (const candidate of candidates) {
      group.push(candidate)
      bytes += candidate.bytes
      if (group.length < inspectFilesAtOnce && bytes < inspectBytesAtOnce) continue
      await this.#start(group)
      group = []
      bytes = 0
    }
    // A few files of a short walk go at once when the threads have nothing else to do.
    if (group.length > 0 && (all || this.#inFlight.size === 0)) {
      await this.#start(group)
      return []
    }
    return group
  }

  async #start(group: readonly Candidate[]): Promise<void> {
    while (this.#inFlight.size > this.#deps.compute.size) await Promise.race(this.#inFlight)
    this.#throwIfBroken()
    this.#context.signal.throwIfAborted()
    const work = this.#inspect(group)
      .catch((thrown: unknown) => {
        this.#broken ??= toFailure(thrown)
      })
      .finally(() => this.#inFlight.delete(work))
    this.#inFlight.add(work)
  }

  async #inspect(group: readonly Candidate[]): Promise<void> {
    const { commit, compute } = this.#deps
    const inspected = await this.#inspectOnThreads(compute, group)
    const registered: { file: Extract<Inspected, { ok: true }>; result: Registered }[] = []
    const problems: FileOutcome[] = []
    await commit.submit((write) => {
      for (const file of inspected) {
        if (file.ok) registered.push({ file, result: this.#deps.register(write, file, this.#batchId) })
        else problems.push({ path: file.path, status: 'failed', failure: file.failure })
      }
      this.#saveIssues(write, problems)
      this.#saveNowAndThen(write)
    })
    let enqueued = false
    for (const { file, result } of registered) {
      const outcome = { assetId: result.assetId, versionId: result.versionId, sha256: result.sha256, kind: result.kind }
      if (result.fingerprintState === 'complete')
        this.#tracker.settle([{ path: file.path, status: 'ready', ...outcome }], file.bytes)
      else this.#tracker.wait(result.versionId, { path: file.path, bytes: file.bytes, outcome })
      enqueued ||= result.enqueued
    }
    this.#tracker.settle(problems)
    this.#deps.hub.touch('library')
    this.#deps.hub.touch('custody')
    if (enqueued) this.#deps.enqueued()
  }

  /** A group in which a file takes its thread down is tried one by one, so that only that file fails. */
  async #inspectOnThreads(compute: ComputePool, group: readonly Candidate[]): Promise<Inspected[]> {
    const { signal } = this.#context
    const bytes = group.reduce((sum, candidate) => sum + candidate.bytes, 0)
    const request = { paths: group.map(({ path }) => path), maxFileBytes: this.#deps.maxFileBytes() }
    try {
      return await compute.run('inspect', request, {
        signal,
        timeoutMs: 30_000 + bytes / slowestDiskBytesPerMs,
        urgent: this.#urgent,
      })
    } catch (thrown) {
      signal.throwIfAborted()
      const failure = toFailure(thrown)
      const [only, ...others] = group
      if (only === undefined || failure.code === 'UNAVAILABLE') throw failure
      if (others.length === 0) {
        return [{ ok: false, path: only.path, failure: toFailureRecord(failure) }]
      }
      const singly: Inspected[] = []
      for (const candidate of group) singly.push(...(await this.#inspectOnThreads(compute, [candidate])))
      return singly
    }
  }

  #saveIssues(write: WriteStore, problems: readonly FileOutcome[]): void {
    for (const { path, status, failure } of problems) {
      if (failure === undefined || (status !== 'failed' && status !== 'skipped')) continue
      upsertIssue(write, { batchId: this.#batchId, path, status, failure, at: this.#deps.now() })
    }
  }

  #saveNowAndThen(write: WriteStore): void {
    const now = this.#deps.now()
    if (now - this.#lastSave < saveEveryMs) return
    this.#lastSave = now
    saveBatchCounters(write, this.#batchId, this.#tracker.counters)
  }

  #throwIfBroken(): void {
    if (this.#broken !== undefined) throw this.#broken
  }
}

async function statOf(path: string): Promise<Omit<Candidate, 'path'> | Failure> {
  try {
    kindPromisedBy(basename(path))
    const found = await stat(path)
    // Opening a pipe would wait for someone to write into it.
    if (!found.isFile())
      throw new Failure('UNREADABLE', `“${basename(path)}” is not a file (a socket, pipe or device).`, { path })
    return { bytes: found.size, mtimeUs: Math.floor(found.mtimeMs * 1000), inode: found.ino.toString(36) }
  } catch (thrown) {
    return fileFailure(thrown, path)
  }
}
