import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createGroupCommit } from '../../../src/main/core/store/group-commit.ts'
import { findThumbnail } from '../../../src/main/core/store/thumbnails.ts'
import { addWork, fileHash, openAt, tempDir } from './temp-store.ts'

const pageSize = 4096

/** The same numbers on every run: mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

function filledProfile(): string {
  const dir = tempDir()
  const store = openAt(dir)
  store.transaction('fill', (write) => {
    for (let i = 0; i < 300; i++) addWork(write, { title: `work number ${i}`, thumbnail: true })
  })
  store.close()
  return dir
}

/** Pads the file beyond the size that is checked at opening; every page but the first is spoilt. */
function spoilBeyondCheck(path: string): void {
  const first = readFileSync(path).subarray(0, pageSize)
  const padded = Buffer.concat([first, Buffer.alloc(17 * 1024 * 1024, 0xaa)])
  padded.writeUInt32BE(padded.length / pageSize, 28)
  writeFileSync(path, padded)
}

describe('a damaged library', () => {
  it('is never opened as healthy and never changed, whichever page was hit', () => {
    const dir = filledProfile()
    const path = join(dir, 'library.db')
    const sound = readFileSync(path)
    const random = createRandom(1)
    const pages = sound.length / pageSize
    const wrong: unknown[] = []
    for (let round = 0; round < 60; round++) {
      const page = Math.floor(random() * pages)
      const damaged = Buffer.from(sound)
      for (let at = page * pageSize; at < (page + 1) * pageSize; at++) damaged[at] = Math.floor(random() * 256)
      writeFileSync(path, damaged)
      const before = fileHash(path)
      let code: unknown = 'opened'
      try {
        openAt(dir).close()
      } catch (thrown) {
        code = thrown instanceof Error && 'code' in thrown ? thrown.code : thrown
      }
      if (code !== 'STORE_CORRUPT' || fileHash(path) !== before) wrong.push({ page, code })
    }
    expect(wrong).toEqual([])
    writeFileSync(path, sound)
    expect(openAt(dir).integrityProblems()).toEqual([])
  })

  it('is refused when it was cut short', () => {
    const dir = filledProfile()
    const path = join(dir, 'library.db')
    writeFileSync(path, readFileSync(path).subarray(0, 10 * pageSize))
    const before = fileHash(path)
    expect(() => openAt(dir)).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT', path }))
    expect(fileHash(path)).toBe(before)
  })
})

describe('a damaged cache', () => {
  it.each([
    ['no database at all', (bytes: Buffer) => Buffer.from('x'.repeat(bytes.length))],
    ['a damaged page', (bytes: Buffer) => Buffer.from(bytes).fill(0xaa, pageSize, 2 * pageSize)],
    ['cut short', (bytes: Buffer) => bytes.subarray(0, pageSize)],
    [
      'from the future',
      (bytes: Buffer) => {
        const future = Buffer.from(bytes)
        future.writeUInt32BE(9_990, 60)
        return future
      },
    ],
  ])('is set aside and begun anew, and the library opens: %s', (_, spoil) => {
    const dir = filledProfile()
    const path = join(dir, 'cache.db')
    const spoilt = spoil(readFileSync(path))
    writeFileSync(path, spoilt)
    const store = openAt(dir)
    expect(store.opened.cacheRebuilt).toBe(true)
    expect(store.read((read) => read.query('SELECT count(*) AS n FROM cache.thumbnail').get())).toEqual({ n: 0 })
    expect(readFileSync(join(dir, 'cache.damaged.db')).equals(spoilt)).toBe(true)
    store.close()
    expect(openAt(dir).opened.cacheRebuilt).toBe(false)
  })

  it('that is missing is made again without a word of damage', () => {
    const dir = filledProfile()
    writeFileSync(join(dir, 'cache.db'), '')
    const store = openAt(dir)
    expect(store.opened.cacheRebuilt).toBe(false)
    const { versionId } = store.transaction('add', (write) => addWork(write, { thumbnail: true }))
    expect(store.read((read) => findThumbnail(read, versionId))?.mediaType).toBe('image/webp')
  })

  it('found while in use reads as no thumbnail, and does not undo the fact it came with', () => {
    const dir = filledProfile()
    const path = join(dir, 'cache.db')
    const store = openAt(dir)
    const { versionId } = store.transaction('add', (write) => addWork(write, { thumbnail: true }))
    store.close()
    spoilBeyondCheck(path)
    const again = openAt(dir)
    expect(again.opened.cacheRebuilt).toBe(false)
    expect(again.read((read) => findThumbnail(read, versionId))).toBeNull()
    // Whoever meets the damage first, no list fails, and the library goes on without the cache.
    const added = again.transaction('add', (write) => addWork(write, { title: 'still added', thumbnail: true }))
    const status = 'SELECT title, status FROM asset WHERE id = ?'
    expect(again.read((read) => read.query(status).get(added.assetId))).toEqual({
      title: 'still added',
      status: 'ready',
    })
    again.close()
    expect(openAt(dir).opened.cacheRebuilt).toBe(true)
  })

  it('met while writing fails that transaction alone, retryably, and does not blame the library', async () => {
    const dir = filledProfile()
    spoilBeyondCheck(join(dir, 'cache.db'))
    const store = openAt(dir)
    const group = createGroupCommit(store, { maxWaitMs: 1 })
    const work = () => group.submit((write) => addWork(write, { thumbnail: true }).assetId)
    const ends = await Promise.allSettled([work(), work()])
    expect(ends.map((end) => end.status === 'rejected' && end.reason)).toEqual([
      expect.objectContaining({ code: 'UNAVAILABLE', retryable: true }),
      expect.objectContaining({ code: 'UNAVAILABLE', retryable: true }),
    ])
    await expect(work()).resolves.toBeTypeOf('string')
    expect(store.integrityProblems()).toEqual([])
  })
})
