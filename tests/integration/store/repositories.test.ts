import { describe, expect, it } from 'vitest'
import {
  findAsset,
  hasAssets,
  insertAsset,
  setStatusOfCurrent,
  setCurrentVersion,
} from '../../../src/main/core/store/assets.ts'
import {
  completeFingerprint,
  failFingerprint,
  findFingerprint,
  resetFingerprint,
} from '../../../src/main/core/store/fingerprints.ts'
import {
  findLocationByPath,
  findLocationsByPaths,
  insertLocation,
  locationsOfAsset,
  locationsOfVersion,
  pointLocationAt,
  setLocationStatus,
  touchLocation,
} from '../../../src/main/core/store/locations.ts'
import { insertOutbox } from '../../../src/main/core/store/outbox.ts'
import { findThumbnail } from '../../../src/main/core/store/thumbnails.ts'
import {
  findVersion,
  findVersionBySha256,
  insertVersion,
  versionNotes,
  versionsOfAsset,
} from '../../../src/main/core/store/versions.ts'
import { AssetId, BatchId, LocationId, VersionId } from '../../../src/shared/domain/ids.ts'
import { addWork, imageFingerprint, newId, openTemp, someTime } from './temp-store.ts'

const versionId = (): VersionId => VersionId.parse(newId())

describe('works and versions', () => {
  it('come back as they were put in', () => {
    const store = openTemp()
    const ids = { assetId: AssetId.parse(newId()), versionId: versionId() }
    const sha256 = new Uint8Array(32).fill(9)
    const version = {
      ...ids,
      sha256,
      bytes: 5,
      kind: 'text',
      mediaType: 'text/plain',
      notes: ['a "note"', 'b'],
      at: 7,
    } as const
    expect(store.read(hasAssets)).toBe(false)
    store.transaction('add', (write) => {
      insertAsset(write, { ...ids, title: 'Poem', kind: 'text', status: 'queued', at: 7 })
      insertVersion(write, version)
    })
    const known = store.read((read) => findVersionBySha256(read, sha256))
    expect({ ...known, sha256: [...(known?.sha256 ?? [])] }).toEqual({
      ...ids,
      sha256: [...sha256],
      bytes: 5,
      kind: 'text',
      mediaType: 'text/plain',
      fingerprintState: 'pending',
      failure: null,
      createdAt: 7,
      current: true,
      assetStatus: 'queued',
      trashedAt: null,
    })
    expect(
      store.read((read) => [hasAssets(read), findAsset(read, ids.assetId), versionNotes(read, ids.versionId)]),
    ).toEqual([
      true,
      {
        assetId: ids.assetId,
        title: 'Poem',
        kind: 'text',
        status: 'queued',
        currentVersionId: ids.versionId,
        createdAt: 7,
        trashedAt: null,
      },
      ['a "note"', 'b'],
    ])
  })

  it('refuse the same content twice, and a work without its version', () => {
    const store = openTemp()
    store.transaction('add', (write) => addWork(write, { content: 'same' }))
    expect(() => store.transaction('again', (write) => addWork(write, { content: 'same' }))).toThrow(/UNIQUE/)
    const lone = {
      assetId: AssetId.parse(newId()),
      versionId: versionId(),
      title: 'x',
      kind: 'text',
      status: 'queued',
      at: 1,
    } as const
    expect(() => store.transaction('lone', (write) => insertAsset(write, lone))).toThrow(/FOREIGN KEY/)
    expect(store.read((read) => read.query('SELECT count(*) AS n FROM asset').get())).toEqual({ n: 1 })
  })

  it('are as far as their current version, whatever happens to an older one', () => {
    const store = openTemp()
    const work = store.transaction('add', (write) => addWork(write, { status: 'ready' }))
    const statusAfter = (id: VersionId) => {
      store.transaction('change', (write) => setStatusOfCurrent(write, id, 'processing', 2))
      return store.read((read) => findAsset(read, work.assetId)?.status)
    }
    expect(statusAfter(versionId())).toBe('ready')
    expect(statusAfter(work.versionId)).toBe('processing')
  })
})

