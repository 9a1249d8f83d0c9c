import { writeFile } from 'node:fs/promises'
import { type BrowserWindow, dialog, shell } from 'electron'
import { Failure } from '../../../shared/contract/errors.ts'
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
    saveFile: async ({ bytes, name }) => {
      const options: Electron.SaveDialogOptions = {
        title: 'Save',
        defaultPath: name,
        properties: ['showOverwriteConfirmation'],
      }
      const parent = window()
      const answer =
        parent === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(parent, options)
      if (answer.canceled || answer.filePath === '') return false
      await writeFile(answer.filePath, bytes).catch((thrown: unknown) => {
        throw new Failure('UNREADABLE', 'The file could not be written there. Choose another folder.', {
          path: answer.filePath,
          cause: thrown,
        })
      })
      return true
    },
    revealPath: async (path) => shell.showItemInFolder(path),
    openExternal,
  }
}
