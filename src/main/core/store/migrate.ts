import type Database from 'better-sqlite3'
import { Failure } from '../../../shared/contract/errors.ts'
import type { Migration } from './migrations/migration.ts'
import { storeFailure } from './sqlite-failure.ts'

// Forward only. All pending steps share one transaction: either the file arrives at the newest schema, or not a byte of
// it has changed. A half-migrated profile would be one that no release of the program knows.

const bookkeeping = `
  CREATE TABLE IF NOT EXISTS migration (
    number INTEGER PRIMARY KEY,
    slug TEXT NOT NULL,
    app_version TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
`

export type MigrateOptions = { migrations: readonly Migration[]; appVersion: string; at: number }

/** Throws a RangeError unless numbers are positive tens, or slipped between two, and strictly ascending. */
export function assertOrdered(migrations: readonly Migration[]): void {
  let previous = 0
  for (const { number, slug } of migrations) {
    if (!Number.isInteger(number) || number <= previous) {
      throw new RangeError(`migration ${number}-${slug} does not come after ${previous}`)
    }
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) throw new RangeError(`migration ${number} has a bad slug: ${slug}`)
    previous = number
  }
}

export function newestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.number ?? 0
}

/** Highest step that changes cache.db; its own version, since it can be rebuilt apart from the library. */
export function newestCacheVersion(migrations: readonly Migration[]): number {
  return newestVersion(migrations.filter((migration) => migration.cache !== undefined))
}

export function newerProfileFailure(path: string, found: number, newest: number, appVersion: string): Failure {
  return new Failure(
    'PROFILE_NEWER',
    `The profile ${path} was last used by a newer META-STAMP (library version ${found}). This one, ${appVersion}, knows versions up to ${newest}. Install the newer program again, or choose another profile. Nothing was changed.`,
    { path, detail: `found ${found}, newest known ${newest}` },
  )
}

function userVersion(database: Database.Database, schema: 'main' | 'cache'): number {
  const found = database.pragma(`${schema}.user_version`, { simple: true })
  if (typeof found !== 'number') throw new TypeError('user_version is not a number')
  return found
}

function inTransaction(database: Database.Database, work: () => void): void {
  // Rebuilding a table drops it for a moment; references are checked as a whole before the commit instead.
  database.pragma('foreign_keys = OFF')
  try {
    database.exec('BEGIN IMMEDIATE')
    work()
    const dangling = database.prepare<[], { table: string }>('PRAGMA main.foreign_key_check').all()
    if (dangling.length > 0) throw new Error(`${dangling.length} rows of ${dangling[0]?.table} point nowhere`)
    database.exec('COMMIT')
  } finally {
    if (database.inTransaction) database.exec('ROLLBACK')
    database.pragma('foreign_keys = ON')
  }
}

/** Brings the main schema of an open connection to the newest version. Returns the numbers that were applied. */
export function migrateLibrary(database: Database.Database, options: MigrateOptions): number[] {
  assertOrdered(options.migrations)
  const from = userVersion(database, 'main')
  const pending = options.migrations.filter((migration) => migration.number > from)
  if (pending.length === 0) return []
  let current = ''
  try {
    inTransaction(database, () => {
      database.exec(bookkeeping)
      const record = database.prepare('INSERT INTO migration (number, slug, app_version, at) VALUES (?, ?, ?, ?)')
      for (const { number, slug, library } of pending) {
        current = `${number}-${slug}`
        database.exec(library)
        record.run(number, slug, options.appVersion, options.at)
        database.pragma(`main.user_version = ${number}`)
      }
    })
  } catch (thrown) {
    const known = storeFailure(thrown, database.name)
    if (known instanceof Failure) throw known
    throw new Failure(
      'INTERNAL',
      `The library ${database.name} could not be brought to version ${newestVersion(pending)}. The attempt was undone and nothing in it has changed. Use the previous release of META-STAMP and report this.`,
      {
        path: database.name,
        detail: `migration ${current}: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
        cause: thrown,
      },
    )
  }
  return pending.map((migration) => migration.number)
}

/** Brings the attached schema `cache` to its newest version. */
export function migrateCache(database: Database.Database, migrations: readonly Migration[]): void {
  const from = userVersion(database, 'cache')
  const pending = migrations.filter((migration) => migration.cache !== undefined && migration.number > from)
  if (pending.length === 0) return
  inTransaction(database, () => {
    for (const { number, cache } of pending) {
      database.exec(cache ?? '')
      database.pragma(`cache.user_version = ${number}`)
    }
  })
}
