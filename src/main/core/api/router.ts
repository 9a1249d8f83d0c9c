import { implement } from '@orpc/server'
import { hostContract } from '../../../shared/contract/index.ts'
import { Failure } from '../../../shared/contract/errors.ts'
import { defaultExclude } from '../../../shared/domain/watch-defaults.ts'
import type { ChangeTopic, AppInfo, DoctorReport } from '../../../shared/contract/app.ts'
import type { Overview } from '../../../shared/contract/overview.ts'
import type { AssetId } from '../../../shared/domain/ids.ts'
import type { Providers } from '../assistant/providers/providers.ts'
import type { Backups } from '../backup/backup.ts'
import type { Assistant } from '../assistant/assistant.ts'
import type { Shell } from '../core.ts'
import { listCustody, verifyCustody } from '../custody/custody-log.ts'
import { gathered, snapshots } from '../events/gathered.ts'
import type { SignalHub } from '../events/signal-hub.ts'
import type { createFolderBrowser } from '../intake/folder-browser.ts'
import type { Intake } from '../intake/intake.ts'
import type { JobQueue } from '../jobs/job-queue.ts'
import type { Library } from '../library/library.ts'
import type { Journal } from '../library/organise/journal.ts'
import type { Organise } from '../library/organise/organise.ts'
import type { Matching } from '../match/match.ts'
import type { SettingsService } from '../settings/settings.ts'
import { alwaysLeftOut } from '../watch/patterns.ts'
import type { Watch } from '../watch/watch.ts'
import { findLocationByPath } from '../store/locations.ts'
import type { Store } from '../store/open-store.ts'
import type { Valuation } from '../valuation/valuation.ts'
import { assistantProcedures, assistantShellProcedures } from './assistant-procedures.ts'
import { decodeKey } from './keyset.ts'
import { matchProcedures } from './match-procedures.ts'
import { pageOf } from './page-of.ts'
import { providersProcedures } from './providers-procedures.ts'
import type { Wallet } from '../wallet/wallet.ts'
import { valueProcedures } from './value-procedures.ts'
import { walletProcedures } from './wallet-procedures.ts'

// The contract's procedures, each a line or two over the services that do the work. A missing or extra one does not compile.

export type Services = {
  store: Store
  library: Library
  organise: Organise
  overview(): Overview
  journal: Journal
  assistant: Assistant
  matching: Matching
  intake: Intake
  queue: JobQueue
  settings: SettingsService
  watch: Watch
  hub: SignalHub<ChangeTopic>
  shell: Shell
  backups: Backups
  setOnBattery(onBattery: boolean): void
  browser: ReturnType<typeof createFolderBrowser> | null
  info(): AppInfo
  doctor(): Promise<DoctorReport>
  providers: Providers
  valuation: Valuation
  wallet: Wallet
  /** Absolute path of the first location of a work that is there. */
  presentPath(assetId: AssetId): string
}

const changesMs = 250
const jobSnapshotMs = 100
const jobsInSnapshot = 200

