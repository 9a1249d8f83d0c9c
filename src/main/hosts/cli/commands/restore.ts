import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Backup, BackupPreview } from '../../../../shared/contract/backup.ts'
import { Failure, toFailure } from '../../../../shared/contract/errors.ts'
import { exitCode } from '../exit-code.ts'
import type { Session } from '../session.ts'
import { textOf } from './backup.ts'

export type RestoreOptions = { merge: boolean; replace: boolean; into: string | undefined }

/**
 * `metastamp restore`: what a backup holds and how it differs from the library; with --merge adds what is missing, with --into makes a
 * second profile, with --replace puts it in the place of the library, which is set aside.
 */
export async function restore(session: Session, wanted: string | undefined, how: RestoreOptions): Promise<number> {
  const chosen = [how.merge, how.replace, how.into !== undefined].filter(Boolean).length
  if (chosen > 1) throw new Failure('BAD_INPUT', 'Choose one of --merge, --into and --replace.')
  const backup = await choose(session, wanted)
  if (how.merge) return merge(session, backup)
  if (how.into !== undefined) return place(session, backup, resolve(how.into), false)
  if (how.replace) return place(session, backup, session.profileDir, true)
  return preview(session, backup)
}

type Chosen = Backup & { path: string }

/** By name, by path, or the newest that is still good. */
async function choose({ archive, profileDir }: Session, wanted: string | undefined): Promise<Chosen> {
  if (wanted === undefined) {
    const good = await archive.run('findGood', { profileDir })
    if (good !== null) return good
    throw new Failure(
      'NOT_FOUND',
      `There is no good backup of ${profileDir}. “metastamp backup list” names those there are.`,
    )
  }
  const named = (await archive.run('find', { profileDir })).find(({ backupId }) => backupId === wanted)
  if (named !== undefined) return named
  const path = resolve(wanted)
  if (!existsSync(path)) {
    throw new Failure('NOT_FOUND', `There is no backup ${wanted}. “metastamp backup list” names those there are.`, {
      path,
    })
  }
  const { backup } = await archive.run('preview', { ...work(profileDir, path), libraryPath: null })
  return { ...backup, path }
}

const work = (profileDir: string, path: string) => ({
  path,
  workPath: join(profileDir, 'compare.tmp.db'),
  appVersion: 'restore',
  at: Date.now(),
})

async function preview(session: Session, backup: Chosen): Promise<number> {
  const { archive, profileDir, terminal } = session
  const library = join(profileDir, 'library.db')
  const compare = (libraryPath: string | null) =>
    archive.run('preview', { ...work(profileDir, backup.path), appVersion: session.appVersion, libraryPath })
  // A library that cannot be read is the reason to be here: the backup is shown without the comparison.
  const found = await compare(existsSync(library) ? library : null).catch(async (thrown: unknown) => {
    terminal.note(`The library cannot be compared: ${toFailure(thrown).message}`)
    return compare(null)
  })
  await terminal.result({ ...found, path: backup.path }, () => previewText(found))
  if (found.problems.length > 0) return exitCode.someFailed
  terminal.note(
    'Nothing was changed. --merge adds what is missing, --into DIR makes a second profile, --replace takes its place.',
  )
  return exitCode.done
}

function previewText({ backup, problems, facts, differences }: BackupPreview): string {
  const lines = [`${backup.backupId}  ${textOf({ ...backup, facts })}`]
  for (const problem of problems) lines.push(`damaged: ${problem}`)
  if (facts?.newestChangeAt != null) lines.push(`newest change ${new Date(facts.newestChangeAt).toISOString()}`)
  if (differences !== null) {
    const { onlyInBackup, onlyHere, changed, custody } = differences
    lines.push(
      `${onlyInBackup} works only in the backup, ${onlyHere} only in the library, ${changed} changed since; custody log: ${custody}`,
    )
  }
  return lines.join('\n')
}

async function merge(session: Session, backup: Chosen): Promise<number> {
  const { terminal, signal } = session
  const started = performance.now()
  return session.withCore({ works: false }, async ({ client }) => {
    const { backupId, path } = backup
    for await (const progress of await client.shell.mergeBackup({ path }, { signal })) {
      const { added, total, versionsAdded, ledgerEntries, parted, done } = progress
      terminal.progress(`${added} of ${total} works`)
      if (!done) continue
      const seconds = Math.round(performance.now() - started) / 1000
      await terminal.result({ summary: { backupId, added, versionsAdded, ledgerEntries, parted, seconds } }, () =>
        [
          `${added} works, ${versionsAdded} versions and ${ledgerEntries} ledger entries added from ${backupId} in ${seconds} s. Nothing was taken away.`,
          ...parted.map((log) => `The ${log} log has gone on differently in the backup; what only it has stays there.`),
        ].join('\n'),
      )
      return exitCode.done
    }
    return exitCode.interrupted
  })
}

async function place(session: Session, backup: Chosen, profileDir: string, replace: boolean): Promise<number> {
  const started = performance.now()
  const placed = await session.archive.run('place', { path: backup.path, profileDir, replace, at: Date.now() })
  const seconds = Math.round(performance.now() - started) / 1000
  const { libraryPath, setAside } = placed
  await session.terminal.result(
    { summary: { backupId: backup.backupId, profile: profileDir, libraryPath, setAside, seconds } },
    () =>
      [
        `${textOf(backup)} is now ${libraryPath}`,
        ...(setAside === null ? [] : [`The library that was there is kept as ${setAside}`]),
      ].join('\n'),
  )
  return exitCode.done
}
