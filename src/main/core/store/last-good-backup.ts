import type { FoundBackup } from './backup-folder.ts'
import { findBackups, readNote } from './backup-folder.ts'
import { hashFileSync } from './hash-file.ts'
import { quickCheck } from './quick-check.ts'

/** Whether a backup is still what it was when it was checked: by its hash, or without a note by a look through its tables. */
export function isStillGood(backup: FoundBackup): boolean {
  try {
    const note = readNote(backup.path)
    if (note !== null) return note.bytes === backup.bytes && note.sha256 === hashFileSync(backup.path)
    quickCheck(backup.path)
    return true
  } catch {
    // Unreadable or damaged: an older one may do.
    return false
  }
}

/** The newest backup that is still good; null when there is none. Reads whole files: for when nothing else can go on anyway. */
export function lastGoodBackup(profileDir: string): FoundBackup | null {
  return findBackups(profileDir).find(isStillGood) ?? null
}
