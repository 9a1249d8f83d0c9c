import { join } from 'node:path'
import { realpath } from 'node:fs/promises'
import process from 'node:process'
import { createRouterClient } from '@orpc/server'
import type { AppInfo, ChangeTopic, DoctorReport } from '../../shared/contract/app.ts'
import { Failure } from '../../shared/contract/errors.ts'
import { LibraryQuery } from '../../shared/contract/library.ts'
import { createAssistant } from './assistant/assistant.ts'
import { closedSetErrors } from './api/closed-set-errors.ts'
import { connectPort } from './api/connect.ts'
import { createRouters } from './api/router.ts'
import { localArchive } from './backup/archive.ts'
import { createProviders } from './assistant/providers/providers.ts'
import { createBackups } from './backup/backup.ts'
import type { Core, CoreOptions } from './core.ts'
import { verifyCustody } from './custody/custody-log.ts'
import { SignalHub } from './events/signal-hub.ts'
import { databaseBytes, freeBytesAt, judge } from './health/doctor.ts'
import { createFolderBrowser } from './intake/folder-browser.ts'
import { createFeatures } from './features/features.ts'
import { createIntake } from './intake/intake.ts'
import { createJobQueue, type JobQueue } from './jobs/job-queue.ts'
import { createLibrary } from './library/library.ts'
import { createJournal } from './library/organise/journal.ts'
import { createOrganise } from './library/organise/organise.ts'
import { createMatching } from './match/match.ts'
import { localIndex } from './match/local-index.ts'
import { findFfmpeg } from './media/ffmpeg.ts'
import { sharpVersion } from './media/sharp-version.ts'
import { createPaceKeeper } from './pace/pace.ts'
import { createMeaning } from './meaning/meaning.ts'
import { createOverview } from './overview/overview.ts'
import { createVault } from './secrets/vault.ts'
import { createSettings } from './settings/settings.ts'
import { hasAssets } from './store/assets.ts'
import { createGroupCommit } from './store/group-commit.ts'
import { locationsOfAsset } from './store/locations.ts'
import { createIdGenerator } from './store/new-id.ts'
import { openStore } from './store/open-store.ts'
import { createSweep } from './upkeep/sweep.ts'
import { createValuation } from './valuation/valuation.ts'
import { createWallet } from './wallet/wallet.ts'
import { createWatch, type Watch } from './watch/watch.ts'

// The composition root: every service is made here, once, and handed what it needs.

const sweepEveryMs = 86_400_000

