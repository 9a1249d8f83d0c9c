import Database from 'better-sqlite3'
import { createHandles, type ReadStore } from './handles.ts'
import { storeFailure } from './sqlite-failure.ts'

// Looking into a library file without a profile around it: a backup, or the library itself from another thread.

export type Offline = {
  readonly database: Database.Database
  /** One consistent moment. */
  read<T>(work: (read: ReadStore) => T): T
}

const noCache = { damaged: true, markDamaged: () => undefined }

/** Opens a file for reading for the length of `work`, and closes it whatever comes. What SQLite raises is told as a Failure. */
export async function readOffline<T>(path: string, work: (offline: Offline) => Promise<T> | T): Promise<T> {
  let database: Database.Database | null = null
  try {
    const opened = new Database(path, { readonly: true, fileMustExist: true, timeout: 5_000 })
    database = opened
    const { read } = createHandles(opened, noCache)
    return await work({ database: opened, read: (reading) => opened.transaction(() => reading(read))() })
  } catch (thrown) {
    throw storeFailure(thrown, path)
  } finally {
    database?.close()
  }
}
