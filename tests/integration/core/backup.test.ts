import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { archiveHandlers } from '../../../src/main/core/backup/archive.ts'
import { type BackupId, BackupPreview } from '../../../src/shared/contract/backup.ts'
import { type CoreBench, createCoreBench, pngBytes, protectAll } from '../../fakes/core-bench.ts'

let bench: CoreBench
afterEach(() => bench.dispose())

async function filled(names: readonly string[]): Promise<CoreBench> {
  bench = await createCoreBench()
  await mkdir(bench.filesDir, { recursive: true })
  await add(names)
  return bench
}

async function add(names: readonly string[]): Promise<void> {
  for (const name of names) await writeFile(join(bench.filesDir, `${name}.png`), pngBytes(name))
  await protectAll(bench.core, [bench.filesDir])
}

async function titles(): Promise<string[]> {
  const { items } = await bench.core.client.library.list({})
  return items.map(({ title }) => title).sort()
}

async function idOf(title: string) {
  const { items } = await bench.core.client.library.list({})
  const found = items.find((item) => item.title === title)
  if (found === undefined) throw new Error(`no work ${title}`)
  return found.assetId
}

/** As if it had lain in the trash for a month. */
async function forget(title: string): Promise<void> {
  await bench.core.client.library.remove({ assetIds: [await idOf(title)] })
  await bench.core.close()
  const database = new Database(join(bench.profileDir, 'library.db'))
  database.exec('UPDATE asset SET trashed_at = 1 WHERE trashed_at IS NOT NULL')
  database.close()
  await bench.reopen()
  bench.core.sweep()
  const gone = async () => (await bench.core.client.library.counts({ query: { trashed: true } })).total === 0
  for await (const _ of await bench.core.client.jobs.progress({})) if (await gone()) break
}

async function mergeAll(backupId: BackupId) {
  let last
  for await (const progress of await bench.core.client.backup.merge({ backupId })) last = progress
  return last
}

