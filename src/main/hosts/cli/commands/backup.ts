import { resolve } from 'node:path'
import type { Backup } from '../../../../shared/contract/backup.ts'
import { exitCode } from '../exit-code.ts'
import type { Session } from '../session.ts'

/** `metastamp backup`: makes one now, opens and checks it. */
export async function backup(session: Session): Promise<number> {
  return session.withCore({ works: false }, async ({ client }) => {
    const made = await client.shell.backup({})
    await session.terminal.result(made, () => `${textOf(made)}\n${made.path}`)
    return exitCode.done
  })
}

/** `metastamp backup list`: also for a profile that cannot be opened. */
export async function listBackups(session: Session): Promise<number> {
  const { terminal, archive, profileDir } = session
  const found = await archive.run('find', { profileDir })
  for (const each of found) await terminal.result(each, () => `${each.backupId}  ${textOf(each)}`)
  if (found.length === 0) terminal.note('There is no backup yet. “metastamp backup” makes one.')
  return exitCode.done
}

/** `metastamp backup folder`: where backups are kept; with a folder, from now on there; with `default`, in the profile again. */
export async function backupFolder(session: Session, folder: string | undefined): Promise<number> {
  return session.withCore({ works: false }, async ({ client }) => {
    const list =
      folder === undefined
        ? await client.backup.list({})
        : await client.shell.setBackupFolder({ folder: folder === 'default' ? null : resolve(folder) })
    await session.terminal.result({ folder: list.folder, ownFolder: list.ownFolder }, () => list.folder)
    return exitCode.done
  })
}

export function textOf({ at, reason, bytes, facts }: Backup): string {
  const holds = facts === null ? '' : `, ${facts.works} works, ${facts.custodyEvents} events`
  return `${new Date(at).toISOString()}  ${(bytes / 1e6).toFixed(1)} MB${holds}  (${reason})`
}
