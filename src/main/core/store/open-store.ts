import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Failure, failureFrom, toFailure, toFailureRecord } from '../../../shared/contract/errors.ts'
import { dropBallast, keepBallast } from './ballast.ts'
import { integrityProblems, keepCheckedCopy } from './backup-copy.ts'
import { markCacheDamaged, prepareCacheFile } from './cache-file.ts'
import {
  type CacheHealth,
  createHandles,
  isAsyncFunction,
  type ReadStore,
  runSynchronously,
  TransactionLost,
  type WriteStore,
} from './handles.ts'
import { migrateCache, migrateLibrary, newerProfileFailure, newestCacheVersion, newestVersion } from './migrate.ts'
import { migrations as allMigrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { peekVersion } from './peek-version.ts'
import { finishReplacement } from './place-backup.ts'
import { lockProfile, type ProfileLock } from './profile-lock.ts'
import { quickCheck } from './quick-check.ts'
import { lastGoodBackup } from './last-good-backup.ts'
import {
  cacheFailure,
  corruptFailure,
  fileFailure,
  isDamage,
  lacksRoom,
  sqliteCode,
  storeFailure,
} from './sqlite-failure.ts'
import { addVectorFunctions, type VectorFunctions } from './vector-functions.ts'
import { createWriteGate, type WriteGate } from './write-gate.ts'

// The one connection of a profile. Everything else gets a handle inside `read` or `transaction`.

export type StoreOptions = {
  profileDir: string
  now: () => number
  /** process.platform of the host. */
  platform: string
  appVersion: string
  /** Other steps than the released ones; for tests of migration. */
  migrations?: readonly Migration[]
}

export type OpenReport = {
  /** The profile had no library before. */
  created: boolean
  /** Numbers of the migrations applied just now. */
  migrated: number[]
  /** Where the library was copied to before it was migrated. */
  backupPath: string | null
  /** cache.db was damaged and begun anew: thumbnails are to be made again. */
  cacheRebuilt: boolean
}

export interface Store {
  readonly profileDir: string
  readonly libraryPath: string
  readonly sqliteVersion: string
  readonly opened: OpenReport
  readonly writing: WriteGate
  /** Who computes distances between vectors. */
  readonly vectorFunctions: VectorFunctions
  /** Reads one consistent moment of what is committed. Refused inside a transaction, which reads through its own handle. */
  read<T>(work: (read: ReadStore) => T): T
  /** Runs `work` in one transaction and commits it durably; a throw undoes all of it. Synchronous, never nested. */
  transaction<T>(name: string, work: (write: WriteStore) => T): T
  /** Grows with every commit; equal values mean equal contents. */
  changeCounter(): number
  /** A full check, for the doctor: every complaint, empty when sound. Takes seconds in a large library. */
  integrityProblems(): string[]
  /** A check found this: nothing is written any more, and whoever asks is told the last good backup. */
  damaged(detail: string): void
  /** Makes another library file readable as the schema `backup` inside transactions, until the function it returns is called. */
  attachBackup(path: string): () => void
  /** Commits nothing, closes the file and unlocks the profile. Calling it again does nothing. */
  close(): void
}

const oldestSqlite = '3.51.3'
const busyTimeoutMs = 5_000

/** Whether dotted number `a` is `b` or later. */
export function isAtLeast(a: string, b: string): boolean {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
  for (let i = 0; i < right.length; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

function setPragmas(database: Database.Database, platform: string): void {
  database.pragma('main.journal_mode = WAL')
  database.pragma('main.synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.pragma('journal_size_limit = 67108864')
  // In kibibytes: enough to keep the rows of a list in another order than they were added. Reads share it with writes: a second
  // connection would lose all it has kept with each commit of the first.
  database.pragma('main.cache_size = -65536')
  if (platform === 'darwin') {
    // fsync on macOS only reaches the drive's own cache.
    database.pragma('fullfsync = ON')
    database.pragma('checkpoint_fullfsync = ON')
  }
}

function attachCache(database: Database.Database, profileDir: string): void {
  database.prepare('ATTACH DATABASE ? AS cache').run(join(profileDir, 'cache.db'))
  // Thumbnails are written once and read whole: keeping their pages would only fill memory.
  database.pragma('cache.cache_size = -1024')
}

/** Refuses a library from the future or one that is damaged, before anything but the lock has been written. */
function inspectLibrary(
  libraryPath: string,
  newest: number,
  appVersion: string,
): { created: boolean; version: number } {
  const peek = peekVersion(libraryPath)
  if (peek.state === 'absent') return { created: true, version: 0 }
  if (peek.state === 'not-a-database') throw corruptFailure(libraryPath, 'the file does not begin like a database')
  if (peek.userVersion > newest) throw newerProfileFailure(libraryPath, peek.userVersion, newest, appVersion)
  quickCheck(libraryPath)
  return { created: false, version: peek.userVersion }
}

type Opened = { database: Database.Database; opened: OpenReport; vectorFunctions: VectorFunctions }

function openDatabase(options: StoreOptions, libraryPath: string): Opened {
  const { profileDir, platform, appVersion, migrations = allMigrations } = options
  const found = inspectLibrary(libraryPath, newestVersion(migrations), appVersion)
  const cacheRebuilt = prepareCacheFile(profileDir, newestCacheVersion(migrations))
  const database = new Database(libraryPath, { timeout: busyTimeoutMs })
  try {
    setPragmas(database, platform)
    const pending = migrations.find((migration) => migration.number > found.version)
    let backupPath: string | null = null
    if (pending !== undefined && !found.created) {
      backupPath = join(profileDir, 'backups', `before-migration-${String(pending.number).padStart(4, '0')}.db`)
      keepCheckedCopy(database, backupPath)
    }
    const migrated = migrateLibrary(database, { migrations, appVersion, at: options.now() })
    attachCache(database, profileDir)
    database.pragma('cache.journal_mode = WAL')
    database.pragma('cache.synchronous = NORMAL')
    migrateCache(database, migrations)
    const opened = { created: found.created, migrated, backupPath, cacheRebuilt }
    return { database, opened, vectorFunctions: addVectorFunctions(database) }
  } catch (thrown) {
    database.close()
    throw thrown
  }
}

function sqliteVersionOf(database: Database.Database): string {
  const version = database.prepare<[], { v: string }>('SELECT sqlite_version() AS v').get()?.v ?? ''
  if (!isAtLeast(version, oldestSqlite)) {
    throw new Error(`SQLite ${version} can damage a write-ahead log; ${oldestSqlite} or later is needed`)
  }
  return version
}

function assertSqliteVersion(): string {
  const memory = new Database(':memory:')
  try {
    return sqliteVersionOf(memory)
  } finally {
    memory.close()
  }
}

/** On a full disk the room that was kept for it is used to open the library, which is then read-only until there is more. */
function openWithRoom(options: StoreOptions, libraryPath: string): Opened {
  try {
    return openDatabase(options, libraryPath)
  } catch (thrown) {
    if (!lacksRoom(thrown) || !dropBallast(options.profileDir)) throw thrown
    return openDatabase(options, libraryPath)
  }
}

/**
 * Opens a profile: takes its lock, refuses a newer or damaged library untouched, keeps a checked copy before migrating.
 * Failures: PROFILE_LOCKED, PROFILE_NEWER, STORE_CORRUPT, DISK_FULL, READ_ONLY, UNAVAILABLE.
 */
export function openStore(options: StoreOptions): Store {
  const { profileDir } = options
  const libraryPath = join(profileDir, 'library.db')
  const sqliteVersion = assertSqliteVersion()
  const lock = lockProfile(profileDir, options.now)
  try {
    finishReplacement(profileDir)
    const opened = openWithRoom(options, libraryPath)
    const store = createStore(opened, lock, { profileDir, libraryPath, sqliteVersion })
    keepBallast(profileDir)
    return store
  } catch (thrown) {
    lock.release()
    throw withLastGood(fileFailure(storeFailure(thrown, libraryPath), libraryPath), profileDir)
  }
}

/** A damaged library is left as it is; the way back is named with it. Reads whole backups. */
export function withLastGood(thrown: unknown, profileDir: string): unknown {
  if (!(thrown instanceof Failure) || thrown.code !== 'STORE_CORRUPT') return thrown
  const good = lastGoodBackup(profileDir)
  const way =
    good === null
      ? 'There is no good backup of it. Copy the profile folder away before anything else, and check the disk.'
      : `The last good backup was made at ${new Date(good.at).toISOString()}${good.facts === null ? '' : ` and holds ${good.facts.works} works`}: ${good.path}. “metastamp restore --replace” puts it in place and sets the damaged file aside.`
  return failureFrom({ ...toFailureRecord(thrown), message: `${thrown.message} ${way}` })
}

function damageFound({ libraryPath, profileDir }: Place, detail: string): Failure {
  const found = new Failure(
    'STORE_CORRUPT',
    `The library file ${libraryPath} is damaged. Nothing is written to it any more.`,
    {
      path: libraryPath,
      detail,
    },
  )
  return toFailure(withLastGood(found, profileDir))
}

type Place = { profileDir: string; libraryPath: string; sqliteVersion: string }

function createCacheHealth(profileDir: string): CacheHealth {
  let damaged = false
  return {
    get damaged() {
      return damaged
    },
    markDamaged: () => {
      if (!damaged) markCacheDamaged(profileDir)
      damaged = true
    },
  }
}

function createStore({ database, opened, vectorFunctions }: Opened, lock: ProfileLock, place: Place): Store {
  const cacheHealth = createCacheHealth(place.profileDir)
  const { read, write } = createHandles(database, cacheHealth)
  let changes = 0
  let writing = false
  const gate = createWriteGate(place.profileDir, () => {
    // The version is written as it is: a page of each file goes to its log, and nothing has changed.
    for (const schema of ['main', 'cache']) {
      const version = database.pragma(`${schema}.user_version`, { simple: true })
      database.pragma(`${schema}.user_version = ${Number(version)}`)
    }
  })

  const problems = (): string[] => {
    try {
      return integrityProblems(database)
    } catch (thrown) {
      if (isDamage(thrown) && thrown instanceof Error) return [thrown.message]
      throw thrown
    }
  }
  /** SQLite does not say which of the two files is damaged; one of them can be made again. */
  const isCacheDamage = (thrown: unknown): boolean => isDamage(thrown) && problems().length === 0

  return {
    ...place,
    opened,
    writing: gate,
    vectorFunctions,
    changeCounter: () => changes,
    integrityProblems: problems,
    damaged: (detail) => gate.closeForGood(damageFound(place, detail)),
    read: (work) => {
      if (writing) throw new TypeError('read inside a transaction: use the handle of the transaction')
      if (database.inTransaction) return work(read)
      try {
        database.exec('BEGIN')
        return runSynchronously('read', () => work(read))
      } catch (thrown) {
        const failure = storeFailure(thrown, place.libraryPath)
        if (isDamage(thrown) && !isCacheDamage(thrown)) gate.failed(failure)
        throw failure
      } finally {
        // Nothing was written; unlike a commit, a rollback also ends a transaction that met a damaged page.
        if (database.inTransaction) database.exec('ROLLBACK')
      }
    },
    transaction: (name, work) => {
      if (isAsyncFunction(work)) throw new TypeError(`${name} is asynchronous; a transaction must be synchronous`)
      if (database.inTransaction) throw new TypeError(`${name} inside a transaction: pass its handle on instead`)
      const cacheWasDamaged = cacheHealth.damaged
      gate.pass()
      try {
        writing = true
        database.exec('BEGIN IMMEDIATE')
        const result = runSynchronously(name, () => work(write))
        database.exec('COMMIT')
        changes++
        return result
      } catch (thrown) {
        if (database.inTransaction) database.exec('ROLLBACK')
        const reason = thrown instanceof TransactionLost ? thrown.cause : thrown
        if (isDamage(reason) && cacheHealth.damaged && !cacheWasDamaged) throw cacheFailure(reason)
        const failure = storeFailure(reason, place.libraryPath)
        // That another connection holds the file for a moment is no state of the disk.
        if (sqliteCode(reason)?.startsWith('SQLITE_BUSY') !== true && !isCacheDamage(reason)) gate.failed(failure)
        throw failure
      } finally {
        writing = false
      }
    },
    attachBackup: (path) => {
      database.prepare('ATTACH DATABASE ? AS backup').run(path)
      return () => {
        if (database.open) database.exec('DETACH DATABASE backup')
      }
    },
    close: () => {
      if (!database.open) return
      gate.end()
      database.close()
      lock.release()
    },
  }
}