describe('a backup', () => {
  it('is a checked library that says what it holds, and lies where the setting says', async () => {
    await filled(['a', 'b', 'c'])
    const elsewhere = join(bench.dir, 'other disk')
    await bench.core.client.shell.setBackupFolder({ folder: elsewhere })
    const made = await bench.core.client.shell.backup({})
    expect(made).toMatchObject({ reason: 'manual', facts: { works: 3, versions: 3, custodyEvents: 6 } })
    expect(readdirSync(elsewhere).sort()).toEqual([made.backupId, made.backupId.replace('.db', '.json')].sort())
    const list = await bench.core.client.backup.list({})
    expect(list).toMatchObject({ folder: elsewhere, ownFolder: false, running: false, failure: null })
    expect(list.items.map(({ backupId }) => backupId)).toEqual([made.backupId])
    const copy = new Database(made.path, { readonly: true })
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    copy.close()
  })

  it('that cannot be written leaves no half of itself and says why', async () => {
    await filled(['a'])
    await writeFile(join(bench.dir, 'a file'), '')
    await expect(
      bench.core.client.shell.setBackupFolder({ folder: join(bench.dir, 'a file', 'x') }),
    ).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await bench.core.client.shell.setBackupFolder({ folder: join(bench.dir, 'gone') })
    rmSync(join(bench.dir, 'gone'), { recursive: true })
    await writeFile(join(bench.dir, 'gone'), 'now a file')
    await expect(bench.core.client.backup.create({})).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect((await bench.core.client.backup.list({})).failure).toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('made while works are added holds one moment, whole', async () => {
    await filled([])
    const names = Array.from({ length: 60 }, (_, index) => `w${index}`)
    const adding = add(names)
    const made = []
    for (let i = 0; i < 5; i++) made.push(await bench.core.client.shell.backup({}))
    await adding
    for (const { path } of made) {
      const preview = await archiveHandlers.preview({ path, libraryPath: null, workPath: '', appVersion: '', at: 0 })
      expect(preview.problems).toEqual([])
    }
  })
})

describe('restoring', () => {
  it('previews what would come back, merges exactly that, and does it once', async () => {
    await filled(['kept', 'lost', 'renamed'])
    const { organise } = bench.core.client
    const tours = await organise.createCollection({ name: 'Tours' })
    const north = await organise.createCollection({ name: 'North', parentId: tours.collectionId })
    const edit = { addTags: ['Harbour'], collect: north.collectionId, rating: 4, note: 'at dusk' }
    await organise.edit({ assetIds: [await idOf('lost')], edit })
    const before = await bench.core.client.library.get({ assetId: await idOf('lost') })
    const { backupId } = await bench.core.client.backup.create({})
    await forget('lost')
    await bench.core.client.library.rename({ assetId: await idOf('renamed'), title: 'new name' })
    rmSync(join(bench.filesDir, 'lost.png'))
    await add(['newer'])
    const preview = await bench.core.client.backup.preview({ backupId })
    expect(BackupPreview.parse(preview).differences).toMatchObject({
      onlyInBackup: 1,
      onlyHere: 1,
      changed: 1,
      custody: 'backup-is-older',
      examples: { onlyInBackup: [{ title: 'lost' }], onlyHere: [{ title: 'newer' }], changed: [{ title: 'renamed' }] },
    })
    expect(await mergeAll(backupId)).toMatchObject({ total: 1, added: 1, versionsAdded: 1, done: true })
    expect(await titles()).toEqual(['kept', 'lost', 'new name', 'newer'])
    // Found by its name, with its place and its fingerprint, as if it had never gone.
    const { items } = await bench.core.client.library.list({ query: { text: 'lost' } })
    expect(items.map(({ title, status }) => [title, status])).toEqual([['lost', 'ready']])
    const after = await bench.core.client.library.get({ assetId: await idOf('lost') })
    expect({ ...after, thumbnailKey: null, custody: null }).toEqual({ ...before, thumbnailKey: null, custody: null })
    const { items: tags } = await bench.core.client.organise.tags({})
    expect(tags.map(({ name, works }) => [name, works])).toEqual([['Harbour', 1]])
    const { items: collections } = await bench.core.client.organise.collections({})
    expect(collections.map(({ name, works }) => [name, works])).toEqual(
      expect.arrayContaining([
        ['Tours', 1],
        ['North', 1],
      ]),
    )
    expect(await mergeAll(backupId)).toEqual({
      total: 0,
      added: 0,
      versionsAdded: 0,
      ledgerEntries: 0,
      parted: [],
      done: true,
    })
    expect(await bench.core.client.custody.verify({})).toMatchObject({ ok: true })
    // A backup was made before each, and no working file is left.
    const { items: backups } = await bench.core.client.backup.list({})
    expect(backups.map(({ reason }) => reason).sort()).toEqual(['before-restore', 'before-restore', 'manual'])
    expect(readdirSync(bench.profileDir).filter((name) => name.includes('tmp'))).toEqual([])
  })

  it('does not add a work under a second id when its content is here under another', async () => {
    await filled(['same'])
    const { backupId } = await bench.core.client.backup.create({})
    await forget('same')
    await writeFile(join(bench.filesDir, 'same.png'), pngBytes('same'))
    await protectAll(bench.core, [bench.filesDir])
    expect(await mergeAll(backupId)).toMatchObject({ added: 0, done: true })
    expect(await titles()).toEqual(['same'])
  })

  it('makes a second profile, and refuses one that has a library', async () => {
    await filled(['a', 'b'])
    const { path } = await bench.core.client.shell.backup({})
    const second = join(bench.dir, 'second')
    await archiveHandlers.place({ path, profileDir: second, replace: false, at: 5 })
    await expect(archiveHandlers.place({ path, profileDir: second, replace: false, at: 6 })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await bench.reopen({ profileDir: second })
    expect(await titles()).toEqual(['a', 'b'])
    expect(await bench.core.client.custody.verify({})).toMatchObject({ ok: true, events: 4 })
  })

  it('of a file that was changed since it was checked is refused, and the older good one is offered', async () => {
    await filled(['a'])
    const good = await bench.core.client.shell.backup({})
    const bad = await bench.core.client.shell.backup({})
    const bytes = readFileSync(bad.path)
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 9) ^ 1, bytes.length - 9)
    writeFileSync(bad.path, bytes)
    expect((await bench.core.client.backup.preview({ backupId: bad.backupId })).problems.length).toBe(1)
    await expect(mergeAll(bad.backupId)).rejects.toMatchObject({ code: 'STORE_CORRUPT' })
    expect((await archiveHandlers.findGood({ profileDir: bench.profileDir }))?.backupId).toBe(good.backupId)
  })
})

describe('a damaged library', () => {
  it('names the last good backup, which takes its place while the damaged file is kept', async () => {
    await filled(['a', 'b'])
    const { path } = await bench.core.client.shell.backup({})
    await bench.core.close()
    const library = join(bench.profileDir, 'library.db')
    const damaged = readFileSync(library).fill(0xaa, 4096, 12_288)
    writeFileSync(library, damaged)
    await expect(bench.reopen()).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      message: expect.stringContaining(path) as unknown,
    })
    expect(readFileSync(library).equals(damaged)).toBe(true)
    const { setAside } = await archiveHandlers.place({ path, profileDir: bench.profileDir, replace: true, at: 7 })
    expect(readFileSync(setAside ?? '').equals(damaged)).toBe(true)
    await bench.reopen()
    expect(await titles()).toEqual(['a', 'b'])
  })

  it('whose replacement was cut off is replaced by the next opening, its log beside it', async () => {
    await filled(['a'])
    const { path } = await bench.core.client.shell.backup({})
    await add(['later'])
    await bench.core.close()
    const at = (name: string) => join(bench.profileDir, name)
    // As a crash leaves it between the marker and the new name; the log of the old library is still there.
    writeFileSync(at('library.db-wal'), 'a log that must not be played into the backup')
    writeFileSync(at('library.incoming.db'), readFileSync(path))
    const aside = 'library.set-aside-20261120T140703412Z.db'
    writeFileSync(at('library.replacing.json'), JSON.stringify({ aside }))
    await bench.reopen()
    expect(await titles()).toEqual(['a'])
    expect([existsSync(at(aside)), existsSync(at(`${aside}-wal`)), existsSync(at('library.replacing.json'))]).toEqual([
      true,
      true,
      false,
    ])
    await rename(at(aside), at('seen'))
  })
})

it('damage beyond what opening looks at is found behind it, and closes the library for writing', async () => {
  await filled(['a'])
  await bench.core.client.backup.create({})
  const database = new Database(join(bench.profileDir, 'library.db'))
  // Pages that belong to nothing any more: the look at opening goes table by table and cannot see them.
  database.unsafeMode(true)
  database.exec(`PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'custody_asset'`)
  database.close()
  await bench.reopen()
  for await (const _ of await bench.core.client.app.changes({})) {
    if ((await bench.core.client.app.info({})).readOnly) break
  }
  const { readOnlyReason } = await bench.core.client.app.info({})
  expect(readOnlyReason).toMatchObject({ code: 'STORE_CORRUPT', retryable: false })
  expect(readOnlyReason?.message).toContain('metastamp restore --replace')
  await expect(bench.core.client.library.rename({ assetId: await idOf('a'), title: 'b' })).rejects.toMatchObject({
    code: 'STORE_CORRUPT',
  })
  const { checks } = await bench.core.client.app.doctor({})
  expect(checks.filter(({ status }) => status === 'failed').map(({ id }) => id)).toEqual(['integrity', 'writing'])
})
