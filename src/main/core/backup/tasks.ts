import type { Backup, BackupPreview, BackupReason } from '../../../shared/contract/backup.ts'

// What is done to whole library files, away from the core thread: each takes seconds, and some are for a profile that cannot be opened.
// Plain values in, plain values out.

export type PlacedBackup = {
  backup: Backup
  libraryPath: string
  /** Where the library went that was there before; null when there was none. */
  setAside: string | null
}

export type ArchiveTasks = {
  /** Copies a library into a folder, checks the copy, names it, and takes away what newer ones replace. */
  keep: {
    input: {
      libraryPath: string
      folder: string
      reason: Exclude<BackupReason, 'before-migration'>
      at: number
      appVersion: string
    }
    output: { backup: Backup; path: string; removed: number }
  }
  /** A temporary copy of a backup that has this program's schema. The caller removes it. */
  prepare: {
    input: { path: string; target: string; appVersion: string; at: number }
    output: null
  }
  /** What is in a backup, and how it differs from a library; that one may be open in another thread. */
  preview: {
    input: { path: string; libraryPath: string | null; workPath: string; appVersion: string; at: number }
    output: BackupPreview
  }
  /** Every complaint of a full check of a library file, which may be open in another thread; empty when it is sound. */
  check: { input: { path: string }; output: string[] }
  /** Backups of a profile, newest first, without opening the profile. */
  find: { input: { profileDir: string }; output: (Backup & { path: string })[] }
  /** The newest that is still what it was when it was checked. */
  findGood: { input: { profileDir: string }; output: (Backup & { path: string }) | null }
  /** Checks a backup and makes it the library of a profile; what was there is set aside, never deleted. */
  place: {
    input: { path: string; profileDir: string; replace: boolean; at: number }
    output: PlacedBackup
  }
}
export type ArchiveTask = keyof ArchiveTasks

/** Who carries the tasks out: a thread in the product, the caller's own thread in tests. */
export interface Archive {
  run<T extends ArchiveTask>(task: T, input: ArchiveTasks[T]['input']): Promise<ArchiveTasks[T]['output']>
}

/** Every task has exactly one handler; a missing or extra one does not compile. */
export type ArchiveHandlers = {
  [T in ArchiveTask]: (input: ArchiveTasks[T]['input']) => Promise<ArchiveTasks[T]['output']>
}
