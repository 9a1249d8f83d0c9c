import type { ChangeTopic } from '../../../shared/contract/app.ts'
import { Failure, toFailure, toFailureRecord } from '../../../shared/contract/errors.ts'
import type {
  RootOptions,
  ScanSummary,
  WatchedRoot,
  WatchEvent,
  WatchIssue,
  WatchPreview,
} from '../../../shared/contract/watch.ts'
import type { RootId } from '../../../shared/domain/ids.ts'
import type { SignalHub } from '../events/signal-hub.ts'
import type { WriteStore } from '../store/handles.ts'
import { deleteRoot, findRoot, insertRoot, listRootIssues, listRoots, type RootRow, saveRoot } from '../store/roots.ts'
import { reopenAllRootFolders } from '../store/root-folders.ts'
import { newRoot, realFolder } from './add-root.ts'
import { EventStream } from './event-stream.ts'
import { acceptRoot, relinkRoot } from './presence.ts'
import { preview } from './preview.ts'
import { RootWatch, type RootWatchDeps } from './root-watch.ts'
import { rootView } from './root-view.ts'
import { Schedule } from './schedule.ts'
import { createWatchedIntake } from './watched-intake.ts'

// Watched folders: what people may do to them, and what keeps them in step while a long-lived program runs. The scan is the truth;
// events of the file system only say where to look first.

export type WatchOptions = Omit<RootWatchDeps, 'tell' | 'touched' | 'feeds'> & { hub: SignalHub<ChangeTopic> }
export type Watch = ReturnType<typeof createWatch>

