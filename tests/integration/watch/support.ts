import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { onTestFinished } from 'vitest'
import type { CoreOptions } from '../../../src/main/core/core.ts'
import type { ComputeHandlers } from '../../../src/main/core/compute/tasks.ts'
import type { WatchedRoot, WatchEvent } from '../../../src/shared/contract/watch.ts'
import { type CoreBench, createCoreBench, quickFingerprint } from '../../fakes/core-bench.ts'
import { tinyPng } from '../../fakes/tiny-png.ts'
import { inspectFiles } from '../../../src/main/core/intake/inspect.ts'

export type WatchBench = CoreBench & {
  rootDir: string
  root: WatchedRoot
  /** Paths that were read for their content, relative to the root, since this was last emptied. */
  hashed: string[]
  path(name: string): string
  write(name: string, seed: number): Promise<void>
  scan(): Promise<{ summary: NonNullable<WatchEvent['summary']>; events: string[] }>
  /** Every work with its places: `title: name status, …`, sorted; then the works' number of versions. */
  state(): Promise<string[]>
}

/** A watched folder over a real core. Files are young and whole, so they settle in a fraction of a second. */
export async function createWatchBench(
  options: {
    core?: Partial<CoreOptions>
    handlers?: Partial<ComputeHandlers>
    root?: { exclude?: string[]; symlinks?: 'follow' }
  } = {},
): Promise<WatchBench> {
  const hashed: string[] = []
  const bench = await createCoreBench({
    ...options.core,
    handlers: {
      inspect: (input, signal) => {
        hashed.push(...input.paths.map((path) => relative(rootDir, path)))
        return inspectFiles(input, signal)
      },
      fingerprint: quickFingerprint,
      ...options.handlers,
    },
  })
  onTestFinished(() => bench.dispose())
  const rootDir = join(bench.filesDir, 'root')
  await mkdir(rootDir, { recursive: true })
  const root = await bench.core.client.shell.watchAdd({ path: rootDir, ...options.root })
  const path = (name: string) => join(rootDir, name)
  return Object.assign(bench, {
    rootDir,
    root,
    hashed,
    path,
    async write(name: string, seed: number) {
      await mkdir(dirname(path(name)), { recursive: true })
      await writeFile(path(name), tinyPng(seed))
      // Apart from each other and from now, so that no two histories depend on how fast they run.
      await utimes(path(name), 1_700_000_000 + seed, 1_700_000_000 + seed)
    },
    async scan() {
      const events: string[] = []
      for await (const event of await bench.core.client.shell.watchScan({ rootId: null })) {
        if (event.event === 'scanned' && event.rootId === null && event.summary !== undefined)
          return { summary: event.summary, events: events.sort() }
        if (event.event === 'ready' || event.event === 'scanned') continue
        const from = event.from === undefined ? '' : ` from ${relative(rootDir, event.from)}`
        events.push(`${event.event} ${relative(rootDir, event.path)}${from}`)
      }
      throw new Error('the scan ended without its summary')
    },
    async state() {
      const { items } = await bench.core.client.library.list({ query: { sort: 'name' } })
      const details = await Promise.all(items.map(({ assetId }) => bench.core.client.library.get({ assetId })))
      return details
        .map(({ title, locations, versions }) => {
          const places = locations.map((each) => `${relative(rootDir, each.path)} ${each.status}`).sort()
          return `${title}: ${places.join(', ')}; ${versions.length}`
        })
        .sort()
    },
  })
}
