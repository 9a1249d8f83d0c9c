import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { WatchEvent } from '../../src/shared/contract/watch.ts'
import { createComputeHandlers } from '../../src/main/core/compute/handlers.ts'
import type { Core } from '../../src/main/core/core.ts'
import { openCore } from '../../bench/open-core.ts'
import { createInProcessPool } from '../../tests/fakes/in-process-pool.ts'

// The program over one profile: in this process, where nothing is to be killed, and as the real command, where something is.

/** No scan of a few files takes so long, on however busy a machine. */
const scanEndsWithinMs = 240_000

export type Summary = NonNullable<WatchEvent['summary']>

export class Program {
  readonly profile: string
  readonly #command: readonly string[]
  #core: Core | undefined
  #watching: { stop: AbortController; done: Promise<void> } | undefined
  /** Paths that were read for their content since this was last emptied. */
  readonly hashed: string[] = []

  constructor(profile: string, command: readonly string[]) {
    this.profile = profile
    this.#command = command
  }

  async core(): Promise<Core> {
    if (this.#core !== undefined) return this.#core
    const handlers = createComputeHandlers({ platform: process.platform, searchPath: '' })
    this.#core = await openCore(
      this.profile,
      createInProcessPool({
        ...handlers,
        inspect: (request, signal) => {
          this.hashed.push(...request.paths)
          return handlers.inspect(request, signal)
        },
        // The second stage is made behind everything else, and no fact of the library hangs on it.
        features: async () => ({ features: [] }),
        compare: async () => [],
      }),
    )
    return this.#core
  }

  async watch(root: string): Promise<void> {
    await (await this.core()).client.shell.watchAdd({ path: root })
  }

  /** Listens from now on, until the program is closed. */
  async listen(): Promise<void> {
    if (this.#watching !== undefined) return
    const { client } = await this.core()
    const stop = new AbortController()
    const stream = await client.shell.watchRun({}, { signal: stop.signal })
    const done = (async () => {
      for await (const _ of stream);
    })()
    done.catch(() => undefined)
    this.#watching = { stop, done }
  }

  /** Scans every folder to the end. Undefined when none of them is there. */
  async scan(): Promise<Summary | undefined> {
    const { client } = await this.core()
    const signal = AbortSignal.timeout(scanEndsWithinMs)
    try {
      for await (const event of await client.shell.watchScan({ rootId: null }, { signal })) {
        if (event.event === 'scanned' && event.rootId === null) return event.summary
      }
      if (signal.aborted) throw new Error('a scan does not end')
    } catch (thrown) {
      if (signal.aborted) throw new Error('a scan does not end', { cause: thrown })
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'UNAVAILABLE')) throw thrown
    }
    return undefined
  }

  async verifyCustody(): Promise<string[]> {
    const report = await (await this.core()).client.custody.verify({})
    return report.ok ? [] : [`custody: ${report.broken?.message ?? 'broken'}`]
  }

  /** The real command, `watch scan` or `watch run`, with the profile to itself until it is killed. */
  async start(verb: 'scan' | 'run'): Promise<{ begun: Promise<void>; kill(): Promise<void> }> {
    await this.close()
    const args = [...this.#command, 'watch', verb, '--json', '--profile', this.profile]
    const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    const closed = new Promise<void>((resolve) => child.on('close', () => resolve()))
    const first = new Promise<void>((resolve) => child.stdout?.once('data', () => resolve()))
    return {
      begun: Promise.race([first, closed]),
      kill: async () => {
        child.kill('SIGKILL')
        await closed
      },
    }
  }

  async close(): Promise<void> {
    this.#watching?.stop.abort()
    await this.#watching?.done.catch(() => undefined)
    this.#watching = undefined
    await this.#core?.close()
    this.#core = undefined
  }
}

/** The built command; the sources where nothing is built. */
export const builtCommand = (root: string): string[] => [join(root, 'bin', 'metastamp.mjs')]