export function createWatch(options: WatchOptions) {
  const { store, commit, hub, now, newId, logger } = options
  const events = new EventStream<WatchEvent>()
  const feeds: RootWatchDeps['feeds'] = new Map()
  const roots = new Map<RootId, RootWatch>()
  let running = false

  const deps: RootWatchDeps = {
    ...options,
    feeds,
    tell: (event) => events.tell({ ...event, at: now() }),
    touched: () => hub.touch('watch'),
  }

  function watchOf(row: RootRow): RootWatch {
    let watch = roots.get(row.id)
    if (watch === undefined) {
      watch = new RootWatch(deps, row)
      roots.set(row.id, watch)
    }
    return watch
  }

  function find(rootId: RootId): RootWatch {
    const row = store.read((read) => findRoot(read, rootId))
    if (row === undefined) throw new Failure('NOT_FOUND', 'This folder is not watched any more.')
    return watchOf(row)
  }

  const all = (): RootWatch[] => store.read(listRoots).map(watchOf)
  const view = (watch: RootWatch): WatchedRoot => rootView(store, watch)

  async function change(rootId: RootId, work: (row: RootRow, write: WriteStore) => RootRow): Promise<RootWatch> {
    const watch = find(rootId)
    watch.row = await commit.submit((write) => {
      const row = findRoot(write, rootId)
      if (row === undefined) throw new Failure('NOT_FOUND', 'This folder is not watched any more.')
      const next = work(row, write)
      saveRoot(write, next)
      return next
    })
    hub.touch('watch')
    return watch
  }

  /** Listens first and reads then, so that nothing falls between. A root that is away waits for its drive. */
  async function begin(watch: RootWatch): Promise<void> {
    if (watch.row.state !== 'watching') return
    try {
      if (!(await watch.check())) return
      if (running) await watch.listen()
      await watch.scan()
    } catch (thrown) {
      logger.log('info', 'watch.scan-ended', { path: watch.row.path, failure: toFailureRecord(thrown) })
    }
  }

  const schedule = new Schedule({
    now,
    roots: all,
    begin: (watch) => void begin(watch),
  })

  const service = {
    async list(): Promise<WatchedRoot[]> {
      // Nobody else looks whether the folders are there while nothing is watched.
      if (!running) await Promise.all(all().map((watch) => watch.check()))
      return all().map(view)
    },

    /** Adding a folder that is watched already takes it as it is now, with the options that are given. */
    async add(path: string, rootOptions: RootOptions): Promise<WatchedRoot> {
      const real = await realFolder(path)
      const known = store.read(listRoots).find((root) => root.path === real)
      if (known !== undefined) {
        await service.update(known.id, rootOptions)
        await service.accept(known.id)
        return service.resume(known.id)
      }
      const relinked = await relinkRoot(options, real)
      if (relinked !== undefined) {
        await service.update(relinked.id, rootOptions)
        return service.resume(relinked.id)
      }
      const row = await newRoot(real, rootOptions, {
        roots: store.read(listRoots),
        never: options.never,
        now: now(),
        newId,
      })
      await commit.submit((write) => insertRoot(write, row))
      const watch = find(row.id)
      if (running) void begin(watch)
      hub.touch('watch')
      return view(watch)
    },

    find: (path: string): WatchedRoot | null => {
      const row = store.read(listRoots).find((root) => root.path === path)
      return row === undefined ? null : view(watchOf(row))
    },

    async update(rootId: RootId, { include, exclude, symlinks, drive }: RootOptions): Promise<WatchedRoot> {
      const watch = await change(rootId, (row, write) => {
        reopenAllRootFolders(write, rootId)
        return {
          ...row,
          include: include ?? row.include,
          exclude: exclude ?? row.exclude,
          symlinks: symlinks ?? row.symlinks,
          drive: drive ?? row.drive,
        }
      })
      await watch.stop()
      if (running) void begin(watch)
      return view(watch)
    },

    async pause(rootId: RootId): Promise<WatchedRoot> {
      const watch = await change(rootId, (row) => ({ ...row, state: 'paused' }))
      await watch.stop()
      hub.touch('watch')
      return view(watch)
    },

    async resume(rootId: RootId): Promise<WatchedRoot> {
      const watch = await change(rootId, (row) => ({ ...row, state: 'watching' }))
      if (running) void begin(watch)
      return view(watch)
    },

    async accept(rootId: RootId): Promise<WatchedRoot> {
      const watch = find(rootId)
      watch.row = await acceptRoot(options, watch.row)
      watch.failure = null
      if (running) void begin(watch)
      hub.touch('watch')
      return view(watch)
    },

    async remove(rootId: RootId): Promise<void> {
      const watch = find(rootId)
      await watch.close()
      await commit.submit((write) => deleteRoot(write, rootId))
      roots.delete(rootId)
      hub.touch('watch')
    },

    /** Starts scans and does not wait. */
    scan(rootId: RootId | null): void {
      for (const watch of rootId === null ? all() : [find(rootId)]) void begin(watch)
    },

    /**
     * Scans, tells what happens, and ends with the sum of it once every file that was found has come to its end. A folder that is
     * away is told as a failure and keeps no other from being read; with nothing else to read it is thrown.
     */
    async *scanAndTell(rootId: RootId | null, signal: AbortSignal | undefined): AsyncGenerator<WatchEvent, void, void> {
      const chosen = rootId === null ? all().filter(({ row }) => row.state === 'watching') : [find(rootId)]
      const stream = events.subscribe(signal)
      const work = Promise.all(chosen.map((watch) => scanToTheEnd(watch))).finally(() => stream.end())
      const ids = new Set(chosen.map(({ row }) => row.id))
      for await (const event of stream) if (event.rootId !== null && ids.has(event.rootId)) yield event
      if (signal?.aborted === true) return
      const ends = await work
      const failed = ends.flatMap(({ watch, reason }) => (reason === undefined ? [] : [{ watch, reason }]))
      if (failed.length === chosen.length && failed[0] !== undefined) throw toFailure(failed[0].reason)
      for (const { watch, reason } of failed) {
        const { id, path } = watch.row
        yield { event: 'failed', rootId: id, path, failure: toFailureRecord(reason), at: now() }
      }
      const summary = { added: 0, changed: 0, moved: 0, missing: 0, unchanged: 0 }
      for (const { counts } of ends) if (counts !== undefined) addTo(summary, counts)
      yield { event: 'scanned', rootId: null, path: '', summary, at: now() }
    },

    async *run(signal: AbortSignal | undefined): AsyncGenerator<WatchEvent, void, void> {
      const stream = events.subscribe(signal)
      service.start()
      yield* stream
    },

    issues: (rootId: RootId, after: number, limit: number): WatchIssue[] =>
      store.read((read) => listRootIssues(read, rootId, after, limit)),

    preview(
      where: { rootId: RootId } | { path: string },
      patterns: { include: readonly string[]; exclude: readonly string[] },
      signal: AbortSignal | undefined,
    ): AsyncGenerator<WatchPreview, void, void> {
      const path = 'path' in where ? where.path : find(where.rootId).row.path
      return preview(path, patterns, options.never, signal)
    },

    /** For programs that stay: listens, scans now, on a timer and after sleep. */
    start(): void {
      if (running) return
      running = true
      schedule.start()
      for (const watch of all()) void begin(watch)
    },

    async close(): Promise<void> {
      running = false
      schedule.stop()
      await Promise.all([...roots.values()].map((watch) => watch.close()))
      events.end()
    },

    intake: createWatchedIntake({ ...deps, running: () => running, watchOf, roots }),
  }

  return service
}

async function scanToTheEnd(watch: RootWatch): Promise<{ watch: RootWatch; counts?: ScanSummary; reason?: unknown }> {
  try {
    const counts = await watch.scan()
    while (watch.busy) await new Promise((resolve) => setTimeout(resolve, 50))
    return { watch, counts }
  } catch (reason) {
    return { watch, reason }
  }
}

function addTo(sum: ScanSummary, counts: ScanSummary): void {
  for (const key of ['added', 'changed', 'moved', 'missing', 'unchanged'] as const) sum[key] += counts[key]
}
