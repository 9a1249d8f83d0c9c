import Database from 'better-sqlite3'
import { Failure, type FailureOptions } from '../../../shared/contract/errors.ts'

/** The extended result code (`SQLITE_CORRUPT_VTAB` …) of an error SQLite raised, else undefined. */
export function sqliteCode(thrown: unknown): string | undefined {
  return thrown instanceof Database.SqliteError ? thrown.code : undefined
}

/** The bytes are not, or no longer, a sound database. */
export function isDamage(thrown: unknown): boolean {
  const code = sqliteCode(thrown) ?? ''
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB'
}

/** The disk has no room: for bytes, or for the index of the log that even a reader needs. */
export function lacksRoom(thrown: unknown): boolean {
  const code = sqliteCode(thrown) ?? (thrown instanceof Error && 'code' in thrown ? thrown.code : undefined)
  return ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'].some((full) => full === code)
}

export function corruptFailure(path: string, detail: string, cause?: unknown): Failure {
  return new Failure(
    'STORE_CORRUPT',
    `The library file ${path} is damaged and was not opened. It has been left as it is.`,
    { path, detail, cause },
  )
}

export function cacheFailure(cause: unknown): Failure {
  return new Failure(
    'UNAVAILABLE',
    'The store of thumbnails is damaged. It is left alone from now on and made anew when the program starts again. Try again.',
    { retryable: true, cause },
  )
}

function diskFull(path: string, options: FailureOptions): Failure {
  return new Failure(
    'DISK_FULL',
    `The disk that holds ${path} is full. Nothing was lost; free some space and try again.`,
    {
      ...options,
      retryable: true,
    },
  )
}

function readOnly(path: string, options: FailureOptions): Failure {
  return new Failure('READ_ONLY', `${path} can't be written to. Check the permissions of the profile folder.`, options)
}

function unavailable(path: string, options: FailureOptions): Failure {
  return new Failure(
    'UNAVAILABLE',
    `${path} could not be read or written just now. Check that its disk is connected, then try again.`,
    { ...options, retryable: true },
  )
}

/** What the file system refused while a profile was opened, as a Failure; anything else is given back unchanged. */
export function fileFailure(thrown: unknown, path: string): unknown {
  if (!(thrown instanceof Error) || !('syscall' in thrown) || !('code' in thrown)) return thrown
  const options = { path, detail: thrown.message, cause: thrown }
  if (lacksRoom(thrown)) return diskFull(path, options)
  if (thrown.code === 'EACCES' || thrown.code === 'EPERM' || thrown.code === 'EROFS') return readOnly(path, options)
  return unavailable(path, options)
}

/** What SQLite raised as a Failure where a person can act on it; anything else is given back unchanged. */
export function storeFailure(thrown: unknown, path: string): unknown {
  const code = sqliteCode(thrown)
  if (code === undefined || !(thrown instanceof Error)) return thrown
  const options = { path, detail: `${code}: ${thrown.message}`, cause: thrown }
  if (isDamage(thrown)) return corruptFailure(path, options.detail, thrown)
  if (lacksRoom(thrown)) return diskFull(path, options)
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM') return readOnly(path, options)
  if (/^SQLITE_(IOERR|CANTOPEN|BUSY)/.test(code)) return unavailable(path, options)
  return thrown
}
