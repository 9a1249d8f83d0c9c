import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { ReadStore, WriteStore } from '../../../src/main/core/store/handles.ts'
import { migrations } from '../../../src/main/core/store/migrations/index.ts'
import { openStore } from '../../../src/main/core/store/open-store.ts'
import { putSetting, storedSettings } from '../../../src/main/core/store/settings.ts'
import { openAt, openTemp, tempDir } from './temp-store.ts'

const put = (write: WriteStore, key: string): void => putSetting(write, key, '1', 1)
const keys = (read: ReadStore): string[] => [...storedSettings(read).keys()].sort()

describe('opening', () => {
  it('sets what keeps a precious file safe, and says that it was made', () => {
    const store = openTemp()
    const pragma = (read: ReadStore, name: string) => Object.values(read.query<object>(`PRAGMA ${name}`).get() ?? {})[0]
    const names = ['main.synchronous', 'foreign_keys', 'cache.synchronous']
    expect(store.transaction('look', (write) => names.map((name) => pragma(write, name)))).toEqual([2, 1, 1])
    const modes = ['main', 'cache'].map((schema) =>
      store.transaction('look', (write) => write.returning(`PRAGMA ${schema}.journal_mode`).get()),
    )
    expect(modes).toEqual([{ journal_mode: 'wal' }, { journal_mode: 'wal' }])
    expect(store.opened).toEqual({
      created: true,
      migrated: migrations.map(({ number }) => number),
      backupPath: null,
      cacheRebuilt: false,
    })
  })

  it('again finds what was committed, migrates nothing and copies nothing', () => {
    const dir = tempDir()
    const first = openAt(dir)
    first.transaction('put', (write) => put(write, 'a'))
    first.close()
    const second = openAt(dir)
    expect(second.opened).toEqual({ created: false, migrated: [], backupPath: null, cacheRebuilt: false })
    expect(second.read(keys)).toEqual(['a'])
    expect(existsSync(join(dir, 'backups'))).toBe(false)
  })

  it('leaves no log, shared memory or lock note behind when closed, and closes twice', () => {
    const dir = tempDir()
    const store = openAt(dir)
    store.close()
    store.close()
    expect(readdirSync(dir).sort()).toEqual(['ballast', 'cache.db', 'library.db', 'lock.db'])
  })

  it('unlocks the profile when opening fails', () => {
    const dir = tempDir()
    writeFileSync(join(dir, 'library.db'), 'this is not a database, but a text of a hundred and some bytes. '.repeat(4))
    const open = () => openStore({ profileDir: dir, now: Date.now, platform: 'linux', appVersion: '1' })
    expect(open).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }))
    expect(open).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }))
  })

  it('passes the full integrity check', () => {
    expect(openTemp().integrityProblems()).toEqual([])
  })
})

describe('transaction', () => {
  it('commits all of it, and the reader sees it at once', () => {
    const store = openTemp()
    const answer = store.transaction('put two', (write) => {
      put(write, 'a')
      put(write, 'b')
      return keys(write).length
    })
    expect([answer, store.read(keys), store.changeCounter()]).toEqual([2, ['a', 'b'], 1])
  })

  it('undoes all of it on a throw, which reaches the caller unchanged', () => {
    const store = openTemp()
    const error = new Error('stop')
    const act = () =>
      store.transaction('fail', (write) => {
        put(write, 'a')
        throw error
      })
    expect(act).toThrow(error)
    expect([store.read(keys), store.changeCounter()]).toEqual([[], 0])
  })

  it('refuses async work before it runs, and undoes work that turns out to be', () => {
    const store = openTemp()
    let ran = false
    const asynchronous = async (write: WriteStore) => {
      ran = true
      put(write, 'a')
    }
    expect(() => store.transaction('async', asynchronous)).toThrow(/asynchronous/)
    expect(ran).toBe(false)
    const promising = (write: WriteStore) => {
      put(write, 'b')
      return Promise.resolve()
    }
    expect(() => store.transaction('promise', promising)).toThrow(/asynchronous/)
    expect(store.read(keys)).toEqual([])
  })

  it('refuses another inside it, and a read that would not see it', () => {
    const store = openTemp()
    expect(() => store.transaction('outer', () => store.transaction('inner', () => 1))).toThrow(/inner inside/)
    expect(() => store.transaction('outer', () => store.read(() => 1))).toThrow(/handle of the transaction/)
    expect(store.transaction('after', () => 'works')).toBe('works')
  })

  it('keeps what a failed savepoint did not do', () => {
    const store = openTemp()
    store.transaction('partly', (write) => {
      put(write, 'a')
      const fail = () =>
        write.savepoint((inner) => {
          put(inner, 'b')
          throw new Error('only me')
        })
      expect(fail).toThrow('only me')
      write.savepoint((inner) => put(inner, 'c'))
    })
    expect(store.read(keys)).toEqual(['a', 'c'])
  })

  it('reports a full disk as such, loses nothing, and works again once there is room', async () => {
    const store = openTemp()
    store.transaction('before', (write) => put(write, 'a'))
    const limit = (pages: number) =>
      store.read((read) => read.query<object>(`PRAGMA main.max_page_count = ${pages}`).get())
    const big = 'x'.repeat(50_000)
    const fill = () => store.transaction('fill', (write) => putSetting(write, 'big', big, 1))
    limit(1)
    expect(fill).toThrow(expect.objectContaining({ code: 'DISK_FULL', retryable: true, path: store.libraryPath }))
    expect(store.read(keys)).toEqual(['a'])
    limit(1_000_000)
    await store.writing.whenOpen()
    fill()
    expect([store.read(keys), store.integrityProblems()]).toEqual([['a', 'big'], []])
  })
})

describe('handles', () => {
  it('refuse at run time what their types can not see in a string', () => {
    const store = openTemp()
    const insert = `INSERT INTO setting VALUES ('a', '1', 1)`
    expect(() => store.read((read) => read.query(insert))).toThrow(/not a query/)
    expect(() => store.read((read) => read.query(`${insert} RETURNING key`).all())).toThrow(/not a query/)
    expect(() => store.transaction('t', (write) => write.command('SELECT 1'))).toThrow(/not a command/)
    expect(() => store.transaction('t', (write) => write.returning('SELECT 1'))).toThrow(/returns nothing/)
    expect(store.read(keys)).toEqual([])
  })

  it('read one moment, however many queries that takes', () => {
    const store = openTemp()
    const other = new Database(store.libraryPath)
    const counts = store.read((read) => {
      const before = keys(read).length
      other.exec(`INSERT INTO setting VALUES ('late', '1', 1)`)
      return [before, keys(read).length]
    })
    other.close()
    expect([counts, store.read(keys)]).toEqual([[0, 0], ['late']])
  })

  it('take and give bytes, and keep microseconds exact', () => {
    const store = openTemp()
    const values = store.transaction('bytes', (write) =>
      write
        .query<{ b: Uint8Array; n: number }>('SELECT ? AS b, ? AS n')
        .get(new Uint8Array([0, 255, 1]), 1_700_000_000_123_456),
    )
    expect([[...(values?.b ?? [])], values?.n]).toEqual([[0, 255, 1], 1_700_000_000_123_456])
  })
})
