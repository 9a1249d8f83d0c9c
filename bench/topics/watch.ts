import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ComputePool, ComputeTask, ComputeTasks, RunOptions } from '../../src/main/core/compute/tasks.ts'
import type { Core } from '../../src/main/core/core.ts'
import { quickFingerprint } from '../../tests/fakes/core-bench.ts'
import type { Context } from '../context.ts'
import { makeSmallPngs, smallPng } from '../make/small-pngs.ts'
import { openCore, openPool } from '../open-core.ts'
import { atLeast, atMost, quantile, type Row, toRow } from '../row.ts'

// Watched folders: how fast a large one is read for the first time and again, what listening costs, and how soon a saved picture is ready
// while an import runs beside it.

const topic = 'watch'
const filesAFolder = 100
/** Files younger than this wait until they are at rest, which is not what is measured. */
const restedMs = 60_000

/** Real threads that look, read and hash; fingerprints cost nothing, because the watcher is what is measured. */
function poolWithoutDecoding(installed: string): ComputePool {
  const pool = openPool(installed)
  return {
    size: pool.size,
    async run<T extends ComputeTask>(task: T, input: ComputeTasks[T]['input'], options?: RunOptions) {
      if (task !== 'fingerprint') return pool.run(task, input, options)
      // Under this condition both are those of the task; the compiler does not follow a type parameter there.
      const request = input as ComputeTasks['fingerprint']['input']
      return quickFingerprint(request, AbortSignal.timeout(1_000))
    },
    close: () => pool.close(),
  }
}

