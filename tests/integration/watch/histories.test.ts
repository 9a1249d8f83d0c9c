import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inspectFiles } from '../../../src/main/core/intake/inspect.ts'
import { Failure } from '../../../src/shared/contract/errors.ts'
import { protectAll, quickFingerprint } from '../../fakes/core-bench.ts'
import { tinyPng } from '../../fakes/tiny-png.ts'
import { createWatchBench } from './support.ts'

// Histories that went wrong once. The simulator found them; each is told here as short as it can be.

test('takes a file for one of its own folder, not of one whose name begins the same', async () => {
  const bench = await createWatchBench()
  const longer = `${bench.rootDir}-2`
  await mkdir(longer)
  const { rootId } = await bench.core.client.shell.watchAdd({ path: longer })
  await writeFile(join(longer, 'a.png'), tinyPng(1))
  // It waited for ever: the shorter root had been told that its file was taken in.
  expect((await bench.scan()).summary.added).toBe(1)
  const { roots } = await bench.core.client.watch.list({})
  expect(roots.find((root) => root.rootId === rootId)?.lastScan).toMatchObject({ added: 1 })
})

test('reads the folders that are there while another is away', async () => {
  const bench = await createWatchBench()
  const second = join(bench.filesDir, 'second')
  await mkdir(second)
  await bench.core.client.shell.watchAdd({ path: second })
  await bench.write('a.png', 1)
  await rename(second, join(bench.filesDir, 'unplugged'))
  const { summary, events } = await bench.scan()
  expect(summary.added).toBe(1)
  expect(events).toContain('failed ../second')
})

test('makes a fingerprint that could not be made while the drive was away', async () => {
  let unplug: (() => Promise<void>) | undefined
  const bench = await createWatchBench({
    handlers: {
      fingerprint: async (request, signal) => {
        if (unplug === undefined) return quickFingerprint(request, signal)
        await unplug()
        throw new Failure('VANISHED', 'It is not there.', { path: request.path })
      },
    },
  })
  const away = join(bench.filesDir, 'unplugged')
  await bench.write('a.png', 1)
  unplug = () => rename(bench.rootDir, away)
  await bench.scan().catch(() => undefined)
  unplug = undefined
  // Nothing is missing: the whole drive was away.
  await bench.scan().catch(() => undefined)
  expect(await bench.state()).toEqual(['a: a.png offline; 1'])
  await rename(away, bench.rootDir)
  await bench.scan()
  const { items } = await bench.core.client.library.list({})
  expect(items.map(({ status }) => status)).toEqual(['ready'])
  expect(await bench.state()).toEqual(['a: a.png present; 1'])
})

test('follows a file that moves while its fingerprint is made', async () => {
  let move: (() => Promise<unknown>) | undefined
  const bench = await createWatchBench({
    handlers: {
      fingerprint: async (request, signal) => {
        const moving = move
        if (moving === undefined) return quickFingerprint(request, signal)
        move = undefined
        await moving()
        throw new Failure('VANISHED', 'It is not there.', { path: request.path })
      },
    },
  })
  await bench.core.client.shell.watchRun({})
  move = async () => {
    await rename(bench.path('a.png'), bench.path('b.png'))
    await bench.core.client.shell.protect({ paths: [bench.path('b.png')] })
  }
  await bench.write('a.png', 1)
  await bench.scan()
  await bench.scan()
  const { items } = await bench.core.client.library.list({})
  expect(items.map(({ status }) => status)).toEqual(['ready'])
})

test('keeps a work ready while the fingerprint of an older version is made again', async () => {
  const failing = new Set<string>()
  const bench = await createWatchBench({
    handlers: {
      fingerprint: async (request, signal) => {
        if (!failing.delete(request.path)) return quickFingerprint(request, signal)
        throw new Failure('CORRUPT_MEDIA', 'It cannot be read.', { path: request.path })
      },
    },
  })
  failing.add(bench.path('a.png'))
  await bench.write('a.png', 1)
  await bench.scan()
  await bench.write('a.png', 2)
  await bench.scan()
  // The older version again, under another name.
  await bench.write('b.png', 1)
  await bench.scan()
  const { items } = await bench.core.client.library.list({})
  expect(items.map(({ status }) => status)).toEqual(['ready'])
})

test('ends quietly when its folder goes while it looks into it', async () => {
  const bench = await createWatchBench()
  await bench.write('a.png', 1)
  await bench.core.client.shell.watchRun({})
  await bench.scan()
  await bench.write('b.png', 2)
  await rm(bench.rootDir, { recursive: true })
  await bench.core.close()
})

test('ends at once while a scan waits for a file to come to rest', async () => {
  const bench = await createWatchBench()
  const whole = tinyPng(1)
  await writeFile(bench.path('half.png'), whole.subarray(0, whole.length / 2))
  const scanning = bench.scan().catch(() => undefined)
  const settling = async () => (await bench.core.client.watch.list({})).roots[0]?.settling ?? 0
  while ((await settling()) === 0) await new Promise((resolve) => setImmediate(resolve))
  // It waited for the file, which nobody looked at any more.
  await bench.core.close()
  await scanning
})

test('misses a file that a person protected by hand in a watched folder', async () => {
  const bench = await createWatchBench()
  await bench.write('there.png', 1)
  await bench.scan()
  await bench.write('a.png', 2)
  await protectAll(bench.core, [bench.path('a.png')])
  await rm(bench.path('a.png'))
  await bench.scan()
  expect(await bench.state()).toEqual(['a: a.png missing; 1', 'there: there.png present; 1'])
})

test('takes a file for offline that was read just before its drive went', async () => {
  const bench = await createWatchBench({
    handlers: {
      inspect: async (request, signal) => {
        const inspected = await inspectFiles(request, signal)
        await rename(bench.rootDir, join(bench.filesDir, 'unplugged'))
        await bench.core.client.watch.list({})
        return inspected
      },
    },
  })
  await bench.write('a.png', 1)
  await bench.scan().catch(() => undefined)
  await bench.scan().catch(() => undefined)
  expect(await bench.state()).toEqual(['a: a.png offline; 1'])
})

test('lets go of nothing in a folder in which one file is missed', async () => {
  const bench = await createWatchBench()
  await bench.write('gone.png', 1)
  await bench.write('stays.png', 2)
  await bench.scan()
  await rm(bench.path('gone.png'))
  await bench.scan()
  // Everything that is looked after goes offline with its drive; what was let go of stayed present.
  await rename(bench.rootDir, join(bench.filesDir, 'unplugged'))
  await bench.scan().catch(() => undefined)
  expect(await bench.state()).toEqual(['gone: gone.png missing; 1', 'stays: stays.png offline; 1'])
})
