import { copyFileSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { newestVersion } from '../../../src/main/core/store/migrate.ts'
import { migrations as released } from '../../../src/main/core/store/migrations/index.ts'
import type { Migration } from '../../../src/main/core/store/migrations/migration.ts'
import { peekVersion } from '../../../src/main/core/store/peek-version.ts'
import { startChild } from './child.ts'
import { addWork, fileHash, openAt, someTime, tempDir } from './temp-store.ts'

/** What the program is at now; the repositories write nothing older. */
const newest = newestVersion(released)

const addRemark: Migration = {
  number: 9010,
  slug: 'add-remark',
  library: `ALTER TABLE asset ADD COLUMN remark TEXT NOT NULL DEFAULT ''`,
}
const broken: Migration = {
  number: 9020,
  slug: 'broken',
  library: `CREATE TABLE fine (x) STRICT; DELETE FROM version; NONSENSE`,
}

/** A profile of the released schema with works in it, closed. */
function oldProfile(works = 3): string {
  const dir = tempDir()
  const store = openAt(dir, { migrations: released })
  store.transaction('add', (write) => {
    for (let i = 0; i < works; i++) addWork(write, { title: `work ${i}` })
  })
  store.close()
  return dir
}

function look<Row>(path: string, sql: string): Row[] {
  const database = new Database(path, { readonly: true })
  try {
    return database.prepare<[], Row>(sql).all()
  } finally {
    database.close()
  }
}

describe('migration', () => {
  it('takes a profile with rows forward, notes each step, and keeps a checked copy of before', () => {
    const dir = oldProfile()
    const store = openAt(dir, { migrations: [...released, addRemark], appVersion: '0.2.0' })
    const backupPath = join(dir, 'backups', 'before-migration-9010.db')
    expect(store.opened).toEqual({ created: false, migrated: [9010], backupPath, cacheRebuilt: false })
    expect(store.read((read) => read.query('SELECT title, remark FROM asset ORDER BY row').all())).toEqual([
      { title: 'work 0', remark: '' },
      { title: 'work 1', remark: '' },
      { title: 'work 2', remark: '' },
    ])
    expect(store.read((read) => read.query('SELECT * FROM migration').all())).toEqual([
      ...released.map(({ number, slug }) => ({ number, slug, app_version: '0.1.0', at: someTime })),
      { number: 9010, slug: 'add-remark', app_version: '0.2.0', at: someTime },
    ])
    store.close()
    expect([
      look(backupPath, 'PRAGMA integrity_check'),
      look(backupPath, 'PRAGMA user_version'),
      look(backupPath, 'SELECT count(*) AS n FROM asset'),
      look(backupPath, `SELECT count(*) AS n FROM asset_fts WHERE asset_fts MATCH 'work'`),
    ]).toEqual([[{ integrity_check: 'ok' }], [{ user_version: newest }], [{ n: 3 }], [{ n: 3 }]])
    expect(readdirSync(join(dir, 'backups'))).toEqual(['before-migration-9010.db'])
  })

  it('that fails leaves the file byte for byte, also when an earlier step of the same run had worked', () => {
    const dir = oldProfile()
    const path = join(dir, 'library.db')
    const before = fileHash(path)
    expect(() => openAt(dir, { migrations: [...released, addRemark, broken] })).toThrow(
      expect.objectContaining({ code: 'INTERNAL', detail: expect.stringContaining('9020-broken') }),
    )
    expect([fileHash(path), peekVersion(path)]).toEqual([before, { state: 'database', userVersion: newest }])
    const again = openAt(dir, { migrations: released })
    expect(again.read((read) => read.query('SELECT count(*) AS n FROM asset').get())).toEqual({ n: 3 })
  })

  it('that would leave references to nothing is undone', () => {
    const dir = oldProfile()
    const path = join(dir, 'library.db')
    const before = fileHash(path)
    const cut: Migration = { number: 9010, slug: 'cut', library: 'DELETE FROM version' }
    expect(() => openAt(dir, { migrations: [...released, cut] })).toThrow(/undone/)
    expect(fileHash(path)).toBe(before)
  })

  it('that is killed in the middle leaves the file byte for byte, and the profile opens at once', async () => {
    const dir = oldProfile()
    const path = join(dir, 'library.db')
    const before = fileHash(path)
    const child = startChild('migrating-child.ts', [dir])
    expect(await child.nextLine()).toBe('migrating')
    // Until the step has spilled pages into the log: it is truly in the middle.
    const grown = (): boolean => existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 40_000_000
    for (let i = 0; i < 1_000 && !grown(); i++) await wait(20)
    expect(grown()).toBe(true)
    await child.kill()
    expect([fileHash(path), peekVersion(path)]).toEqual([before, { state: 'database', userVersion: newest }])

    const store = openAt(dir, { migrations: released })
    expect(store.integrityProblems()).toEqual([])
    expect(store.read((read) => read.query('SELECT count(*) AS n FROM asset').get())).toEqual({ n: 3 })
  })

  it('replaces the copy of an earlier attempt by one that was checked', () => {
    const dir = oldProfile()
    expect(() => openAt(dir, { migrations: [...released, { ...broken, number: 9010 }] })).toThrow()
    const backupPath = join(dir, 'backups', 'before-migration-9010.db')
    writeFileSync(backupPath, 'spoilt')
    openAt(dir, { migrations: [...released, addRemark] }).close()
    expect(look(backupPath, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  })
})

describe('a profile from the future', () => {
  const future = [...released, addRemark]
  const untouched = (dir: string): [string, string][] =>
    readdirSync(dir)
      .filter((name) => name.startsWith('library') || name.startsWith('cache'))
      .sort()
      .map((name) => [name, fileHash(join(dir, name))])

  it('is refused, names both versions, and no byte of it changes', () => {
    const dir = oldProfile()
    openAt(dir, { migrations: future }).close()
    const before = untouched(dir)
    expect(() => openAt(dir, { migrations: released })).toThrow(
      expect.objectContaining({
        code: 'PROFILE_NEWER',
        message: expect.stringMatching(
          new RegExp(`library version 9010\\).*0\\.1\\.0, knows versions up to ${newest}`),
        ),
      }),
    )
    expect(untouched(dir)).toEqual(before)
  })

  it('is refused also when its version stands only in the log of a program that was killed', () => {
    const source = oldProfile()
    const writer = new Database(join(source, 'library.db'))
    writer.pragma('wal_autocheckpoint = 0')
    writer.exec('BEGIN; ALTER TABLE asset ADD COLUMN remark TEXT; PRAGMA user_version = 9010; COMMIT')
    const dir = tempDir()
    for (const name of ['library.db', 'library.db-wal']) copyFileSync(join(source, name), join(dir, name))
    writer.close()

    const before = untouched(dir)
    expect(before.map(([name]) => name)).toEqual(['library.db', 'library.db-wal'])
    expect(() => openAt(dir, { migrations: released })).toThrow(expect.objectContaining({ code: 'PROFILE_NEWER' }))
    expect(untouched(dir)).toEqual(before)
  })
})

describe('peekVersion', () => {
  it('ignores what the log holds but never committed, and a log of torn bytes', () => {
    const source = oldProfile()
    const path = join(source, 'library.db')
    const writer = new Database(path)
    writer.pragma('wal_autocheckpoint = 0')
    writer.exec(`INSERT INTO setting VALUES ('a', '1', 1)`)
    writer.pragma('cache_spill = 1')
    writer.pragma('cache_size = 1')
    writer.exec('BEGIN; PRAGMA user_version = 99; CREATE TABLE big (x)')
    writer.exec(
      `INSERT INTO big SELECT randomblob(3000) FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT 500)`,
    )
    const dir = tempDir()
    const copy = join(dir, 'library.db')
    copyFileSync(path, copy)
    copyFileSync(`${path}-wal`, `${copy}-wal`)
    writer.exec('ROLLBACK')
    writer.close()
    expect(statSync(`${copy}-wal`).size).toBeGreaterThan(1_000_000)
    expect(peekVersion(copy)).toEqual({ state: 'database', userVersion: newest })
    writeFileSync(`${copy}-wal`, Buffer.alloc(5_000, 7))
    expect(peekVersion(copy)).toEqual({ state: 'database', userVersion: newest })
  })

  it('tells an absent and an empty file from one that is something else', () => {
    const path = join(tempDir(), 'x.db')
    const states = [peekVersion(path)]
    writeFileSync(path, '')
    states.push(peekVersion(path))
    writeFileSync(path, 'short')
    states.push(peekVersion(path))
    expect(states).toEqual([{ state: 'absent' }, { state: 'absent' }, { state: 'not-a-database' }])
  })
})
