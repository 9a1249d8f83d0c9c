import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { createArchive } from '../../workers/archive-host.ts'
import { startElectronCore } from './core.ts'
import { runElectronHost } from './host.ts'
import { chosenProfileDir } from './profile-choice.ts'
import { registerSchemes } from './protocols.ts'
import { lineLogger } from './stderr-logger.ts'

// The entry of the packaged program. Everything that must happen before the app is ready, in this order.

const { argv, env, platform } = process
const profileDir = chosenProfileDir(argv, { platform, env, home: homedir() }, process.cwd())
// Chromium's own files stay in a corner of the profile; with them the instance lock and the key that seals the vault key.
const browserDir = join(profileDir, 'browser')
mkdirSync(browserDir, { recursive: true, mode: 0o700 })
app.setPath('userData', browserDir)
app.enableSandbox()
registerSchemes()

if (app.requestSingleInstanceLock()) {
  const logger = lineLogger((line) => process.stderr.write(line), Date.now)
  const surroundings = {
    profileDir,
    appVersion: app.getVersion(),
    electronVersion: process.versions['electron'] ?? 'unknown',
    coreThreadUrl: new URL('./core-thread.js', import.meta.url),
    computeThreadUrl: new URL('./compute-thread.js', import.meta.url),
    archiveThreadUrl: new URL('./archive-thread.js', import.meta.url),
    indexThreadUrl: new URL('./index-thread.js', import.meta.url),
    searchPath: env['PATH'] ?? '',
    logger,
  }
  void runElectronHost({
    profileDir,
    preload: join(import.meta.dirname, '../preload/bridge.cjs'),
    rendererDir: join(import.meta.dirname, '../renderer'),
    logger,
    archive: createArchive({ threadUrl: surroundings.archiveThreadUrl, logger }),
    startCore: (key, shell) => startElectronCore(surroundings, key, shell),
  })
} else {
  // The first instance has been told and shows its window.
  app.quit()
}
