import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { Failure, toFailure } from '../../../shared/contract/errors.ts'
import { fileFailure, sqliteCode, storeFailure } from './sqlite-failure.ts'

// One program per profile. The lock is SQLite's own file lock on an empty database: the operating system drops it when
// the holder dies, however it dies, and it works alike on every platform. lock.json beside it only says who holds it.

export type ProfileLock = { release(): void }

const Holder = z.object({ pid: z.int().positive(), startedAt: z.int() })

function readHolder(path: string): z.infer<typeof Holder> | null {
  try {
    return Holder.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // The holder has not written it yet, or died while it did: the lock itself is the truth.
    return null
  }
}

function lockedFailure(profileDir: string, holder: z.infer<typeof Holder> | null): Failure {
  const who = holder === null ? 'Another META-STAMP' : `Another META-STAMP (process ${holder.pid})`
  return new Failure(
    'PROFILE_LOCKED',
    `${who} is using the profile ${profileDir}. Close it first, or choose another profile.`,
    {
      path: profileDir,
      ...(holder === null
        ? {}
        : { detail: `process ${holder.pid}, since ${new Date(holder.startedAt).toISOString()}` }),
    },
  )
}

/** On a full disk nobody learns who holds the profile; it is held all the same. */
function tellHolder(path: string, startedAt: number): void {
  try {
    writeFileSync(path, JSON.stringify({ pid: process.pid, startedAt }))
  } catch (thrown) {
    rmSync(path, { force: true })
    const failure = toFailure(fileFailure(thrown, path))
    if (failure.code !== 'DISK_FULL') throw failure
  }
}

/**
 * Locks the directory (made when absent) for this process. Fails at once with PROFILE_LOCKED, naming the process that
 * holds it. See: [Note: reading a locked file] in peek-version.ts.
 */
export function lockProfile(profileDir: string, now: () => number): ProfileLock {
  const path = join(profileDir, 'lock.db')
  const holderPath = join(profileDir, 'lock.json')
  let database: Database.Database | null = null
  try {
    mkdirSync(profileDir, { recursive: true })
    database = new Database(path, { timeout: 0 })
    // Without these two a journal file would be made, and would outlive a crash.
    database.pragma('journal_mode = MEMORY')
    database.pragma('locking_mode = EXCLUSIVE')
    database.exec('BEGIN EXCLUSIVE')
    tellHolder(holderPath, now())
  } catch (thrown) {
    database?.close()
    if (sqliteCode(thrown)?.startsWith('SQLITE_BUSY') === true) throw lockedFailure(profileDir, readHolder(holderPath))
    throw fileFailure(storeFailure(thrown, path), profileDir)
  }
  const held = database
  return {
    release: () => {
      if (!held.open) return
      rmSync(holderPath, { force: true })
      held.close()
    },
  }
}
