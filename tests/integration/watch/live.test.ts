import { mkdir, open, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { WatchEvent } from '../../../src/shared/contract/watch.ts'
import { tinyPng } from '../../fakes/tiny-png.ts'
import { createWatchBench, type WatchBench } from './support.ts'

/** Starts watching; gives a function that resolves with the first event of a kind about a file, seen already or to come. */
async function start(bench: WatchBench): Promise<{ seen: string[]; until(event: string): Promise<void> }> {
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const seen: string[] = []
  const waiting: (() => void)[] = []
  const stream = await bench.core.client.shell.watchRun({}, { signal: stop.signal })
  const reading = (async () => {
    for await (const event of stream) {
      seen.push(nameOf(bench, event))
      for (const wake of waiting.splice(0)) wake()
    }
  })()
  reading.catch(() => undefined)
  const until = async (event: string) => {
    while (!seen.includes(event)) await new Promise<void>((resolve) => waiting.push(resolve))
  }
  await until('scanned ')
  return { seen, until }
}

const nameOf = (bench: WatchBench, { event, path }: WatchEvent) => `${event} ${relative(bench.rootDir, path)}`

describe('a folder that is being watched', () => {
  test('has its files taken in, followed and missed as they come and go', async () => {
    const bench = await createWatchBench()
    await bench.write('there.png', 1)
    const { until } = await start(bench)
    await until('ready there.png')
    await bench.write('new/deep/a.png', 2)
    await until('ready new/deep/a.png')
    await rename(bench.path('new'), bench.path('moved'))
    await until('moved moved/deep/a.png')
    await writeFile(bench.path('there.png.part'), tinyPng(3))
    await rename(bench.path('there.png.part'), bench.path('there.png'))
    await until('changed there.png')
    await unlink(bench.path('there.png'))
    await until('missing there.png')
    await rm(bench.path('moved'), { recursive: true })
    await until('missing moved/deep/a.png')
    expect(await bench.state()).toEqual(['a: moved/deep/a.png missing; 1', 'there: there.png missing; 2'])
  })

  test('never has a half-written file taken in, whether its writer pauses with it open or closed', async () => {
    const bench = await createWatchBench()
    const { seen, until } = await start(bench)
    const bytes = tinyPng(5, 64)
    const slow = await open(bench.path('slow.png'), 'w')
    await slow.write(bytes, 0, 1_000)
    await writeFile(bench.path('copied.png'), bytes.subarray(0, 2_000))
    const text = await open(bench.path('notes.txt'), 'w')
    await text.write('The first half of a sentence ')
    // Longer than any whole file would have to rest.
    await sleep(3_000)
    expect(seen.filter((event) => !event.startsWith('scanned'))).toEqual([])
    await slow.write(bytes, 1_000)
    await slow.close()
    await text.write('and the second.')
    await text.close()
    await writeFile(bench.path('copied.png'), tinyPng(6))
    await Promise.all([until('ready slow.png'), until('ready copied.png'), until('ready notes.txt')])
    expect(await bench.state()).toEqual([
      'copied: copied.png present; 1',
      'notes: notes.txt present; 1',
      'slow: slow.png present; 1',
    ])
  })

  test('is offline while it is away, and goes on when it is back', async () => {
    const bench = await createWatchBench()
    await bench.write('a.png', 1)
    const { until, seen } = await start(bench)
    await until('ready a.png')
    const away = join(bench.filesDir, 'unplugged')
    await rename(bench.rootDir, away)
    await until('offline ')
    expect(await bench.state()).toEqual(['a: a.png offline; 1'])
    await rename(away, bench.rootDir)
    await until('online ')
    seen.length = 0
    await until('scanned ')
    await bench.write('b.png', 2)
    await until('ready b.png')
    expect(await bench.state()).toEqual(['a: a.png present; 1', 'b: b.png present; 1'])
  })

  test('takes nothing in while it is paused, and catches up when it goes on', async () => {
    const bench = await createWatchBench()
    const { until, seen } = await start(bench)
    const { rootId } = bench.root
    expect(await bench.core.client.watch.pause({ rootId })).toMatchObject({ health: 'paused' })
    await mkdir(bench.path('sub'))
    await bench.write('sub/a.png', 1)
    await sleep(1_000)
    expect(seen.filter((event) => event.endsWith('.png'))).toEqual([])
    await bench.core.client.watch.resume({ rootId })
    await until('ready sub/a.png')
    await bench.core.client.watch.remove({ rootId })
    expect((await bench.core.client.watch.list({})).roots).toEqual([])
    expect(await bench.state()).toEqual(['a: sub/a.png present; 1'])
  })

  test('shows a network drive’s changes at its scans only, and says so', async () => {
    const bench = await createWatchBench()
    await bench.core.client.watch.update({ rootId: bench.root.rootId, drive: 'network' })
    const { until } = await start(bench)
    await bench.write('a.png', 1)
    await bench.core.client.watch.scan({ rootId: bench.root.rootId })
    await until('ready a.png')
    expect((await bench.core.client.watch.list({})).roots).toMatchObject([
      { drive: 'network', locations: { present: 1 } },
    ])
  })
})
