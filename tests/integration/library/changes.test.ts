import { describe, expect, it } from 'vitest'
import { verifyCustody } from '../../../src/main/core/custody/custody-log.ts'
import { putFeatures } from '../../../src/main/core/store/features.ts'
import type { Store } from '../../../src/main/core/store/open-store.ts'
import { AssetDetail } from '../../../src/shared/contract/library.ts'
import { AssetId } from '../../../src/shared/domain/ids.ts'
import { addWork, imageFingerprint, newId, openTemp, someTime } from '../store/temp-store.ts'
import { everything, libraryOver, titles, walk } from './query.ts'

const dayMs = 86_400_000
const unknownId = AssetId.parse(newId())

type Trail = { custody: unknown[]; outbox: unknown[] }
const trail = (store: Store): Trail =>
  store.read((read) => ({
    custody: read.query(`SELECT type, asset_id AS assetId, facts FROM custody_event WHERE type <> 'work.added'`).all(),
    outbox: read.query('SELECT topic, payload, created_at AS at FROM outbox ORDER BY id').all(),
  }))

describe('remove and restore', () => {
  it('move works to the trash and back, each with its custody event and outbox row', () => {
    const store = openTemp()
    const library = libraryOver(store)
    const [a, b] = store.transaction('fill', (write) => [
      addWork(write, { title: 'A' }),
      addWork(write, { title: 'B' }),
    ])
    expect(library.remove([a.assetId, unknownId, a.assetId]).assetIds).toEqual([a.assetId])
    expect(library.remove([a.assetId])).toEqual({ assetIds: [], stepId: null })
    expect([titles(walk(library, everything, 5)), titles(walk(library, { ...everything, trashed: true }, 5))]).toEqual([
      ['B'],
      ['A'],
    ])
    expect(library.restore([a.assetId, b.assetId, unknownId]).assetIds).toEqual([a.assetId])
    expect(titles(walk(library, { ...everything, sort: 'name' }, 5))).toEqual(['A', 'B'])
    const row = (topic: string) => ({ topic, payload: JSON.stringify({ assetId: a.assetId }), at: someTime })
    expect(trail(store)).toEqual({
      custody: [
        { type: 'work.removed', assetId: a.assetId, facts: '{"title":"A"}' },
        { type: 'work.restored', assetId: a.assetId, facts: '{"title":"A"}' },
      ],
      outbox: [row('work.removed'), row('work.restored')],
    })
  })

  it('take thousands of works as one step', async () => {
    const store = openTemp()
    const library = libraryOver(store)
    const ids = store.transaction('fill', (write) => Array.from({ length: 3_000 }, () => addWork(write).assetId))
    expect(library.remove(ids).assetIds.length).toBe(3_000)
    expect([library.counts(everything).total, library.counts(everything).trashed]).toEqual([0, 3_000])
    expect(await verifyCustody(store)).toMatchObject({ ok: true, events: 6_000 })
  })
})

describe('rename', () => {
  it('changes title, order and search together, and keeps what it was called', () => {
    const store = openTemp()
    const library = libraryOver(store)
    const { assetId } = store.transaction('add', (write) => addWork(write, { title: 'Sunset' }))
    expect(library.rename(assetId, '  Harbour at dawn ')).toMatchObject({ previousTitle: 'Sunset' })
    const found = (text: string): string[] => titles(walk(library, { ...everything, text }, 5))
    expect([found('sunset'), found('harb dawn'), found('at')]).toEqual([[], ['Harbour at dawn'], ['Harbour at dawn']])
    expect(trail(store)).toEqual({
      custody: [{ type: 'work.renamed', assetId, facts: '{"from":"Sunset","to":"Harbour at dawn"}' }],
      outbox: [{ topic: 'work.renamed', payload: JSON.stringify({ assetId }), at: someTime }],
    })
  })

  it('to the same title leaves no trace; an unknown work and a blank title are refused', () => {
    const store = openTemp()
    const library = libraryOver(store)
    const { assetId } = store.transaction('add', (write) => addWork(write, { title: 'Same' }))
    expect(library.rename(assetId, 'Same')).toEqual({ previousTitle: 'Same', stepId: null })
    expect(() => library.rename(unknownId, 'x')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
    expect(() => library.rename(assetId, ' \n')).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }))
    expect(trail(store)).toEqual({ custody: [], outbox: [] })
  })
})

