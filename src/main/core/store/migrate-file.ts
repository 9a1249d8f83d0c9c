import Database from 'better-sqlite3'
import { migrateLibrary, newerProfileFailure, newestVersion } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { storeFailure } from './sqlite-failure.ts'

/** Brings a library file that nothing else uses to the newest schema. Fails with PROFILE_NEWER for one from the future. */
export function migrateFile(path: string, options: { appVersion: string; at: number }): void {
  const database = new Database(path, { fileMustExist: true })
  try {
    const version = database.pragma('user_version', { simple: true })
    const newest = newestVersion(migrations)
    if (typeof version === 'number' && version > newest) {
      throw newerProfileFailure(path, version, newest, options.appVersion)
    }
    migrateLibrary(database, { migrations, ...options })
  } catch (thrown) {
    throw storeFailure(thrown, path)
  } finally {
    database.close()
  }
}
