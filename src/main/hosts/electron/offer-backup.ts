import { app, dialog } from 'electron'
import { type Failure, toFailure } from '../../../shared/contract/errors.ts'
import type { Archive } from '../../core/backup/tasks.ts'

/**
 * Asks, when the library is damaged, whether the last good backup is to take its place. The damaged file is kept under another name; nothing
 * is done unasked. Resolves to true when the program starts again by itself.
 */
export async function offerBackup(failure: Failure, archive: Archive, profileDir: string): Promise<boolean> {
  if (failure.code !== 'STORE_CORRUPT') return false
  const good = await archive.run('findGood', { profileDir }).catch(() => null)
  if (good === null) return false
  const works = good.facts === null ? '' : ` with ${good.facts.works} works`
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'META-STAMP',
    message: 'The library is damaged and was not opened.',
    detail: `The last good backup is of ${new Date(good.at).toLocaleString()}${works}. It can take the library’s place; the damaged file is kept beside it under another name.\n\n${failure.detail ?? ''}`,
    buttons: ['Put the backup in its place', 'Quit'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  })
  if (response !== 0) return false
  try {
    await archive.run('place', { path: good.path, profileDir, replace: true, at: Date.now() })
  } catch (thrown) {
    const { message } = toFailure(thrown)
    dialog.showErrorBox('The backup could not be put in place', message)
    return false
  }
  app.relaunch()
  return true
}
