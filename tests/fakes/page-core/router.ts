import { ORPCError } from '@orpc/client'
import { implement } from '@orpc/server'
import type { ChangeTopic } from '../../../src/shared/contract/app.ts'
import { errorData } from '../../../src/shared/contract/errors.ts'
import { contract } from '../../../src/shared/contract/index.ts'
import type { Job } from '../../../src/shared/contract/jobs.ts'
import { settingDefaults } from '../../../src/shared/contract/settings.ts'
import { backupProcedures } from './backups.ts'
import type { WatchedRoot } from '../../../src/shared/contract/watch.ts'
import { defaultExclude } from '../../../src/shared/domain/watch-defaults.ts'
import { providersRouter } from './providers.ts'
import { assistantProcedures } from './assistant.ts'
import { detailOf } from './detail.ts'
import { browse, nameOf } from './folders.ts'
import { countsOf, find, pageOf, summaryOf } from './library.ts'
import { matchProcedures } from './matches.ts'
import { overviewOf } from './overview.ts'
import { organiseProcedures } from './organise.ts'
import { reportOf } from './report.ts'
import type { PageCoreState } from './state.ts'
import { takeIn } from './take-in.ts'
import { valueRouter } from './value.ts'
import { issuesOf, previewOf, rootNamed } from './watched.ts'

const known = (retryable = false) => errorData.parse({ retryable })

