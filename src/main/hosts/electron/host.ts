import { join } from 'node:path'
import { app, type BrowserWindow, dialog, powerMonitor, safeStorage, session } from 'electron'
import { type ErrorCode, type Failure, toFailure } from '../../../shared/contract/errors.ts'
import type { Archive } from '../../core/backup/tasks.ts'
import type { Shell } from '../../core/core.ts'
import type { Logger } from '../../core/log/logger.ts'
import { loadAppFiles } from '../app-files.ts'
import { contentPolicy } from '../content-policy.ts'
import { desktopShell } from './desktop.ts'
import type { ElectronCore } from './electron-core.ts'
import { guardEverything } from './guards.ts'
import { serveBridge } from './ipc.ts'
import { openVaultKey, type VaultKey } from './key-store.ts'
import { showMenu } from './menu.ts'
import { openExternal } from './open-external.ts'
import { followPower } from './power.ts'
import { offerBackup } from './offer-backup.ts'
import { serveProtocols } from './protocols.ts'
import { focusWindow, loadPage, openMainWindow } from './window.ts'

export type HostOptions = {
  profileDir: string
  /** The bundled preload, an absolute path. */
  preload: string
  /** The built page. */
  rendererDir: string
  logger: Logger
  /** Works on whole library files, also of a profile that cannot be opened. */
  archive: Archive
  startCore: (key: VaultKey, shell: Required<Shell>) => Promise<ElectronCore>
}

/** Codes after which nothing is wrong with the program: it refuses, says why, and leaves the profile alone. */
const refusals: ReadonlySet<ErrorCode> = new Set(['PROFILE_LOCKED', 'PROFILE_NEWER', 'STORE_CORRUPT', 'UNAVAILABLE'])

/** Runs the program until it quits. A start that fails is told in a box of the system, never as an empty window. */
export async function runElectronHost(options: HostOptions): Promise<void> {
  try {
    await app.whenReady()
    await start(options)
  } catch (thrown) {
    const failure = toFailure(thrown)
    options.logger.log('error', 'host.start-failed', { code: failure.code, detail: failure.detail ?? null })
    if (await offerBackup(failure, options.archive, options.profileDir)) {
      app.exit(0)
      return
    }
    dialog.showErrorBox('META-STAMP cannot start', explanation(failure))
    app.exit(refusals.has(failure.code) ? 4 : 1)
  }
}

function explanation(failure: Failure): string {
  const place = failure.path === undefined || failure.message.includes(failure.path) ? '' : `\n\n${failure.path}`
  return failure.code === 'INTERNAL' && failure.detail !== undefined
    ? `${failure.message}\n\n${failure.detail}`
    : `${failure.message}${place}`
}

async function start({ profileDir, preload, rendererDir, logger, startCore }: HostOptions): Promise<void> {
  const developer = !app.isPackaged
  const policy = contentPolicy({ media: ['asset://media'] })
  let window: BrowserWindow | null = null
  const current = () => window

  guardEverything(session.defaultSession, {
    policy,
    developer,
    openExternal,
    onRefused: (what, address) => logger.log('warn', 'host.refused', { what, address: address.slice(0, 200) }),
  })
  const files = await loadAppFiles(rendererDir)
  const key = await openVaultKey(profileDir, safeStorage, process.platform)
  const core = await startCore(key, desktopShell(current))
  serveProtocols(session.defaultSession, { files, policy, media: core.media })
  const closeBridge = serveBridge({
    window: current,
    core,
    onFailed: (channel, failure) =>
      logger.log('warn', 'host.request-failed', { channel, code: failure.code, detail: failure.detail ?? null }),
  })
  followPower(core, logger)
  showMenu({ platform: process.platform, developer, window: current })

  const open = async () => {
    window = openMainWindow({
      preload,
      placeFile: join(profileDir, 'window.json'),
      developer,
      onPlaceNotSaved: (thrown) =>
        logger.log('warn', 'host.place-not-saved', { detail: toFailure(thrown).detail ?? null }),
    })
    window.once('closed', () => {
      window = null
    })
    await loadPage(window)
  }
  const showOrOpen = () => {
    if (window !== null) focusWindow(window)
    else
      open().catch((thrown: unknown) =>
        logger.log('error', 'host.window-failed', { detail: toFailure(thrown).detail ?? null }),
      )
  }
  app.on('second-instance', showOrOpen)
  app.on('activate', showOrOpen)
  powerMonitor.on('resume', () => {
    core.rescan().catch((thrown: unknown) => logger.log('warn', 'host.rescan-failed', { code: toFailure(thrown).code }))
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  quitAfter(async () => {
    closeBridge()
    await core.close()
  }, logger)
  await open()
}

/** Holds the end back until leases are handed back and the store is closed; the core itself takes a second at most. */
function quitAfter(close: () => Promise<void>, logger: Logger): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('will-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    close()
      .catch((thrown: unknown) =>
        logger.log('error', 'host.close-failed', { detail: toFailure(thrown).detail ?? null }),
      )
      .finally(() => {
        state = 'closed'
        app.quit()
      })
  })
}