/** The page's router, and the shell's that has it and the procedures that take paths. */
export function createRouters(services: Services) {
  const { store, library, organise, journal, intake, queue, settings, watch, hub, shell, browser, backups } = services
  const os = implement(hostContract)

  const changed = <T>(topics: readonly ChangeTopic[], value: T): T => {
    for (const topic of topics) hub.touch(topic)
    return value
  }
  const jobsNow = () => ({
    jobs: queue.list(['running', 'queued', 'paused', 'parked'], null, jobsInSnapshot),
    counts: queue.counts(),
    background: queue.backgroundCount(),
  })

  const page = {
    app: {
      info: os.app.info.handler(() => services.info()),
      doctor: os.app.doctor.handler(() => services.doctor()),
      changes: os.app.changes.handler(async function* ({ signal }) {
        for await (const topics of gathered(hub, changesMs, signal)) yield { topics }
      }),
      saveFile: os.app.saveFile.handler(async ({ input }) => {
        const save = available(
          shell.saveFile,
          'This way of running the program has no dialogs. Download the file instead.',
        )
        return { saved: await save({ name: input.fileName, bytes: Buffer.from(input.content, input.encoding) }) }
      }),
      openExternal: os.app.openExternal.handler(async ({ input }) => {
        // The host decides what may leave: it is the one that would start another program.
        await available(shell.openExternal, 'This way of running the program cannot open other programs.')(input.url)
        return {}
      }),
    },
    assistant: assistantProcedures(services.assistant),
    backup: {
      list: os.backup.list.handler(() => backups.list()),
      create: os.backup.create.handler(async () => {
        const { path: _path, ...backup } = await backups.create('manual')
        return backup
      }),
      preview: os.backup.preview.handler(({ input }) => backups.preview(input.backupId)),
      merge: os.backup.merge.handler(({ input, signal }) => backups.merge(input, signal)),
      chooseFolder: os.backup.chooseFolder.handler(async () => {
        const choose = available(
          shell.choosePaths,
          'This way of running the program has no dialogs. Use the folder browser.',
        )
        const [folder] = await choose('backup-folder')
        return folder === undefined ? null : backups.setFolder(folder)
      }),
      useBrowsedFolder: os.backup.useBrowsedFolder.handler(({ input }) => {
        const [folder] = withBrowser(browser).resolve([input.folderId])
        if (folder === undefined) throw new Failure('NOT_FOUND', 'This folder is not there any more.')
        return backups.setFolder(folder)
      }),
      useOwnFolder: os.backup.useOwnFolder.handler(() => backups.setFolder(null)),
    },
    library: {
      list: os.library.list.handler(({ input }) => library.list(input)),
      outline: os.library.outline.handler(({ input }) => library.outline(input)),
      counts: os.library.counts.handler(({ input }) => library.counts(input.query)),
      similar: os.library.similar.handler(({ input }) => library.similar(input.assetId, input.limit)),
      get: os.library.get.handler(({ input }) => library.get(input.assetId)),
      remove: os.library.remove.handler(({ input }) => {
        const { assetIds, stepId } = library.remove(input.assetIds, input.step)
        return changed(['library', 'custody'], { removed: assetIds, stepId })
      }),
      restore: os.library.restore.handler(({ input }) => {
        const { assetIds, stepId } = library.restore(input.assetIds, input.step)
        return changed(['library', 'custody'], { restored: assetIds, stepId })
      }),
      rename: os.library.rename.handler(({ input }) =>
        changed(['library', 'custody'], library.rename(input.assetId, input.title)),
      ),
      reveal: os.library.reveal.handler(async ({ input }) => {
        const reveal = available(shell.revealPath, 'This way of running the program cannot show files in their folder.')
        await reveal(services.presentPath(input.assetId))
        return {}
      }),
    },
    organise: {
      edit: os.organise.edit.handler(({ input }) =>
        changed(['library'], { step: organise.edit(input.assetIds, input.edit, input.step) }),
      ),
      tags: os.organise.tags.handler(() => ({ items: organise.tags() })),
      renameTag: os.organise.renameTag.handler(({ input }) =>
        changed(['library'], { step: organise.renameTag(input.tagId, input.name) }),
      ),
      removeTag: os.organise.removeTag.handler(({ input }) =>
        changed(['library'], { step: organise.removeTag(input.tagId) }),
      ),
      collections: os.organise.collections.handler(() => ({ items: organise.collections() })),
      createCollection: os.organise.createCollection.handler(({ input }) =>
        changed(['library'], organise.createCollection(input)),
      ),
      changeCollection: os.organise.changeCollection.handler(({ input: { collectionId, ...change } }) =>
        changed(['library'], { step: organise.changeCollection(collectionId, change) }),
      ),
      removeCollection: os.organise.removeCollection.handler(({ input }) =>
        changed(['library'], { step: organise.removeCollection(input.collectionId) }),
      ),
      steps: os.organise.steps.handler(() => store.read((read) => journal.steps(read))),
      undo: os.organise.undo.handler(({ input }) =>
        changed(['library', 'custody', 'matches'], { step: journal.undo(input.stepId) }),
      ),
      redo: os.organise.redo.handler(() => changed(['library', 'custody', 'matches'], { step: journal.redo() })),
    },
    overview: { get: os.overview.get.handler(() => services.overview()) },
    intake: {
      choose: os.intake.choose.handler(async ({ input }) => {
        const choose = available(
          shell.choosePaths,
          'This way of running the program has no dialogs. Use the folder browser.',
        )
        const paths = await choose(input.what)
        return paths.length === 0 ? null : { batchId: await intake.add(paths, 'picker') }
      }),
      browse: os.intake.browse.handler(({ input }) => withBrowser(browser).browse(input.folderId)),
      addBrowsed: os.intake.addBrowsed.handler(async ({ input }) => ({
        batchId: await intake.add(withBrowser(browser).resolve(input.entryIds), 'picker'),
      })),
      batches: os.intake.batches.handler(({ input }) => {
        const items = intake.batches(decodeKey(input.cursor), input.limit + 1)
        return pageOf(items, input.limit, ({ batchId }) => batchId)
      }),
      issues: os.intake.issues.handler(({ input }) => {
        const items = intake.issues(input.batchId, Number(decodeKey(input.cursor) ?? 0), input.limit + 1)
        return pageOf(items, input.limit, ({ issueId }) => String(issueId))
      }),
      follow: os.intake.follow.handler(({ input, signal }) => intake.follow(input.batchId, signal)),
      pause: os.intake.pause.handler(({ input }) => intake.pause(input.batchId)),
      resume: os.intake.resume.handler(({ input }) => intake.resume(input.batchId)),
      cancel: os.intake.cancel.handler(({ input }) => intake.cancel(input.batchId)),
      retry: os.intake.retry.handler(async ({ input }) => ({ batchId: await intake.retry(input.batchId) })),
    },
    jobs: {
      list: os.jobs.list.handler(({ input }) => {
        const items = queue.list(input.states, decodeKey(input.cursor), input.limit + 1)
        const page = pageOf(items, input.limit, ({ jobId }) => jobId)
        return { ...page, counts: queue.counts(), background: queue.backgroundCount() }
      }),
      progress: os.jobs.progress.handler(({ signal }) =>
        snapshots({ hub, topics: ['jobs'], intervalMs: jobSnapshotMs, signal, read: jobsNow }),
      ),
      cancel: os.jobs.cancel.handler(async ({ input }) => ({ affected: await queue.cancel(input.jobIds) })),
      retry: os.jobs.retry.handler(async ({ input }) => ({ affected: await queue.retry(input.jobIds) })),
    },
    custody: {
      list: os.custody.list.handler(({ input }) => store.read((read) => listCustody(read, input))),
      verify: os.custody.verify.handler(({ signal }) => verifyCustody(store, { signal })),
    },
    settings: {
      get: os.settings.get.handler(() => settings.get()),
      set: os.settings.set.handler(({ input }) => changed(['settings'], settings.set(input.values))),
      reset: os.settings.reset.handler(({ input }) => changed(['settings'], settings.reset(input.keys))),
    },
    providers: providersProcedures(services.providers),
    value: valueProcedures(services.valuation, hub),
    wallet: walletProcedures(services.wallet, hub),
    matches: matchProcedures(services.matching, organise, hub),
  }

  const watched = {
    list: os.watch.list.handler(async () => ({
      roots: await watch.list(),
      defaultExclude: [...defaultExclude],
      always: [...alwaysLeftOut],
    })),
    choose: os.watch.choose.handler(async () => {
      const choose = available(
        shell.choosePaths,
        'This way of running the program has no dialogs. Use the folder browser.',
      )
      const [path] = await choose('folder')
      return path === undefined ? null : watch.add(path, {})
    }),
    addBrowsed: os.watch.addBrowsed.handler(({ input }) => {
      const [path] = withBrowser(browser).resolve([input.entryId])
      if (path === undefined)
        throw new Failure('NOT_FOUND', 'This folder is not known any more. Open it again from the top.')
      return watch.add(path, {})
    }),
    update: os.watch.update.handler(({ input: { rootId, ...rootOptions } }) => watch.update(rootId, rootOptions)),
    pause: os.watch.pause.handler(({ input }) => watch.pause(input.rootId)),
    resume: os.watch.resume.handler(({ input }) => watch.resume(input.rootId)),
    remove: os.watch.remove.handler(async ({ input }) => {
      await watch.remove(input.rootId)
      return {}
    }),
    accept: os.watch.accept.handler(({ input }) => watch.accept(input.rootId)),
    scan: os.watch.scan.handler(({ input }) => {
      watch.scan(input.rootId)
      return {}
    }),
    issues: os.watch.issues.handler(({ input }) => {
      const items = watch.issues(input.rootId, Number(decodeKey(input.cursor) ?? 0), input.limit + 1)
      return pageOf(items, input.limit, ({ issueId }) => String(issueId))
    }),
    preview: os.watch.preview.handler(({ input: { rootId, ...patterns }, signal }) =>
      watch.preview({ rootId }, patterns, signal),
    ),
  }

  const host = os.router({
    ...page,
    watch: watched,
    shell: {
      addPaths: os.shell.addPaths.handler(async ({ input }) => ({
        batchId: await intake.add(input.paths, input.source),
      })),
      protect: os.shell.protect.handler(({ input, signal }) => intake.protect(input.paths, signal)),
      setPower: os.shell.setPower.handler(({ input }) => {
        services.setOnBattery(input.onBattery)
        return {}
      }),
      backup: os.shell.backup.handler(() => backups.create('manual')),
      mergeBackup: os.shell.mergeBackup.handler(({ input, signal }) => backups.merge(input, signal)),
      setBackupFolder: os.shell.setBackupFolder.handler(({ input }) => backups.setFolder(input.folder)),
      match: os.shell.match.handler(async ({ input, signal }) => ({
        items: await services.matching.find(input, signal ?? new AbortController().signal),
      })),
      findByPath: os.shell.findByPath.handler(({ input }) => {
        const found = store.read((read) => findLocationByPath(read, input.path))
        return found === undefined ? null : { assetId: found.assetId }
      }),
      watchAdd: os.shell.watchAdd.handler(({ input: { path, ...rootOptions } }) => watch.add(path, rootOptions)),
      watchPreview: os.shell.watchPreview.handler(({ input: { path, include, exclude }, signal }) =>
        watch.preview({ path }, { include: include ?? [], exclude: exclude ?? defaultExclude }, signal),
      ),
      watchFind: os.shell.watchFind.handler(({ input }) => watch.find(input.path)),
      watchScan: os.shell.watchScan.handler(({ input, signal }) => watch.scanAndTell(input.rootId, signal)),
      ...assistantShellProcedures(services.assistant),
      watchRun: os.shell.watchRun.handler(({ signal }) => watch.run(signal)),
    },
  })
  return { page: { ...page, watch: watched }, host }
}

function available<F>(part: F | undefined, message: string): F {
  if (part === undefined) throw new Failure('UNAVAILABLE', message)
  return part
}

function withBrowser(browser: Services['browser']): NonNullable<Services['browser']> {
  return available(browser ?? undefined, 'This way of running the program has dialogs of its own.')
}
