import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'

/** Forces a file's bytes to the disk. Never for a database that is open: see [Note: reading a locked file]. */
export function syncToDisk(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Every complaint of a full integrity check; empty when the file is sound. Pages of `limit` complaints at most. */
export function integrityProblems(database: Database.Database, limit = 20): string[] {
  const rows = database.prepare<[], { integrity_check: string }>(`PRAGMA main.integrity_check(${limit})`).all()
  const messages = rows.map((row) => row.integrity_check)
  return messages.length === 1 && messages[0] === 'ok' ? [] : messages
}

function assertSound(path: string, userVersion: number): void {
  const copy = new Database(path, { readonly: true, fileMustExist: true })
  try {
    const problems = integrityProblems(copy)
    if (problems.length > 0) throw new Error(`the copy is not sound: ${problems.join('; ')}`)
    const dangling = copy.prepare<[], { table: string }>('PRAGMA main.foreign_key_check').all()
    if (dangling.length > 0) throw new Error(`the copy has ${dangling.length} references to nothing`)
    const found = copy.pragma('user_version', { simple: true })
    if (found !== userVersion) throw new Error(`the copy has version ${String(found)}, not ${userVersion}`)
  } finally {
    copy.close()
  }
}

/**
 * Writes a consistent copy of the connection's main database to `target`.partial, opens and checks it, and brings it to the disk. The
 * source is read, never changed. Throws when any of that fails; a half-made copy is removed. Returns the path of the copy.
 */
export function makeCheckedCopy(source: Database.Database, target: string): string {
  mkdirSync(dirname(target), { recursive: true })
  const partial = `${target}.partial`
  rmSync(partial, { force: true })
  try {
    source.prepare('VACUUM main INTO ?').run(partial)
    const userVersion = source.pragma('user_version', { simple: true })
    if (typeof userVersion !== 'number') throw new Error('user_version is not a number')
    assertSound(partial, userVersion)
    syncToDisk(partial)
    return partial
  } catch (thrown) {
    rmSync(partial, { force: true })
    throw thrown
  }
}

/** The same, and only then gives the copy its name. */
export function keepCheckedCopy(source: Database.Database, target: string): void {
  renameSync(makeCheckedCopy(source, target), target)
}
