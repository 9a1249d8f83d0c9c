import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Backup, BackupFacts } from '../../../shared/contract/backup.ts'
import { Failure, toFailure } from '../../../shared/contract/errors.ts'
import { verifyCustody } from '../custody/custody-log.ts'
import { integrityProblems, makeCheckedCopy } from '../store/backup-copy.ts'
import { libraryFacts } from '../store/backup-facts.ts'
import { backupAt, findBackups, type FoundBackup, readNote, removeBackup, writeNote } from '../store/backup-folder.ts'
import { backupName } from '../store/backup-names.ts'
import { compareWithBackup } from '../store/compare-backup.ts'
import { hashFileSync } from '../store/hash-file.ts'
import { lastGoodBackup } from '../store/last-good-backup.ts'
import { migrateFile } from '../store/migrate-file.ts'
import { type Offline, readOffline } from '../store/offline.ts'
import { placeBackup } from '../store/place-backup.ts'
import { fileFailure, isDamage, storeFailure } from '../store/sqlite-failure.ts'
import { superseded } from './rotation.ts'
import type { Archive, ArchiveHandlers, ArchiveTasks } from './tasks.ts'

type Input<T extends keyof ArchiveTasks> = ArchiveTasks[T]['input']
type Output<T extends keyof ArchiveTasks> = ArchiveTasks[T]['output']

const withoutPath = ({ path: _path, ...backup }: FoundBackup): Backup => backup

function notFound(path: string): Failure {
  return new Failure('NOT_FOUND', `There is no backup ${path}. “metastamp backup list” names those there are.`, {
    path,
  })
}

function damaged(path: string, problems: readonly string[]): Failure {
  return new Failure('STORE_CORRUPT', `The backup ${path} is damaged and was not used. Choose another one.`, {
    path,
    ...(problems[0] === undefined ? {} : { detail: problems[0] }),
  })
}

async function keep(input: Input<'keep'>): Promise<Output<'keep'>> {
  const path = join(input.folder, backupName(input.at, input.reason))
  const partial = `${path}.partial`
  try {
    await readOffline(input.libraryPath, ({ database }) => copyChecked(database, path, input.folder))
    const { facts, chain } = await readOffline(partial, async (copy) => ({
      facts: copy.read(libraryFacts),
      chain: await verifyCustody(copy),
    }))
    const bytes = statSync(partial).size
    // The note comes first: a copy that has its name has its note too.
    writeNote(path, { facts, appVersion: input.appVersion, bytes, sha256: hashFileSync(partial) })
    renameSync(partial, path)
    const removed = chain.ok ? rotate(input.folder, input.at) : 0
    const made = backupAt(path)
    if (made === null) throw notFound(path)
    return { backup: withoutPath(made), path, removed }
  } catch (thrown) {
    leaveNothing(path)
    throw fileFailure(thrown, input.folder)
  }
}

/** A full or failing disk is that of the copy; only damage is the library's own. */
function copyChecked(database: Offline['database'], path: string, folder: string): void {
  try {
    makeCheckedCopy(database, path)
  } catch (thrown) {
    throw isDamage(thrown) ? thrown : storeFailure(thrown, folder)
  }
}

function leaveNothing(path: string): void {
  try {
    rmSync(`${path}.partial`, { force: true })
    if (!existsSync(path)) removeBackup(path)
  } catch {
    // The folder itself is gone or is none: there is nothing to leave.
  }
}

/** Only what this program put into this folder by itself; a log that does not hold stops it, for an older backup may be the better one. */
function rotate(folder: string, now: number): number {
  const here = findBackups(folder).filter(
    ({ path, reason }) => path.startsWith(folder) && reason !== 'before-migration',
  )
  const gone = superseded(here, now)
  for (const { path } of gone) removeBackup(path)
  return gone.length
}

/** Complaints about a file, empty when it is sound; and what is in it, when that can be told. */
async function inspect(path: string): Promise<{ problems: string[]; facts: BackupFacts | null }> {
  const note = readNote(path)
  if (note !== null && note.sha256 !== hashFileSync(path)) {
    return { problems: ['Its bytes are not those that were checked when it was made.'], facts: null }
  }
  try {
    return await readOffline(path, ({ database, read }) => {
      const problems = note === null ? integrityProblems(database) : []
      return { problems, facts: problems.length === 0 ? read(libraryFacts) : null }
    })
  } catch (thrown) {
    const failure = toFailure(thrown)
    return { problems: [failure.detail ?? failure.message], facts: null }
  }
}

async function check({ path }: Input<'check'>): Promise<string[]> {
  try {
    return await readOffline(path, ({ database }) => integrityProblems(database))
  } catch (thrown) {
    const failure = toFailure(thrown)
    if (failure.code !== 'STORE_CORRUPT') throw failure
    return [failure.detail ?? failure.message]
  }
}

async function prepare(input: Input<'prepare'>): Promise<null> {
  try {
    rmSync(input.target, { force: true })
    copyFileSync(input.path, input.target)
    migrateFile(input.target, { appVersion: input.appVersion, at: input.at })
    return null
  } catch (thrown) {
    rmSync(input.target, { force: true })
    throw fileFailure(thrown, input.target)
  }
}

async function preview(input: Input<'preview'>): Promise<Output<'preview'>> {
  const found = backupAt(input.path)
  if (found === null) throw notFound(input.path)
  const backup = withoutPath(found)
  const { problems, facts } = await inspect(input.path)
  if (facts === null || input.libraryPath === null) return { backup, problems, facts, differences: null }
  const target = input.workPath
  await prepare({ ...input, target })
  try {
    const differences = await readOffline(input.libraryPath, (library) => compareWithBackup(library, target))
    return { backup, problems, facts, differences }
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(target + suffix, { force: true })
  }
}

async function place(input: Input<'place'>): Promise<Output<'place'>> {
  const found = backupAt(input.path)
  if (found === null) throw notFound(input.path)
  const { problems } = await inspect(input.path)
  if (problems.length > 0) throw damaged(input.path, problems)
  const { libraryPath, setAside } = placeBackup(input.path, input.profileDir, input)
  return { backup: withoutPath(found), libraryPath, setAside }
}

/** What the archive does for each task. Synchronous inside: for a thread of its own, or for tests. */
export const archiveHandlers: ArchiveHandlers = {
  keep,
  check,
  prepare,
  preview,
  place,
  find: async ({ profileDir }) => findBackups(profileDir),
  findGood: async ({ profileDir }) => lastGoodBackup(profileDir),
}

/** The archive in the caller's own thread. */
export const localArchive: Archive = { run: (task, input) => archiveHandlers[task](input) }
