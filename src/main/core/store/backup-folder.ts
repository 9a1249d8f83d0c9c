import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Backup, BackupFacts, BackupId } from '../../../shared/contract/backup.ts'
import { Sha256Hex } from '../../../shared/domain/hash.ts'
import { parseBackupName } from './backup-names.ts'

// The folder of backups, and what is in it. Where it lies is said by a small file in the profile and not by the database: it must be
// found when the database cannot be opened.

const Place = z.object({ folder: z.string().min(1) })
const placeName = 'backup-folder.json'

/** What stands beside a copy, as JSON: how it was found when it was checked, and the hash of its bytes. */
export const BackupNote = z.object({ facts: BackupFacts, appVersion: z.string(), bytes: z.int(), sha256: Sha256Hex })
export type BackupNote = z.infer<typeof BackupNote>

/** A small file that is there whole or not at all. */
function writeWhole(path: string, text: string): void {
  const partial = `${path}.partial`
  writeFileSync(partial, text, { mode: 0o600, flush: true })
  renameSync(partial, path)
}

function readJson<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // Absent, cut short or written by hand: whoever asks has an answer for that.
    return null
  }
}

export const ownBackupFolder = (profileDir: string): string => join(profileDir, 'backups')

/** Where backups are kept. The folder need not exist. */
export function backupFolderOf(profileDir: string): { folder: string; own: boolean } {
  const own = ownBackupFolder(profileDir)
  const folder = readJson(join(profileDir, placeName), Place)?.folder ?? own
  return { folder, own: folder === own }
}

/** Keeps backups elsewhere from now on; null for the profile's own folder. Those that were made stay where they are. */
export function setBackupFolder(profileDir: string, folder: string | null): void {
  if (folder !== null) mkdirSync(folder, { recursive: true })
  if (folder === null) rmSync(join(profileDir, placeName), { force: true })
  else writeWhole(join(profileDir, placeName), JSON.stringify({ folder }))
}

export const notePath = (path: string): string => path.replace(/\.db$/, '.json')
export const readNote = (path: string): BackupNote | null => readJson(notePath(path), BackupNote)
export const writeNote = (path: string, note: BackupNote): void => writeWhole(notePath(path), JSON.stringify(note))

export type FoundBackup = Backup & { path: string }

function describeBackup(path: string, name: string): FoundBackup | null {
  const parsed = parseBackupName(name)
  const id = BackupId.safeParse(name)
  const stat = statSync(path, { throwIfNoEntry: false })
  if (parsed === null || !id.success || stat === undefined || !stat.isFile()) return null
  const note = readNote(path)
  return {
    backupId: id.data,
    path,
    at: parsed.at ?? Math.round(stat.mtimeMs),
    reason: parsed.reason,
    bytes: stat.size,
    facts: note?.facts ?? null,
  }
}

/** A file named by a person, described as a backup whatever its name is. Null when there is none. */
export function backupAt(path: string): FoundBackup | null {
  const name = path.split(/[\\/]/).at(-1) ?? path
  const known = describeBackup(path, name)
  if (known !== null || !existsSync(path)) return known
  const { size, mtimeMs } = statSync(path)
  const backupId = BackupId.safeParse(name)
  return {
    backupId: backupId.success ? backupId.data : BackupId.parse('backup.db'),
    path,
    at: Math.round(mtimeMs),
    reason: 'manual',
    bytes: size,
    facts: null,
  }
}

/** Every backup of a profile, newest first: those of its folder, and those of the profile's own folder from before it was changed. */
export function findBackups(profileDir: string): FoundBackup[] {
  const folders = new Set([backupFolderOf(profileDir).folder, ownBackupFolder(profileDir)])
  const found = [...folders].flatMap((folder) => {
    try {
      return readdirSync(folder).flatMap((name) => describeBackup(join(folder, name), name) ?? [])
    } catch {
      // The folder's drive is not there just now: what can be seen is still worth offering.
      return []
    }
  })
  return found.sort((a, b) => b.at - a.at)
}

/** The backup of an id, or null. The id is a name, never a path. */
export function findBackup(profileDir: string, backupId: BackupId): FoundBackup | null {
  return findBackups(profileDir).find((backup) => backup.backupId === backupId) ?? null
}

/** Takes a backup and its note away. */
export function removeBackup(path: string): void {
  rmSync(path, { force: true })
  rmSync(notePath(path), { force: true })
}
