import { mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '../../../src/shared/contract/errors.ts'
import { type CoreBench, createCoreBench, pngBytes, protectAll, quickFingerprint } from '../../fakes/core-bench.ts'

let bench: CoreBench
const at = (name: string) => join(bench.filesDir, name)
const counts = async () => {
  const { found, ready, failed, skipped, unchanged } = (await protectAll(bench.core, [bench.filesDir])).end
  return { found, ready, failed, skipped, unchanged }
}

beforeEach(async () => {
  bench = await createCoreBench()
  await mkdir(join(bench.filesDir, 'deep/er'), { recursive: true })
})
afterEach(() => bench.dispose())

describe('protecting a folder', () => {
  it('makes one work for each content, and finds everything unchanged the second time', async () => {
    await writeFile(at('a.png'), pngBytes('a'))
    await writeFile(at('deep/b.png'), pngBytes('b'))
    await writeFile(at('deep/er/copy of a.png'), pngBytes('a'))
    expect(await counts()).toEqual({ found: 3, ready: 3, failed: 0, skipped: 0, unchanged: 0 })
    expect(await counts()).toEqual({ found: 3, ready: 0, failed: 0, skipped: 0, unchanged: 3 })
    const { items } = await bench.core.client.library.list({})
    const details = await Promise.all(items.map(({ assetId }) => bench.core.client.library.get({ assetId })))
    expect(
      details
        .map(({ title, status, locations }) => ({ title, status, paths: locations.map(({ path }) => path).sort() }))
        .sort((x, y) => x.paths.length - y.paths.length),
    ).toEqual([
      { title: 'b', status: 'ready', paths: [at('deep/b.png')] },
      { title: expect.stringMatching(/a$/), status: 'ready', paths: [at('a.png'), at('deep/er/copy of a.png')] },
    ])
    expect(await bench.core.client.custody.verify({})).toMatchObject({ ok: true, events: 5 })
  })

  it('names every file that is not taken in, and why, and never stops for one', async () => {
    await writeFile(at('good.png'), pngBytes('good'))
    await writeFile(at('empty.png'), '')
    await writeFile(at('program.jpg'), Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]))
    await writeFile(at('noise.png'), 'not a picture at all')
    await writeFile(at('archive.zip'), 'PK')
    await writeFile(at('.DS_Store'), 'x')
    await writeFile(at('notes.xyz'), 'x')
    await symlink(at('good.png'), at('link.png'))
    const { outcomes, end } = await protectAll(bench.core, [bench.filesDir, at('gone.png')])
    const ends = [...outcomes]
      .map(([path, { status, failure }]) => [path.replace(`${bench.filesDir}/`, ''), status, failure?.code])
      .sort()
    expect(ends).toEqual([
      ['archive.zip', 'skipped', 'REFUSED_TYPE'],
      ['empty.png', 'failed', 'EMPTY_FILE'],
      ['gone.png', 'failed', 'VANISHED'],
      ['good.png', 'ready', undefined],
      ['link.png', 'skipped', 'UNSUPPORTED_TYPE'],
      ['noise.png', 'failed', 'TYPE_MISMATCH'],
      ['notes.xyz', 'skipped', 'UNSUPPORTED_TYPE'],
      ['program.jpg', 'failed', 'TYPE_MISMATCH'],
    ])
    const { items } = await bench.core.client.intake.issues({ batchId: end.batchId })
    expect(items.map(({ path, failure }) => failure.message.includes(path.split('/').at(-1) ?? '?'))).toEqual(
      Array(7).fill(true),
    )
  })

  it('keeps the work and its first version when a file is edited', async () => {
    await writeFile(at('a.png'), pngBytes('first'))
    await protectAll(bench.core, [bench.filesDir])
    await writeFile(at('a.png'), pngBytes('second'))
    await utimes(at('a.png'), new Date(), new Date(Date.now() + 5000))
    expect(await counts()).toEqual({ found: 1, ready: 1, failed: 0, skipped: 0, unchanged: 0 })
    const { items } = await bench.core.client.library.list({})
    expect(items).toHaveLength(1)
    const [only] = items
    if (only === undefined) throw new Error('no work')
    const detail = await bench.core.client.library.get({ assetId: only.assetId })
    expect(detail.versions.map(({ current, fingerprintState }) => ({ current, fingerprintState }))).toEqual([
      { current: true, fingerprintState: 'complete' },
      { current: false, fingerprintState: 'complete' },
    ])
    expect(detail.custody.map(({ type }) => type).sort()).toEqual([
      'fingerprint.completed',
      'fingerprint.completed',
      'version.added',
      'work.added',
    ])
  })

  it('re-hashes nothing that is unchanged', async () => {
    await writeFile(at('a.png'), pngBytes('a'))
    await protectAll(bench.core, [bench.filesDir])
    let inspected = 0
    await bench.reopen()
    const core = await bench.reopen({
      compute: {
        size: 1,
        run: () => {
          inspected++
          return Promise.reject(new Failure('INTERNAL', 'nothing should be read'))
        },
        close: async () => undefined,
      },
    })
    expect((await protectAll(core, [bench.filesDir])).end.unchanged).toBe(1)
    expect(inspected).toBe(0)
  })

  it('brings a work back from the trash when its file is added again', async () => {
    await writeFile(at('a.png'), pngBytes('a'))
    await protectAll(bench.core, [bench.filesDir])
    const [work] = (await bench.core.client.library.list({})).items
    if (work === undefined) throw new Error('no work')
    await bench.core.client.library.remove({ assetIds: [work.assetId] })
    await protectAll(bench.core, [bench.filesDir])
    expect((await bench.core.client.library.list({})).items.map(({ assetId }) => assetId)).toEqual([work.assetId])
  })

  it('marks the old location missing, not the work, when a file vanished before its fingerprint', async () => {
    await bench.dispose()
    bench = await createCoreBench({
      handlers: {
        fingerprint: async (request, signal) => {
          if (request.path.endsWith('gone.png')) throw new Failure('VANISHED', 'gone')
          return quickFingerprint(request, signal)
        },
      },
    })
    await mkdir(bench.filesDir, { recursive: true })
    await writeFile(at('gone.png'), pngBytes('same'))
    await writeFile(at('here.png'), pngBytes('same'))
    expect(await counts()).toEqual({ found: 2, ready: 2, failed: 0, skipped: 0, unchanged: 0 })
    const [work] = (await bench.core.client.library.list({})).items
    if (work === undefined) throw new Error('no work')
    const { locations } = await bench.core.client.library.get({ assetId: work.assetId })
    expect(locations.map(({ path, status }) => [path, status])).toContainEqual([at('here.png'), 'present'])
  })

  it('tries a work that failed once more when it is asked for again', async () => {
    let broken = true
    await bench.dispose()
    bench = await createCoreBench({
      handlers: {
        fingerprint: async (request, signal) => {
          if (broken) throw new Failure('CORRUPT_MEDIA', 'cut short', { path: request.path })
          return quickFingerprint(request, signal)
        },
      },
    })
    await mkdir(bench.filesDir, { recursive: true })
    await writeFile(at('a.png'), pngBytes('a'))
    expect(await counts()).toMatchObject({ failed: 1, ready: 0 })
    expect((await bench.core.client.jobs.list({ states: ['parked'] })).items).toHaveLength(1)
    broken = false
    expect(await counts()).toMatchObject({ failed: 0, ready: 1 })
  })

  it('takes the new bytes when a file changes between its hash and its fingerprint', async () => {
    let changed = false
    await bench.dispose()
    bench = await createCoreBench({
      handlers: {
        fingerprint: async (request, signal) => {
          if (!changed) {
            changed = true
            await writeFile(request.path, pngBytes('new bytes, same length?'))
            await utimes(request.path, new Date(), new Date(Date.now() + 7000))
            throw new Failure('CHANGED_WHILE_READING', 'changed', { path: request.path, retryable: true })
          }
          return quickFingerprint(request, signal)
        },
      },
    })
    await mkdir(bench.filesDir, { recursive: true })
    await writeFile(at('a.png'), pngBytes('old'))
    await protectAll(bench.core, [bench.filesDir])
    await protectAll(bench.core, [bench.filesDir])
    const [work] = (await bench.core.client.library.list({})).items
    if (work === undefined) throw new Error('no work')
    const { versions, status } = await bench.core.client.library.get({ assetId: work.assetId })
    expect({ status, states: versions.map(({ fingerprintState }) => fingerprintState) }).toEqual({
      status: 'ready',
      states: ['complete', 'failed'],
    })
  })

  it('treats names beyond ASCII and of 255 bytes as any other', async () => {
    const names = [
      'Größe ✓ 写真.png',
      `${'é'.repeat(125)}.png`,
      'tab\tin name.png',
      '-dash.png',
      'quote\'s "double".png',
    ]
    for (const name of names) await writeFile(at(name), pngBytes(name))
    expect(await counts()).toMatchObject({ ready: names.length, failed: 0 })
    await rename(at('-dash.png'), at('+plus.png'))
    expect(await counts()).toMatchObject({ ready: 1, unchanged: names.length - 1 })
    await rm(at('+plus.png'))
  })
})

it('draws thumbnails again after the cache was lost, and touches no proof', async () => {
  await writeFile(at('a.png'), pngBytes('a'))
  await protectAll(bench.core, [bench.filesDir])
  await bench.core.close()
  await writeFile(join(bench.profileDir, 'cache.db'), 'this is no database')
  const core = await bench.reopen()
  const [lost] = (await core.client.library.list({})).items
  if (lost === undefined) throw new Error('no work')
  const before = await core.client.custody.verify({})
  expect(lost.thumbnailKey).toBeNull()
  core.sweep()
  await expect.poll(async () => (await core.client.library.list({})).items[0]?.thumbnailKey).toEqual(expect.any(String))
  expect(await core.client.custody.verify({})).toEqual(before)
})