describe('fingerprints', () => {
  it('complete a version and its work, with the thumbnail; once more replaces', () => {
    const store = openTemp()
    const work = store.transaction('add', (write) => addWork(write, { status: 'queued' }))
    const complete = (phash: string, width: number) =>
      store.transaction('complete', (write) =>
        completeFingerprint(write, {
          versionId: work.versionId,
          fingerprint: imageFingerprint(work.sha256, 1000, phash),
          thumbnail: { mediaType: 'image/webp', width, height: 2, bytes: new Uint8Array([width]) },
          at: 5,
        }),
      )
    expect([complete('1111111111111111', 1), complete('ffffffffffffffff', 2)]).toEqual([true, true])
    const found = store.read((read) => ({
      fingerprint: findFingerprint(read, work.versionId),
      thumbnail: findThumbnail(read, work.versionId),
      version: findVersion(read, work.versionId)?.fingerprintState,
      asset: findAsset(read, work.assetId)?.status,
      columns: read.query('SELECT hex(phash) AS phash, width, quality_score FROM fingerprint').all(),
    }))
    expect(found).toEqual({
      fingerprint: imageFingerprint(work.sha256, 1000, 'ffffffffffffffff'),
      thumbnail: { mediaType: 'image/webp', width: 2, height: 2, bytes: Buffer.from([2]) },
      version: 'complete',
      asset: 'ready',
      columns: [{ phash: 'FFFFFFFFFFFFFFFF', width: 640, quality_score: 0.75 }],
    })
  })

  it('fail with the reason kept, and start anew', () => {
    const store = openTemp()
    const work = store.transaction('add', (write) => addWork(write, { status: 'failed', path: '/a.png' }))
    const state = () => {
      const version = store.read((read) => findVersion(read, work.versionId))
      return [version?.fingerprintState, version?.assetStatus, version?.failure]
    }
    const failure = { code: 'CORRUPT_MEDIA', message: '/a.png is damaged.', retryable: false }
    expect(state()).toEqual(['failed', 'failed', failure])
    store.transaction('retry', (write) => resetFingerprint(write, work.versionId))
    expect(state()).toEqual(['pending', 'failed', null])
  })

  it('of an older version leave the work as it is', () => {
    const store = openTemp()
    const work = store.transaction('add', (write) => addWork(write, { status: 'queued' }))
    const newer = versionId()
    store.transaction('edit', (write) => {
      const content = {
        sha256: new Uint8Array(32),
        bytes: 1,
        kind: 'image',
        mediaType: 'image/png',
        notes: [],
      } as const
      insertVersion(write, { ...content, versionId: newer, assetId: work.assetId, at: someTime + 1 })
      setCurrentVersion(write, work.assetId, newer, someTime + 1)
      const failure = { code: 'VANISHED', message: 'gone', retryable: true } as const
      failFingerprint(write, { versionId: work.versionId, failure, at: 1 })
    })
    const versions = store.read((read) => versionsOfAsset(read, work.assetId))
    expect(versions.map((version) => [version.versionId, version.current, version.fingerprintState])).toEqual([
      [newer, true, 'pending'],
      [work.versionId, false, 'failed'],
    ])
    expect(store.read((read) => findAsset(read, work.assetId)?.status)).toBe('queued')
  })

  it('of a version that is gone are not stored', () => {
    const store = openTemp()
    const gone = versionId()
    const fingerprint = imageFingerprint(new Uint8Array(32), 1)
    const failure = { code: 'VANISHED', message: 'gone', retryable: true } as const
    const answers = store.transaction('late', (write) => [
      completeFingerprint(write, { versionId: gone, fingerprint, thumbnail: null, at: 1 }),
      failFingerprint(write, { versionId: gone, failure, at: 1 }),
    ])
    expect([answers, store.read((read) => findFingerprint(read, gone))]).toEqual([[false, false], null])
  })
})

describe('locations', () => {
  it('are found by path, alone and many at once, whatever the path holds', () => {
    const store = openTemp()
    const paths = ['/a/plain.png', `/a/quote"'.png`, '/a/雨 🌧.png', '/a/nfd-u\u0308.png', '/a/nfd-ü.png', '/a/%_?.png']
    store.transaction('add', (write) => {
      for (const path of paths) addWork(write, { path })
    })
    const one = store.read((read) => paths.map((path) => findLocationByPath(read, path)?.path))
    const many = store.read((read) => findLocationsByPaths(read, [...paths, '/a/none.png']))
    expect([one, [...many.keys()].sort()]).toEqual([paths, [...paths].sort()])
  })

  it('are touched, moved to other content, and marked missing; present ones come first', () => {
    const store = openTemp()
    const batchId = BatchId.parse(newId())
    const [first, second] = store.transaction('add', (write) => [
      addWork(write, { path: '/1' }),
      addWork(write, { path: '/2' }),
    ])
    const locationId = LocationId.parse(newId())
    const copy = {
      assetId: first.assetId,
      versionId: first.versionId,
      path: '/copy',
      bytes: 1000,
      mtimeUs: 1,
      at: 3,
      batchId: null,
    }
    store.transaction('copy', (write) => insertLocation(write, { ...copy, locationId }))
    const original = store.read((read) => findLocationByPath(read, '/1'))
    store.transaction('change', (write) => {
      if (original !== undefined) setLocationStatus(write, original.locationId, 'missing')
      touchLocation(write, { locationId, bytes: 2000, mtimeUs: 1_700_000_000_123_456, at: 9, batchId })
    })
    const seen = store.read((read) => locationsOfAsset(read, first.assetId))
    expect(
      seen.map(({ path, status, bytes, mtimeUs, lastSeenAt, batchId: batch }) => [
        path,
        status,
        bytes,
        mtimeUs,
        lastSeenAt,
        batch,
      ]),
    ).toEqual([
      ['/copy', 'present', 2000, 1_700_000_000_123_456, 9, batchId],
      ['/1', 'missing', 1000, someTime * 1000, someTime, null],
    ])
    store.transaction('touch', (write) =>
      touchLocation(write, { locationId, bytes: 1, mtimeUs: 1, at: 10, batchId: null }),
    )
    expect(store.read((read) => findLocationByPath(read, '/copy')?.batchId)).toBe(batchId)
    store.transaction('edit', (write) => pointLocationAt(write, locationId, second))
    expect(store.read((read) => locationsOfVersion(read, second.versionId)).map(({ path }) => path)).toEqual([
      '/copy',
      '/2',
    ])
  })
})

describe('outbox', () => {
  it('takes an id once only: it is the idempotency key', () => {
    const store = openTemp()
    const entry = { id: newId(), topic: 'work.added', payload: { assetId: 'a', n: 1 }, at: 1 }
    const put = () => store.transaction('put', (write) => insertOutbox(write, entry))
    put()
    expect(put).toThrow(/UNIQUE/)
    expect(store.read((read) => read.query('SELECT payload FROM outbox').all())).toEqual([
      { payload: '{"assetId":"a","n":1}' },
    ])
  })
})
