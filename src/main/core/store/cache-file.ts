import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { isDamage } from './sqlite-failure.ts'

// cache.db holds what can be made again. When it can't be trusted it is set aside, once, and begun anew: a damaged
// thumbnail must never keep a person from the library.

/** Above this many bytes only the schema and the version are looked at: thumbnails may fill gigabytes. */
const fullCheckBytes = 16 * 1024 * 1024

function isSound(path: string, newestVersion: number): boolean {
  let database: Database.Database | null = null
  try {
    database = new Database(path, { fileMustExist: true })
    const version = database.pragma('user_version', { simple: true })
    if (typeof version !== 'number' || version > newestVersion) return false
    const tables = database.prepare<[], { name: string }>('SELECT name FROM sqlite_schema').all()
    if (version > 0 && tables.length === 0) return false
    if (statSync(path).size > fullCheckBytes) return true
    return database.pragma('quick_check(1)', { simple: true }) === 'ok'
  } catch (thrown) {
    if (isDamage(thrown)) return false
    throw thrown
  } finally {
    database?.close()
  }
}

const markerName = 'cache.rebuild'

/** Remembers across a restart, or a crash, that cache.db was found damaged. */
export function markCacheDamaged(profileDir: string): void {
  writeFileSync(join(profileDir, markerName), '')
}

/** Sets a marked, unsound or newer cache.db aside as cache.damaged.db. Returns whether it did. */
export function prepareCacheFile(profileDir: string, newestVersion: number): boolean {
  const path = join(profileDir, 'cache.db')
  const marker = join(profileDir, markerName)
  if (!existsSync(path) || (!existsSync(marker) && isSound(path, newestVersion))) return false
  const aside = join(profileDir, 'cache.damaged.db')
  rmSync(aside, { force: true })
  renameSync(path, aside)
  for (const suffix of ['-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true })
  rmSync(marker, { force: true })
  return true
}
