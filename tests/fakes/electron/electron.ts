import { isMainThread } from 'node:worker_threads'
import { absent, covered } from './not-implemented.ts'
import { privileged } from './session.ts'
import './orders.ts'

// Stands in for the `electron` module under plain Node. It exists so that the program's real bundles can be run where
// Electron's binary is not to be had; README.md beside it says what it cannot prove.

if (!isMainThread) throw new Error("electron double: threads of the program have no 'electron'")

export { app } from './app.ts'
export { BrowserWindow } from './browser-window.ts'
export { ipcMain } from './ipc.ts'
export { Menu } from './menu.ts'
export { MessageChannelMain } from './message-ports.ts'
export { session } from './session.ts'
export { dialog, nativeImage, nativeTheme, powerMonitor, safeStorage, screen, shell } from './system.ts'

export const protocol = covered('protocol', {
  registerSchemesAsPrivileged: (schemes: readonly { scheme: string; privileges?: Record<string, boolean> }[]) => {
    for (const { scheme, privileges = {} } of schemes) {
      if (privileges['standard'] !== true || privileges['secure'] !== true || privileges['bypassCSP'] === true) {
        throw new Error(`electron double: ${scheme} must be standard and secure and must not bypass the policy`)
      }
      privileged.add(scheme)
    }
  },
})

export const autoUpdater = absent('autoUpdater')
export const clipboard = absent('clipboard')
export const globalShortcut = absent('globalShortcut')
export const net = absent('net')
export const utilityProcess = absent('utilityProcess')