/** The page's whole contract over memory: what the page can ask, and how the answers change under it. */
export function createPageRouter(state: PageCoreState) {
  const os = implement(contract)

  const workOf = (assetId: string) => state.works.find((work) => work.assetId === assetId)
  const batchOf = (batchId: string) => state.batches.find((batch) => batch.batchId === batchId)
  const jobCounts = () => {
    const count = (of: Job['state']) => state.jobs.filter((job) => job.state === of).length
    return {
      queued: count('queued'),
      running: count('running'),
      paused: count('paused'),
      done: count('done'),
      cancelled: count('cancelled'),
      parked: count('parked'),
    }
  }
  const changeJobs = (jobIds: readonly string[] | 'all', from: readonly Job['state'][], to: Job['state']) => {
    const chosen = state.jobs.filter(
      (job) => from.includes(job.state) && (jobIds === 'all' || jobIds.includes(job.jobId)),
    )
    for (const job of chosen) job.state = to
    state.changed('jobs')
    return { affected: chosen.length }
  }
  const setTrash = (assetIds: readonly string[], at: number | null) => {
    const chosen = state.works.filter(
      (work) => assetIds.includes(work.assetId) && (work.trashedAt === null) !== (at === null),
    )
    for (const work of chosen) work.trashedAt = at
    state.changed('library')
    return chosen.map(({ assetId }) => assetId)
  }

  const rootOf = (rootId: string) => state.roots.find((root) => root.rootId === rootId)
  const changeRoot = (rootId: string, change: Partial<WatchedRoot>) => {
    const root = rootOf(rootId)
    if (root === undefined)
      throw new ORPCError('NOT_FOUND', {
        message: 'This folder is not watched any more.',
        data: known(),
        defined: true,
      })
    Object.assign(root, change)
    state.changed('watch')
    return structuredClone(root)
  }

  return os.router({
    watch: {
      list: os.watch.list.handler(() => ({
        roots: structuredClone(state.roots),
        defaultExclude: [...defaultExclude],
        always: ['.git/', 'node_modules/', '.DS_Store', 'Thumbs.db', '._*'],
      })),
      choose: os.watch.choose.handler(({ errors }) => {
        throw errors.UNAVAILABLE({ message: 'This host has no dialogs of its own.', data: known() })
      }),
      addBrowsed: os.watch.addBrowsed.handler(({ input }) => {
        const root = rootNamed(nameOf(input.entryId), state.roots.length + 1, Date.now())
        state.roots.push(root)
        state.changed('watch')
        return structuredClone(root)
      }),
      update: os.watch.update.handler(({ input: { rootId, include, exclude, symlinks, drive } }) =>
        changeRoot(rootId, {
          ...(include === undefined ? {} : { include }),
          ...(exclude === undefined ? {} : { exclude }),
          ...(symlinks === undefined ? {} : { symlinks }),
          ...(drive === undefined ? {} : { drive }),
        }),
      ),
      pause: os.watch.pause.handler(({ input }) => changeRoot(input.rootId, { health: 'paused' })),
      resume: os.watch.resume.handler(({ input }) => changeRoot(input.rootId, { health: 'ok' })),
      remove: os.watch.remove.handler(({ input }) => {
        state.roots = state.roots.filter((root) => root.rootId !== input.rootId)
        state.changed('watch')
        return {}
      }),
      accept: os.watch.accept.handler(({ input }) => changeRoot(input.rootId, { health: 'ok', failure: null })),
      scan: os.watch.scan.handler(() => ({})),
      issues: os.watch.issues.handler(({ input }) => {
        const root = rootOf(input.rootId)
        return { items: root === undefined ? [] : issuesOf(root, Date.now()), nextCursor: null }
      }),
      preview: os.watch.preview.handler(async function* ({ input }) {
        yield previewOf(input.include, input.exclude)
      }),
    },
    app: {
      info: os.app.info.handler(() => ({
        version: '0.1.0',
        host: 'web',
        platform: 'linux',
        keyStore: 'file',
        capabilities: { nativeDialogs: false, folderBrowser: true, drop: 'upload', reveal: false },
        firstRun: !state.everHadWorks,
        readOnly: state.readOnly,
        pace: state.settings['work.paused']
          ? ({ mode: 'held', because: 'person', until: null } as const)
          : ({ mode: 'full', because: null, until: null } as const),
        readOnlyReason: state.readOnly
          ? {
              code: 'DISK_FULL' as const,
              message: 'The disk that holds the library is full. Nothing was lost; free some space.',
              retryable: true,
            }
          : null,
      })),
      doctor: os.app.doctor.handler(() => reportOf(Date.now(), state.backups, state.settings['work.paused'])),
      changes: os.app.changes.handler(async function* ({ signal }) {
        yield { topics: [] }
        const gathered = new Set<ChangeTopic>()
        let wake: () => void = () => undefined
        const stop = state.onChange((topic) => {
          gathered.add(topic)
          wake()
        })
        try {
          while (signal?.aborted !== true) {
            if (gathered.size === 0) {
              await new Promise<void>((resolve) => {
                wake = resolve
                signal?.addEventListener('abort', () => resolve(), { once: true })
              })
            }
            await new Promise((resolve) => setTimeout(resolve, 250))
            const topics = [...gathered]
            gathered.clear()
            if (topics.length > 0) yield { topics }
          }
        } finally {
          stop()
        }
      }),
      saveFile: os.app.saveFile.handler(() => ({ saved: true })),
      openExternal: os.app.openExternal.handler(() => ({})),
    },
    assistant: assistantProcedures(state, os.assistant),
    backup: backupProcedures(state, os),
    library: {
      list: os.library.list.handler(({ input }) => {
        const page = pageOf(find(state.works, input.query), input.cursor, input.limit)
        return { items: page.items.map(summaryOf), nextCursor: page.nextCursor }
      }),
      outline: os.library.outline.handler(({ input }) => {
        const total = find(state.works, input.query).length
        const pages = Math.ceil(total / input.pageSize)
        return {
          total,
          cursors: Array.from({ length: pages }, (_, index) => (index === 0 ? null : String(index * input.pageSize))),
        }
      }),
      counts: os.library.counts.handler(({ input }) => countsOf(state.works, find(state.works, input.query).length)),
      get: os.library.get.handler(({ input, errors }) => {
        const work = workOf(input.assetId)
        if (work === undefined) throw errors.NOT_FOUND({ message: 'This work is not in the library.', data: known() })
        return detailOf(work)
      }),
      similar: os.library.similar.handler(({ input }) => {
        const work = workOf(input.assetId)
        const alike = state.works.filter(
          ({ assetId, kind, status, trashedAt }) =>
            assetId !== input.assetId && kind === work?.kind && status === 'ready' && trashedAt === null,
        )
        const model = { provider: null, name: 'metastamp-picture', version: '1', dimensions: 128 } as const
        const items = alike
          .slice(0, input.limit)
          .map((each, i) => ({ asset: summaryOf(each), distance: 0.02 + 0.03 * i }))
        return { model, items }
      }),
      remove: os.library.remove.handler(({ input }) => ({
        removed: setTrash(input.assetIds, Date.now()),
        stepId: null,
      })),
      restore: os.library.restore.handler(({ input }) => ({ restored: setTrash(input.assetIds, null), stepId: null })),
      rename: os.library.rename.handler(({ input, errors }) => {
        const work = workOf(input.assetId)
        if (work === undefined) throw errors.NOT_FOUND({ message: 'This work is not in the library.', data: known() })
        const previousTitle = work.title
        work.title = input.title
        state.changed('library')
        return { previousTitle, stepId: null }
      }),
      reveal: os.library.reveal.handler(({ errors }) => {
        throw errors.UNAVAILABLE({ message: 'A browser cannot open the file manager.', data: known() })
      }),
    },
    organise: organiseProcedures(state, os.organise),
    overview: { get: os.overview.get.handler(() => overviewOf(state.works, Date.now())) },
    intake: {
      choose: os.intake.choose.handler(({ errors }) => {
        throw errors.UNAVAILABLE({ message: 'This host has no dialogs of its own.', data: known() })
      }),
      browse: os.intake.browse.handler(({ input, errors }) => {
        const listing = browse(input.folderId)
        if (listing === null) throw errors.NOT_FOUND({ message: 'This folder is no longer there.', data: known() })
        return listing
      }),
      addBrowsed: os.intake.addBrowsed.handler(({ input }) => {
        const names = input.entryIds.map(nameOf)
        const files = names.flatMap((name) =>
          name.includes('.') ? [name] : Array.from({ length: 12 }, (_, index) => `${name} ${index + 1}.jpg`),
        )
        const arrived = files.map((name) => ({ name, bytes: Buffer.from(`${name} ${Math.random()}`) }))
        return { batchId: takeIn(state, names[0] ?? 'folder', arrived) }
      }),
      batches: os.intake.batches.handler(({ input }) =>
        pageOf(structuredClone(state.batches), input.cursor, input.limit),
      ),
      issues: os.intake.issues.handler(({ input }) =>
        pageOf(state.issues.get(input.batchId) ?? [], input.cursor, input.limit),
      ),
      follow: os.intake.follow.handler(async function* ({ input, errors, signal }) {
        const batch = batchOf(input.batchId)
        if (batch === undefined) throw errors.NOT_FOUND({ message: 'There is no such batch.', data: known() })
        yield structuredClone(batch)
        while (signal?.aborted !== true && (batch.state === 'running' || batch.state === 'paused')) {
          await new Promise((resolve) => setTimeout(resolve, 100))
          yield structuredClone(batch)
        }
      }),
      pause: os.intake.pause.handler(({ input, errors }) => setBatch(input.batchId, 'paused', errors)),
      resume: os.intake.resume.handler(({ input, errors }) => setBatch(input.batchId, 'running', errors)),
      cancel: os.intake.cancel.handler(({ input, errors }) => setBatch(input.batchId, 'cancelled', errors)),
      retry: os.intake.retry.handler(({ input }) => {
        const failed = (state.issues.get(input.batchId) ?? []).filter(({ status }) => status === 'failed')
        const arrived = failed.map(({ path }) => ({ name: path.split('/').at(-1) ?? path, bytes: Buffer.from(path) }))
        return { batchId: takeIn(state, batchOf(input.batchId)?.label ?? 'again', arrived) }
      }),
    },
    jobs: {
      list: os.jobs.list.handler(({ input }) => {
        const found = state.jobs.filter((job) => input.states.length === 0 || input.states.includes(job.state))
        return {
          ...pageOf(structuredClone(found), input.cursor, input.limit),
          counts: jobCounts(),
          background: state.background,
        }
      }),
      progress: os.jobs.progress.handler(async function* ({ signal }) {
        while (signal?.aborted !== true) {
          for (const job of state.jobs) {
            if (job.state === 'running' && job.progress !== null) job.progress = (job.progress + 0.01) % 1
          }
          const jobs = structuredClone(state.jobs.filter((job) => job.state === 'running'))
          yield { jobs, counts: jobCounts(), background: state.background }
          await new Promise((resolve) => setTimeout(resolve, 300))
        }
      }),
      cancel: os.jobs.cancel.handler(({ input }) =>
        changeJobs(input.jobIds, ['queued', 'running', 'paused', 'parked'], 'cancelled'),
      ),
      retry: os.jobs.retry.handler(({ input }) => changeJobs(input.jobIds, ['parked'], 'queued')),
    },
    custody: {
      list: os.custody.list.handler(() => ({ items: [], nextCursor: null })),
      verify: os.custody.verify.handler(async () => {
        await new Promise((resolve) => setTimeout(resolve, 800))
        const events = state.works.length * 3
        return { ok: true, events, head: events === 0 ? null : (state.works[0]?.sha256 ?? null), broken: null }
      }),
    },
    matches: matchProcedures(state, os.matches),
    providers: providersRouter(state),
    value: valueRouter(state),
    wallet: state.wallet.procedures,
    settings: {
      get: os.settings.get.handler(() => ({ values: state.settings, defaults: settingDefaults })),
      set: os.settings.set.handler(({ input }) => {
        const given = Object.fromEntries(Object.entries(input.values).filter(([, value]) => value !== undefined))
        state.settings = { ...state.settings, ...given }
        state.changed('settings', 'health')
        return state.settings
      }),
      reset: os.settings.reset.handler(({ input }) => {
        const back = Object.fromEntries(input.keys.map((key) => [key, settingDefaults[key]]))
        state.settings = { ...state.settings, ...back }
        state.changed('settings')
        return state.settings
      }),
    },
  })

  type NotFound = { NOT_FOUND(options: { message: string; data: ReturnType<typeof known> }): Error }

  function setBatch(batchId: string, to: 'running' | 'paused' | 'cancelled', errors: NotFound) {
    const batch = batchOf(batchId)
    if (batch === undefined) throw errors.NOT_FOUND({ message: 'There is no such batch.', data: known() })
    batch.state = to
    if (to === 'cancelled') batch.finishedAt = Date.now()
    state.changed('intake', 'jobs')
    return structuredClone(batch)
  }
}