describe('purge', () => {
  const tables = ['asset', 'version', 'location', 'fingerprint', 'cache.thumbnail', 'cache.feature'] as const
  const rows = (store: Store): Record<string, number> =>
    store.read((read) =>
      Object.fromEntries(
        tables.map((table) => [table, read.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? -1]),
      ),
    )

  it('forgets works after 30 days in the trash, not a moment before, and keeps their custody events', async () => {
    const store = openTemp()
    let now = someTime
    const library = libraryOver(store, () => now)
    const [old, recent, kept] = store.transaction('fill', (write) => [
      addWork(write, { title: 'old one', thumbnail: true, content: 'old' }),
      addWork(write, { title: 'recent one', thumbnail: true }),
      addWork(write, { title: 'kept one', thumbnail: true }),
    ])
    store.transaction('features', (write) => {
      const features = [{ method: 'shapes', version: 1, bytes: new Uint8Array([1]) }]
      for (const { versionId } of [old, recent, kept]) putFeatures(write, versionId, features)
    })
    library.remove([old.assetId])
    now += 1
    library.remove([recent.assetId])
    now = someTime + 30 * dayMs
    expect(await library.purge()).toBe(0)
    now += 1
    expect(await library.purge()).toBe(1)

    expect(rows(store)).toEqual({
      asset: 2,
      version: 2,
      location: 2,
      fingerprint: 2,
      'cache.thumbnail': 2,
      'cache.feature': 2,
    })
    expect(() => library.get(old.assetId)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
    expect(library.get(kept.assetId).title).toBe('kept one')
    expect(
      store.read((read) => read.query(`SELECT rowid FROM asset_fts WHERE asset_fts MATCH 'one'`).all()).length,
    ).toBe(2)
    const events = store.read((read) =>
      read.query<{ type: string }>('SELECT type FROM custody_event WHERE asset_id = ?').all(old.assetId),
    )
    expect(events.map((event) => event.type)).toEqual(['work.added', 'work.removed', 'work.purged'])
    expect([await verifyCustody(store), store.integrityProblems()]).toMatchObject([{ ok: true }, []])
    // The same content may come back as a new work.
    store.transaction('again', (write) => addWork(write, { content: 'old' }))
  })

  it('forgets more than one batch, and stops when asked', async () => {
    const store = openTemp()
    let now = someTime
    const library = libraryOver(store, () => now)
    library.remove(store.transaction('fill', (write) => Array.from({ length: 450 }, () => addWork(write).assetId)))
    now += 31 * dayMs
    const stopped = new AbortController()
    stopped.abort()
    expect(await library.purge({ signal: stopped.signal })).toBe(0)
    expect(await library.purge()).toBe(450)
    expect(rows(store)).toEqual({
      asset: 0,
      version: 0,
      location: 0,
      fingerprint: 0,
      'cache.thumbnail': 0,
      'cache.feature': 0,
    })
  })
})

describe('get', () => {
  it('has everything about a work, also in the trash', () => {
    const store = openTemp()
    const library = libraryOver(store)
    const work = store.transaction('add', (write) =>
      addWork(write, { title: 'One', path: '/one.png', thumbnail: true }),
    )
    library.remove([work.assetId])
    const detail = AssetDetail.parse(library.get(work.assetId))
    const sha256 = Buffer.from(work.sha256).toString('hex')
    expect({ ...detail, custody: detail.custody.map((event) => [event.sequence, event.type]) }).toEqual({
      ...library.list({ query: { ...everything, trashed: true }, cursor: null, limit: 1 }).items[0],
      trashedAt: someTime,
      favourite: false,
      rating: 0,
      note: '',
      tags: [],
      collections: [],
      frameStrip: null,
      locations: [
        {
          locationId: expect.any(String),
          path: '/one.png',
          status: 'present',
          firstSeenAt: someTime,
          lastSeenAt: someTime,
        },
      ],
      versions: [
        {
          versionId: work.versionId,
          sha256,
          bytes: 1000,
          mediaType: 'image/png',
          createdAt: someTime,
          fingerprintState: 'complete',
          failure: null,
          current: true,
        },
      ],
      fingerprint: imageFingerprint(work.sha256, 1000),
      custody: [
        [2, 'work.removed'],
        [1, 'work.added'],
      ],
    })
  })
})

describe('media', () => {
  it('gives thumbnail bytes and the place of the original, and null for what is not there', () => {
    const store = openTemp()
    const library = libraryOver(store)
    const [shown, bare] = store.transaction('add', (write) => [
      addWork(write, { path: '/one.png', thumbnail: true }),
      addWork(write, { path: '/two.png' }),
    ])
    store.transaction('lose', (write) =>
      write.command(`UPDATE location SET status = 'missing' WHERE path = '/two.png'`).run(),
    )
    const key = shown.versionId.slice(-12)
    expect([
      library.media(shown.assetId, 'thumbnail'),
      library.media(shown.assetId, 'original'),
      library.media(bare.assetId, 'thumbnail'),
      library.media(bare.assetId, 'original'),
      library.media(unknownId, 'thumbnail'),
    ]).toEqual([
      { type: 'bytes', bytes: Buffer.from([1, 2, 3]), mediaType: 'image/webp', etag: `"${key}"` },
      {
        type: 'file',
        path: '/one.png',
        bytes: 1000,
        mediaType: 'image/png',
        etag: `"${Buffer.from(shown.sha256).toString('hex')}"`,
      },
      null,
      null,
      null,
    ])
  })
})
