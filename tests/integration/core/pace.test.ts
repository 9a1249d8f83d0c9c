import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { type CoreBench, createCoreBench, pngBytes, quickFingerprint } from '../../fakes/core-bench.ts'

let bench: CoreBench
afterEach(() => bench.dispose())

async function files(count: number): Promise<void> {
  await mkdir(bench.filesDir, { recursive: true })
  for (let i = 0; i < count; i++) await writeFile(join(bench.filesDir, `${i}.png`), pngBytes(i))
}

async function untilCounts(holds: (counts: Record<string, number>) => boolean): Promise<void> {
  for await (const { counts } of await bench.core.client.jobs.progress({})) if (holds(counts)) return
}

const ready = async () => (await bench.core.client.library.counts({ query: { statuses: ['ready'] } })).total
const pause = (paused: boolean) => bench.core.client.settings.set({ values: { 'work.paused': paused } })

it('pausing all hands everything back, holds what comes after, outlives a restart, and ends whole', async () => {
  bench = await createCoreBench()
  await files(200)
  await bench.core.client.shell.addPaths({ paths: [bench.filesDir], source: 'picker' })
  await untilCounts(({ done = 0 }) => done > 10)
  await pause(true)
  expect((await bench.core.client.app.info({})).pace).toEqual({ mode: 'held', because: 'person', until: null })
  await untilCounts(({ running = 0 }) => running === 0)
  const before = await ready()
  // The bug: a pause of the jobs there are, which the next one does not know of.
  await writeFile(join(bench.dir, 'later.png'), pngBytes('later'))
  await bench.core.client.shell.addPaths({ paths: [join(bench.dir, 'later.png')], source: 'picker' })
  await bench.reopen()
  expect([await ready(), (await bench.core.client.jobs.list({})).counts.running]).toEqual([before, 0])
  await pause(false)
  await untilCounts(({ queued = 0, running = 0 }) => queued + running === 0)
  expect(await ready()).toBe(201)
  expect(await bench.core.client.custody.verify({})).toMatchObject({ ok: true, events: 402 })
})

it('on battery works on one file at a time, and a command that was asked for is not held', async () => {
  let [together, most] = [0, 0]
  bench = await createCoreBench({
    handlers: {
      fingerprint: async (request, signal) => {
        most = Math.max(most, ++together)
        await new Promise((resolve) => setImmediate(resolve))
        together--
        return quickFingerprint(request, signal)
      },
    },
  })
  await files(40)
  await bench.core.client.shell.setPower({ onBattery: true })
  expect((await bench.core.client.app.info({})).pace).toMatchObject({ mode: 'gentle', because: 'battery' })
  await bench.core.client.shell.addPaths({ paths: [bench.filesDir], source: 'picker' })
  await untilCounts(({ done = 0 }) => done === 41)
  expect(most).toBe(1)
  await pause(true)
  await bench.reopen({ background: false })
  await writeFile(join(bench.dir, 'asked.png'), pngBytes('asked'))
  await bench.core.client.shell.addPaths({ paths: [join(bench.dir, 'asked.png')], source: 'picker' })
  await untilCounts(({ queued = 0, running = 0 }) => queued + running === 0)
  expect(await ready()).toBe(41)
})
