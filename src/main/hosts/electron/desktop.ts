import { type BrowserWindow, dialog, shell } from 'electron'
import type { Shell } from '../../core/core.ts'
import { openExternal } from './open-external.ts'

/** What the core may ask of the desktop. Dialogs belong to the window while there is one. */
export function desktopShell(window: () => BrowserWindow | null): Required<Shell> {
  return {
    choosePaths: async (what) => {
      const options: Electron.OpenDialogOptions =
        what === 'backup-folder'
          ? {
              title: 'Keep backups in',
              buttonLabel: 'Keep backups here',
              properties: ['openDirectory', 'createDirectory'],
            }
          : what === 'folder'
            ? { title: 'Add a folder', buttonLabel: 'Add', properties: ['openDirectory', 'multiSelections'] }
            : { title: 'Add files', buttonLabel: 'Add', properties: ['openFile', 'multiSelections'] }
      const parent = window()
      const answer =
        parent === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(parent, options)
      return answer.canceled ? [] : answer.filePaths
    },
    revealPath: async (path) => shell.showItemInFolder(path),
    openExternal,
  }
}
