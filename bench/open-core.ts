import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ComputePool } from '../src/main/core/compute/tasks.ts'
import type { Core } from '../src/main/core/core.ts'
import { createCore } from '../src/main/core/create-core.ts'
import { silentLogger } from '../src/main/core/log/logger.ts'
import { computePoolSize } from '../src/main/hosts/pool-size.ts'
import { createComputePool } from '../src/main/workers/compute-pool.ts'

/** Threads of the built program, so that what runs is what is shipped. */
export function openPool(installed: string): ComputePool {
  return createComputePool({
    size: computePoolSize(),
    threadUrl: pathToFileURL(join(installed, 'out', 'main', 'compute-thread.js')),
    readyTimeoutMs: 30_000,
    defaultTimeoutMs: 600_000,
  })
}

/** For topics that only look: a core that fingerprints anything meanwhile would spoil them, so it fails instead. */
export function noPool(): ComputePool {
  return {
    size: 1,
    run: async (task) => {
      throw new Error(`nothing was to be computed, and ${task} was asked for`)
    },
    close: async () => undefined,
  }
}

export async function openCore(profileDir: string, compute: ComputePool): Promise<Core> {
  return createCore({
    profileDir,
    appVersion: '0.0.0-bench',
    host: 'test',
    keyStore: 'file',
    vaultKey: new Uint8Array(32),
    compute,
    shell: {},
    logger: silentLogger,
    platform: process.platform,
    electronVersion: null,
    drop: 'paths',
    browseRoots: null,
    searchPath: '',
  })
}

/** Protects paths to the end. Returns the milliseconds it took; fails unless every file ended as `expected`. */
export async function protectAll(
  core: Core,
  paths: string[],
  expected: 'ready' | 'unchanged',
  count: number,
): Promise<number> {
  const startedAt = performance.now()
  for await (const event of await core.client.shell.protect({ paths })) {
    if (event.type !== 'end') continue
    const elapsed = performance.now() - startedAt
    if (event.batch[expected] !== count) throw new Error(`not all ${expected}: ${JSON.stringify(event.batch)}`)
    return elapsed
  }
  throw new Error('the stream ended without its end')
}
