import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { createGroupCommit } from '../../../src/main/core/store/group-commit.ts'
import type { AppInfo } from '../../../src/shared/contract/app.ts'
import { type CoreBench, createCoreBench, pngBytes, protectAll } from '../../fakes/core-bench.ts'
import { mountSmallDisk, refuseWrites } from '../../fakes/refusing-disk.ts'
import { addWork, openTemp } from '../store/temp-store.ts'

describe('a store on a disk that is full', () => {
  const limit = (store: ReturnType<typeof openTemp>, pages: number) =>
    store.read((read) => read.query(`PRAGMA main.max_page_count = ${pages}`).get())

  it('refuses at once with the reason, keeps what was committed, and opens by itself when there is room', async () => {
    const store = openTemp()
    const commit = createGroupCommit(store, { maxWaitMs: 1 })
    const kept = store.transaction('add', (write) => addWork(write).assetId)
    limit(store, 1)
    const many = () => store.transaction('many', (write) => Array.from({ length: 500 }, () => addWork(write)))
    expect(many).toThrow(expect.objectContaining({ code: 'DISK_FULL' }))
    expect(store.writing.closed).toMatchObject({ code: 'DISK_FULL', retryable: true })
    // Refused without touching the disk, and told apart from work that is wrong.
    const refused = await commit.submit(() => 1).catch((thrown: unknown) => thrown)
    expect([store.writing.refused(refused), store.writing.refused(new Error('other'))]).toEqual([true, false])
    expect(store.read((read) => read.query('SELECT id FROM asset').all())).toEqual([{ id: kept }])
    limit(store, 1_000_000)
    await store.writing.whenOpen()
    expect(many().length).toBe(500)
    expect(store.integrityProblems()).toEqual([])
  })

  it('does not take a moment’s lock or a wrong statement for the disk’s refusal', () => {
    const store = openTemp()
    const other = new Database(store.libraryPath, { timeout: 0 })
    expect(() => store.transaction('wrong', (write) => write.command('INSERT INTO asset VALUES (1)').run())).toThrow()
    expect(() =>
      store.transaction('broken rule', (write) => write.command(`DELETE FROM custody_event`).run()),
    ).not.toThrow()
    other.close()
    expect(store.writing.closed).toBeNull()
  })
})

let bench: CoreBench | undefined
let undo: (() => void) | undefined
afterEach(async () => {
  undo?.()
  undo = undefined
  await bench?.dispose()
  bench = undefined
})

/** The next time the core says so. */
async function until(core: CoreBench['core'], holds: (info: AppInfo) => boolean): Promise<AppInfo> {
  for await (const _ of await core.client.app.changes({})) {
    const info = await core.client.app.info({})
    if (holds(info)) return info
  }
  throw new Error('the stream ended')
}

async function files(dir: string, count: number): Promise<void> {
  await mkdir(dir, { recursive: true })
  for (let i = 0; i < count; i++) await writeFile(join(dir, `${i}.png`), pngBytes(i))
}

/** What an import must look like whatever came between. */
async function expectWhole(core: CoreBench['core'], count: number): Promise<void> {
  const { counts } = await core.client.jobs.list({})
  expect(counts).toMatchObject({ queued: 0, running: 0, paused: 0, parked: 0 })
  expect((await core.client.library.counts({ query: { statuses: ['ready'] } })).total).toBe(count)
  const verified = await core.client.custody.verify({})
  expect(verified).toMatchObject({ ok: true, events: count * 2 })
}

describe('an import while the disk refuses writes', () => {
  const count = 300

  it('I/O errors: stands still with a reason, and ends whole when they end', async () => {
    bench = await createCoreBench()
    const { core, filesDir } = bench
    await files(filesDir, count)
    await core.client.library.list({})
    const importing = protectAll(core, [filesDir])
    for await (const { counts } of await core.client.jobs.progress({})) if (counts.done > 5) break
    undo = () => refuseWrites(false)
    refuseWrites(true)
    const info = await until(core, ({ readOnly }) => readOnly)
    expect(info.readOnlyReason).toMatchObject({ code: 'UNAVAILABLE', retryable: true })
    await expect(core.client.settings.reset({ keys: ['library.view'] })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await core.client.library.list({})
    refuseWrites(false)
    await until(core, ({ readOnly }) => !readOnly)
    const { end } = await importing
    expect(end).toMatchObject({ state: 'done', found: count, ready: count, failed: 0 })
    await expectWhole(core, count)
  })

  it('a full disk: stands still, closes and opens again on it, and ends whole when there is room', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'metastamp-disk-'))
    const disk = mountSmallDisk(join(dir, 'disk'), 24 * 1024 * 1024)
    // Only root may mount; everyone else has the test above, whose refusal takes the same way.
    if (disk === null) return
    undo = () => disk.unmount()
    bench = await createCoreBench({ profileDir: join(dir, 'disk', 'profile') })
    const { filesDir } = bench
    await files(filesDir, count)
    const importing = protectAll(bench.core, [filesDir]).catch((thrown: unknown) => thrown)
    for await (const { counts } of await bench.core.client.jobs.progress({})) if (counts.done > 5) break
    disk.fill()
    const info = await until(bench.core, ({ readOnly }) => readOnly)
    expect(info.readOnlyReason).toMatchObject({ code: 'DISK_FULL', retryable: true })
    expect(await bench.core.client.custody.verify({})).toMatchObject({ ok: true })
    disk.empty()
    await until(bench.core, ({ readOnly }) => !readOnly)
    expect(await importing).toMatchObject({ end: { ready: count, failed: 0 } })
    await expectWhole(bench.core, count)
    // Filled once more, the core still closes at once, and what it said was done is still done.
    disk.fill()
    await bench.core.client.settings.set({ values: { 'library.view': 'list' } }).catch(() => undefined)
    disk.empty()
    await bench.reopen()
    await expectWhole(bench.core, count)
    await bench.core.close()
    disk.unmount()
    undo = undefined
    await rm(dir, { recursive: true, force: true })
  })
})