/** Of all threads of this process. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

async function makeFiles(dir: string, count: number): Promise<void> {
  for (let from = 0; from < count; from += filesAFolder) {
    const folder = join(dir, `folder ${from / filesAFolder}`)
    await mkdir(folder, { recursive: true })
    await Promise.all(
      Array.from({ length: Math.min(filesAFolder, count - from) }, (_, i) =>
        writeFile(join(folder, `note ${i}.txt`), `Note ${from + i} of a long life of notes.\n`),
      ),
    )
  }
}

async function scan(core: Core) {
  for await (const event of await core.client.shell.watchScan({ rootId: null }))
    if (event.event === 'scanned' && event.rootId === null && event.summary !== undefined) return event.summary
  throw new Error('the scan ended without its summary')
}

async function largeFolder(context: Context): Promise<Row[]> {
  const count = context.size(100_000)
  const n = count.toLocaleString('en')
  const dir = await context.once('100000-notes', (to) => makeFiles(to, count))
  context.say('letting the files come to rest')
  await sleep(restedMs)
  const core = await openCore(await context.freshDir('profile'), poolWithoutDecoding(context.installed))
  try {
    await core.client.shell.watchAdd({ path: dir })
    context.say(`reading ${n} files for the first time`)
    const [startedAt, before] = [performance.now(), cpuMs()]
    const { added } = await scan(core)
    const first = { wallMs: performance.now() - startedAt, cpuMs: cpuMs() - before }
    if (added !== count) throw new Error(`${added} of ${count} files were taken in`)
    // The first look again compares every folder with the library and keeps its digest; those after it ask for nothing.
    const again = async () => {
      const at = { cpu: cpuMs(), wall: performance.now() }
      const { unchanged } = await scan(core)
      if (unchanged !== count) throw new Error(`${unchanged} of ${count} files were unchanged`)
      return { cpuMs: cpuMs() - at.cpu, wallMs: performance.now() - at.wall }
    }
    const reconcile = await again()
    const turns = await context.repeat(again)
    return [
      toRow({
        topic,
        figure: `first scan of ${n} small files: found, hashed, registered`,
        unit: 'files a second of CPU',
        values: [(count / first.cpuMs) * 1_000],
        limit: atLeast(2_000),
        note: `${Math.round(first.wallMs / 1_000)} s on the clock of two shared cores; fingerprints left out.`,
      }),
      toRow({
        topic,
        figure: `stat and reconcile of ${n} known files`,
        unit: 'files a second of CPU',
        values: [(count / reconcile.cpuMs) * 1_000],
        limit: atLeast(2_000),
      }),
      toRow({
        topic,
        figure: `scan of ${n} files without a change`,
        unit: 'ms CPU',
        values: turns.map((turn) => turn.cpuMs),
        limit: atMost(2_000),
        note: `${turns.map(({ wallMs }) => Math.round(wallMs)).join(', ')} ms on the clock.`,
      }),
      toRow({
        topic,
        figure: `resident memory after scans of ${n} files`,
        unit: 'MB',
        values: [process.memoryUsage().rss / 1e6],
        limit: atMost(600),
      }),
    ]
  } finally {
    await core.close()
  }
}

async function idle(context: Context): Promise<Row> {
  const folders = context.size(5_000)
  const dir = await context.freshDir('folders')
  for (let i = 0; i < folders; i++) await mkdir(join(dir, `${i % 50}`, `folder ${i}`), { recursive: true })
  const core = await openCore(await context.freshDir('profile'), openPool(context.installed))
  const stop = new AbortController()
  try {
    await core.client.shell.watchAdd({ path: dir })
    const stream = await core.client.shell.watchRun({}, { signal: stop.signal })
    for await (const { event } of stream) if (event === 'scanned') break
    await sleep(5_000)
    const shares = await context.repeat(async () => {
      const before = cpuMs()
      const startedAt = performance.now()
      await sleep(10_000)
      return ((cpuMs() - before) / (performance.now() - startedAt)) * 100
    })
    return toRow({
      topic,
      figure: `idle with ${folders.toLocaleString('en')} folders listened to`,
      unit: '% of one core',
      values: shares,
      limit: atMost(1),
    })
  } finally {
    stop.abort()
    await core.close()
  }
}

async function besideImport(context: Context): Promise<Row> {
  const count = context.size(10_000)
  const imported = await context.once('10000-small', async (to) => void (await makeSmallPngs(to, count, 64)))
  const dir = await context.freshDir('saved')
  const core = await openCore(await context.freshDir('profile'), openPool(context.installed))
  const stop = new AbortController()
  try {
    await core.client.shell.watchAdd({ path: dir })
    const readyAt = new Map<string, number>()
    const wakes: (() => void)[] = []
    const following = (async () => {
      for await (const { event, path } of await core.client.shell.watchRun({}, { signal: stop.signal })) {
        if (event === 'ready') readyAt.set(path, performance.now())
        for (const wake of wakes.splice(0)) wake()
      }
    })()
    following.catch(() => undefined)
    const importing = (async () => {
      for await (const { type } of await core.client.shell.protect({ paths: [imported] }))
        if (type === 'end') return true
      return false
    })()
    let over = false
    void importing.finally(() => {
      over = true
    })
    const waits: number[] = []
    for (let i = 0; i < 60 && !over; i++) {
      const path = join(dir, `saved ${i}.png`)
      await writeFile(path, smallPng(9_000_000 + i, 256))
      const writtenAt = performance.now()
      while (!readyAt.has(path)) await new Promise<void>((resolve) => wakes.push(resolve))
      waits.push((readyAt.get(path) ?? writtenAt) - writtenAt)
    }
    if (waits.length === 0) throw new Error('the import was over too soon')
    return toRow({
      topic,
      figure: `a saved picture is ready, beside an import of ${count.toLocaleString('en')} files, p95 of ${waits.length}`,
      unit: 'ms',
      values: [quantile(waits, 0.95)],
      limit: atMost(2_000),
      note: `Median ${Math.round(quantile(waits, 0.5))} ms.`,
    })
  } finally {
    stop.abort()
    await core.close()
  }
}

export async function run(context: Context): Promise<Row[]> {
  const [late, quiet] = [await besideImport(context), await idle(context)]
  return [...(await largeFolder(context)), quiet, late]
}
