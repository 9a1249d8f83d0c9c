import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { appendCustody, listCustody, verifyCustody } from '../../../src/main/core/custody/custody-log.ts'
import type { Store } from '../../../src/main/core/store/open-store.ts'
import { AssetId } from '../../../src/shared/domain/ids.ts'
import { newId, openTemp, someTime } from '../store/temp-store.ts'

const assetIds = [AssetId.parse(newId()), AssetId.parse(newId())]

function filled(events: number): Store {
  const store = openTemp()
  store.transaction('fill', (write) => {
    for (let i = 1; i <= events; i++) {
      const assetId = assetIds[i % 2] ?? null
      appendCustody(write, { at: someTime + i, type: 'work.added', assetId, versionId: null, facts: { number: i } })
    }
  })
  return store
}

/** What someone with the file and a SQLite shell can do, behind the program's back. */
function tamper(store: Store, sql: string): void {
  const database = new Database(store.libraryPath)
  database.exec(
    `DROP TRIGGER custody_no_update; DROP TRIGGER custody_no_delete; DROP TRIGGER custody_no_replace; ${sql}`,
  )
  database.close()
}

describe('appendCustody', () => {
  it('numbers events without gaps, and a failed transaction leaves none', () => {
    const store = filled(3)
    const fail = () =>
      store.transaction('fail', (write) => {
        appendCustody(write, { at: 1, type: 'work.removed', assetId: null, versionId: null, facts: {} })
        throw new Error('no')
      })
    expect(fail).toThrow('no')
    const sequence = store.transaction('next', (write) =>
      appendCustody(write, { at: 1, type: 'work.removed', assetId: null, versionId: null, facts: { b: 1, a: 'x' } }),
    )
    expect(sequence).toBe(4)
    expect(store.read((read) => read.query('SELECT facts FROM custody_event WHERE sequence = 4').get())).toEqual({
      facts: '{"a":"x","b":1}',
    })
  })

  it('is all that can be done to the log: triggers refuse the rest', () => {
    const store = filled(2)
    const run = (sql: string) => () => store.transaction('tamper', (write) => write.command(sql).run())
    expect(run('UPDATE custody_event SET at = 1 WHERE sequence = 1')).toThrow(/append-only/)
    expect(run('DELETE FROM custody_event WHERE sequence = 2')).toThrow(/append-only/)
    expect(run('INSERT OR REPLACE INTO custody_event SELECT * FROM custody_event WHERE sequence = 1')).toThrow(
      /append-only/,
    )
  })
})

describe('listCustody', () => {
  const all = (store: Store, assetId: AssetId | undefined, limit: number): number[] => {
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page = store.read((read) => listCustody(read, { assetId, cursor, limit }))
      seen.push(...page.items.map((event) => event.sequence))
      cursor = page.nextCursor
    } while (cursor !== null)
    return seen
  }

  it('shows newest first, each once, page by page', () => {
    const store = filled(10)
    const down = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    expect([1, 3, 5, 10, 500].map((limit) => all(store, undefined, limit))).toEqual([down, down, down, down, down])
  })

  it('shows those of one work alone', () => {
    expect(all(filled(7), assetIds[0], 2)).toEqual([6, 4, 2])
  })

  it('gives facts back as they were, with the hash', () => {
    const { items } = filled(1).read((read) => listCustody(read, { cursor: null, limit: 5 }))
    expect(items).toEqual([
      {
        sequence: 1,
        at: someTime + 1,
        type: 'work.added',
        assetId: assetIds[1],
        versionId: null,
        facts: { number: 1 },
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ])
  })

  it('refuses a cursor that was not made here', () => {
    const store = filled(1)
    for (const cursor of ['', '!', 'LTE', 'MA', Buffer.from('1e3').toString('base64url')]) {
      expect(() => store.read((read) => listCustody(read, { cursor, limit: 5 })), cursor).toThrow(
        expect.objectContaining({ code: 'BAD_INPUT' }),
      )
    }
  })
})

describe('verifyCustody', () => {
  it('walks an empty and a whole log, in pages of any size', async () => {
    expect(await verifyCustody(openTemp())).toEqual({ ok: true, events: 0, head: null, broken: null })
    const store = filled(10)
    const head = store.read((read) => listCustody(read, { cursor: null, limit: 1 })).items[0]?.hash
    for (const pageSize of [1, 3, 5, 10, 11]) {
      expect(await verifyCustody(store, { pageSize })).toEqual({ ok: true, events: 10, head, broken: null })
    }
  })

  it.each([
    ['altered', 4, `UPDATE custody_event SET facts = '{"number":5}' WHERE sequence = 4`],
    ['altered', 10, 'UPDATE custody_event SET at = at + 1 WHERE sequence = 10'],
    ['removed', 4, 'DELETE FROM custody_event WHERE sequence = 4'],
    ['removed', 1, 'DELETE FROM custody_event WHERE sequence <= 3'],
    [
      'removed',
      4,
      `DELETE FROM custody_event WHERE sequence = 4;
       UPDATE custody_event SET sequence = -sequence WHERE sequence > 4; UPDATE custody_event SET sequence = -sequence - 1 WHERE sequence < 0`,
    ],
    [
      'reordered',
      3,
      `UPDATE custody_event SET sequence = -1 WHERE sequence = 3; UPDATE custody_event SET sequence = 3 WHERE sequence = 7;
       UPDATE custody_event SET sequence = 7 WHERE sequence = -1`,
    ],
    ['truncated', 8, 'DELETE FROM custody_event WHERE sequence >= 8'],
    ['truncated', 1, 'DELETE FROM custody_event'],
    ['truncated', 11, 'DELETE FROM custody_head'],
    [
      'inserted',
      11,
      'INSERT INTO custody_event SELECT 11, at, type, asset_id, version_id, facts, hash, hash FROM custody_event WHERE sequence = 10',
    ],
    [
      'inserted',
      1,
      'INSERT INTO custody_event SELECT 0, at, type, asset_id, version_id, facts, zeroblob(32), hash FROM custody_event WHERE sequence = 1',
    ],
  ])('names what was done to the file: %s at %d', async (reason, sequence, sql) => {
    const store = filled(10)
    tamper(store, sql)
    for (const pageSize of [1, 4, 5_000]) {
      const verified = await verifyCustody(store, { pageSize })
      expect([verified.ok, verified.broken?.sequence, verified.broken?.reason]).toEqual([false, sequence, reason])
    }
  })

  it('walks events that are appended while it runs, without calling them inserted', async () => {
    const store = filled(10)
    const running = verifyCustody(store, { pageSize: 4 })
    store.transaction('more', (write) => {
      appendCustody(write, { at: 1, type: 'work.removed', assetId: null, versionId: null, facts: {} })
    })
    expect(await running).toMatchObject({ ok: true, events: 11 })
  })

  it('stops when asked', async () => {
    const store = filled(10)
    const controller = new AbortController()
    const running = verifyCustody(store, { pageSize: 2, signal: controller.signal })
    controller.abort()
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