/** Opens the profile and starts the work that was left. Failures: PROFILE_LOCKED, PROFILE_NEWER, STORE_CORRUPT, DISK_FULL, READ_ONLY. */
export async function createCore(options: CoreOptions): Promise<Core> {
  const now = options.now ?? Date.now
  const {
    profileDir,
    platform,
    appVersion,
    logger,
    compute,
    shell,
    archive = localArchive,
    index = localIndex(),
  } = options
  const store = openStore({ profileDir, now, platform, appVersion })
  const commit = createGroupCommit(store)
  const hub = new SignalHub<ChangeTopic>()
  store.writing.onChange(() => hub.touch('health'))
  const newId = createIdGenerator(now)
  const journal = createJournal({ store, now, newId })
  const library = createLibrary({ store, now, newId, journal })
  const organise = createOrganise({ store, now, newId, journal })
  const settings = createSettings({ store, now })
  const browser = options.browseRoots === null ? null : createFolderBrowser(options.browseRoots)

  // Handlers are made before the queue that runs them, and ask for it when it is there.
  const made: { queue?: JobQueue; watch?: Watch } = {}
  const laterQueue = (): JobQueue => {
    if (made.queue === undefined) throw new Error('the queue is not there yet')
    return made.queue
  }
  // Who waits at a command line has asked for this very work: only a host that stays open keeps hours.
  const heedful = options.background ?? true
  const keeper = createPaceKeeper({
    settings: () => settings.get().values,
    now,
    changed: (pace) => {
      hub.touch('health')
      if (!heedful) return
      if (pace.mode !== 'held') laterQueue().resumeHeld()
      else
        laterQueue()
          .release()
          .catch((thrown: unknown) => logger.log('warn', 'jobs.not-released', { detail: String(thrown) }))
    },
  })
  const computeThreads = () =>
    heedful && keeper.pace.mode === 'gentle' ? 1 : settings.get().values['intake.computeThreads']
  const ffmpegPath = () => {
    const setting = settings.get().values['media.ffmpegPath']
    return setting === '' ? null : setting
  }
  const matching = createMatching({
    store,
    commit,
    compute,
    index,
    hub,
    now,
    newId,
    maxFileBytes: () => settings.get().values['intake.maxFileBytes'],
    ffmpegPath,
    enqueue: (write, job) => laterQueue().enqueue(write, job),
    enqueued: () => laterQueue().wake('match'),
    summaries: library.summaries,
  })
  const features = createFeatures({
    store,
    commit,
    compute,
    logger,
    computeThreads,
    ffmpegPath,
    enqueue: (write, job) => laterQueue().enqueue(write, job),
    enqueued: () => laterQueue().wake('features'),
    changed: () => hub.touch('library'),
    found: matching.found,
    committed: () => laterQueue().wake('match'),
  })
  const intake = createIntake({
    store,
    commit,
    compute,
    hub,
    now,
    newId,
    maxFileBytes: () => settings.get().values['intake.maxFileBytes'],
    computeThreads,
    ffmpegPath,
    fingerprinted: features.fingerprinted,
    queue: laterQueue,
    watched: () => {
      if (made.watch === undefined) throw new Error('the watch is not there yet')
      return made.watch.intake
    },
  })
  const watch = createWatch({
    store,
    commit,
    compute,
    intake: () => intake,
    hub,
    logger,
    now,
    newId,
    never: [await realpath(profileDir)],
  })
  made.watch = watch
  const vault = createVault({ store, now, vaultKey: options.vaultKey })
  const providers = createProviders({
    store,
    vault,
    settings: () => settings.get().values,
    now,
    newId,
    changed: (what) => {
      hub.touch('providers')
      if (what === 'keys') embedWhenDue()
    },
  })
  const meaning = createMeaning({
    store,
    commit,
    compute,
    logger,
    ffmpegPath,
    ready: providers.embedder.ready,
    embed: providers.embedder.embed,
    changed: () => hub.touch('library'),
  })
  const sweep = createSweep({
    store,
    commit,
    library,
    now,
    features,
    matching,
    enqueue: (write, job) => laterQueue().enqueue(write, job),
    enqueued: () => laterQueue().wake('fingerprint'),
  })
  const held = (background: boolean) =>
    heedful && (keeper.pace.mode === 'held' || (background && keeper.pace.mode === 'gentle'))
  const handlers = [...intake.handlers, features.handler, matching.handler, meaning.handler, sweep]
  const queue = createJobQueue({ store, commit, handlers, hub, logger, now, newId, held })
  made.queue = queue
  keeper.look()
  hub.subscribe((topic) => {
    if (topic === 'settings') keeper.look()
  })

  const backups = createBackups({
    store,
    archive,
    hub,
    logger,
    appVersion,
    now,
    newId,
    scheduled: () => settings.get().values['backup.schedule'] === 'daily',
    enqueue: (write, job) => queue.enqueue(write, job),
    merged: () => {
      settings.readAnew()
      queue.wake('fingerprint')
      enqueueSweep()
    },
  })

  const info = (): AppInfo => ({
    version: appVersion,
    host: options.host,
    platform,
    keyStore: options.keyStore,
    capabilities: {
      nativeDialogs: shell.choosePaths !== undefined,
      folderBrowser: browser !== null,
      drop: options.drop,
      reveal: shell.revealPath !== undefined,
    },
    firstRun: !store.read(hasAssets),
    readOnly: store.writing.closed !== null,
    readOnlyReason: store.writing.closed,
    pace: keeper.pace,
  })

  const doctor = async (): Promise<DoctorReport> => {
    const setting = settings.get().values['media.ffmpegPath']
    const [ffmpeg, freeBytes, custody, sharp, integrity, libraryBytes, cacheBytes] = await Promise.all([
      findFfmpeg({ setting, searchPath: options.searchPath, platform }),
      freeBytesAt(profileDir),
      verifyCustody(store),
      sharpVersion(),
      archive.run('check', { path: store.libraryPath }),
      databaseBytes(store.libraryPath),
      databaseBytes(join(profileDir, 'cache.db')),
    ])
    return judge({
      at: now(),
      versions: {
        app: appVersion,
        node: process.versions.node,
        sqlite: store.sqliteVersion,
        sharp,
        ffmpeg: ffmpeg?.version ?? null,
        electron: options.electronVersion,
      },
      profileDir,
      integrity,
      writing: store.writing.closed,
      custody,
      freeBytes,
      ffmpeg,
      ffmpegSetting: setting,
      jobs: queue.counts(),
      keyStore: options.keyStore,
      works: library.counts(LibraryQuery.parse({})).total,
      cacheRebuilt: store.opened.cacheRebuilt,
      pace: keeper.pace,
      backups: backups.list(),
      libraryBytes,
      cacheBytes,
    })
  }

  const presentPath: Parameters<typeof createRouters>[0]['presentPath'] = (assetId) => {
    const present = store.read((read) => locationsOfAsset(read, assetId)).find(({ status }) => status === 'present')
    if (present === undefined) throw new Failure('NOT_FOUND', 'No file of this work is where it was last seen.')
    return present.path
  }

  const overview = createOverview({ store, now, jobs: () => queue.counts() })
  const valuation = createValuation({ store, now, newId, compute, profileDir })
  const wallet = createWallet({
    store,
    now,
    newId,
    vault,
    paper: {
      statement: (made) => compute.run('statementPaper', { statement: made }),
      payout: (request) => compute.run('payoutPaper', { request }),
    },
  })
  const assistant = createAssistant({
    store,
    now,
    newId,
    logger,
    chat: options.chat ?? providers.chat,
    services: {
      store,
      library,
      matching,
      valuation,
      wallet,
      queue,
      organise,
      roots: () => watch.list(),
      changed: () => hub.touch('library'),
      now,
    },
    changed: () => hub.touch('assistant'),
  })
  const routers = createRouters({
    store,
    assistant,
    library,
    organise,
    journal,
    overview,
    matching,
    intake,
    queue,
    settings,
    watch,
    hub,
    shell,
    backups,
    setOnBattery: (onBattery) => keeper.setOnBattery(onBattery),
    browser,
    providers,
    valuation,
    wallet,
    info,
    doctor,
    presentPath,
  })
  const client = createRouterClient(routers.host, { interceptors: [closedSetErrors(logger)] })

  let closing: Promise<void> | undefined
  const enqueueOnce = (kind: 'sweep' | 'embed', label: string) => {
    const due = queue.list(['queued', 'running', 'paused'], null, 200).some((job) => job.kind === kind)
    if (due) return
    commit
      .submit((write) => queue.enqueue(write, { kind, label, assetId: null, batchId: null, priority: 0, payload: {} }))
      .then(() => queue.wake(kind))
      .catch((thrown: unknown) => logger.log('warn', 'job.not-enqueued', { kind, detail: String(thrown) }))
  }
  const embedWhenDue = () => {
    if (closing === undefined && store.writing.closed === null && meaning.due())
      enqueueOnce('embed', 'Texts by what they mean')
  }
  const enqueueSweep = () => {
    enqueueOnce('sweep', 'Upkeep')
    embedWhenDue()
  }
  // Opening looks at what a second allows; the rest of a large library is looked at behind it, and damage closes it for writing.
  const checkWhole = () => {
    archive.run('check', { path: store.libraryPath }).then(
      ([first]) => {
        if (first !== undefined && closing === undefined) store.damaged(first)
      },
      (thrown: unknown) => logger.log('warn', 'store.not-checked', { detail: String(thrown) }),
    )
  }
  if (options.works ?? true) {
    queue.start({ background: options.background ?? true })
    if (options.background ?? true) {
      backups.start()
      checkWhole()
    }
  }
  hub.subscribe((topic) => {
    if (topic === 'settings') embedWhenDue()
  })
  const sweepTimer = setInterval(enqueueSweep, sweepEveryMs).unref()

  const disconnects = new Set<() => void>()
  return {
    client,
    connect(port, audience) {
      const disconnect = connectPort(audience === 'page' ? routers.page : routers.host, port, {}, logger)
      disconnects.add(disconnect)
      port.addEventListener('close', () => disconnects.delete(disconnect))
    },
    media: async (assetId, variant) => library.media(assetId, variant),
    sweep: enqueueSweep,
    watch: () => watch.start(),
    close() {
      closing ??= (async () => {
        clearInterval(sweepTimer)
        for (const disconnect of disconnects) disconnect()
        await watch.close()
        await queue.close()
        keeper.close()
        await backups.close()
        commit.close()
        await compute.close()
        await index.close()
        store.close()
      })()
      return closing
    },
  }
}
