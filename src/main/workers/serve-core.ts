import type { ComputePool } from '../core/compute/tasks.ts'
import type { Core, CoreOptions, Shell } from '../core/core.ts'
import type { Logger } from '../core/log/logger.ts'
import { createArchive } from './archive-host.ts'
import { createMatchIndex } from './index-host.ts'
import { createComputePool } from './compute-pool.ts'
import { type CoreMethods, type CoreThreadData, logNote, type ShellMethods } from './core-thread-methods.ts'
import { type HostSide, serveThread } from './serve-thread.ts'

// Runs a core inside a worker thread. Which core is the entry's choice: the product's, or one of the tests'.

/** Starting sharp and its libraries on a cold disk can take seconds. */
const computeReadyTimeoutMs = 20_000
/** A file that takes longer is given up; the largest pictures take a few seconds. */
const computeTimeoutMs = 120_000

export function serveCore(data: CoreThreadData, createCore: (options: CoreOptions) => Promise<Core>): Promise<void> {
  return serveThread<CoreMethods, ShellMethods>(async (host) => {
    const logger = loggerTo(host)
    const compute = createComputePool({
      size: data.poolSize,
      threadUrl: new URL(data.computeThreadUrl),
      readyTimeoutMs: computeReadyTimeoutMs,
      defaultTimeoutMs: computeTimeoutMs,
      logger,
    })
    const core = await createCoreOver(
      compute,
      {
        ...coreOptions(data),
        compute,
        archive: createArchive({ threadUrl: new URL(data.archiveThreadUrl), logger }),
        index: createMatchIndex({ threadUrl: new URL(data.indexThreadUrl), logger }),
        shell: shellOf(host, data),
        logger,
      },
      createCore,
    )
    // A core in a thread of its own lives long; its upkeep can begin.
    core.sweep()
    core.watch()
    return {
      connect: async ({ port, audience }) => {
        core.connect(port, audience)
        return null
      },
      media: ({ assetId, variant }) => core.media(assetId, variant),
      close: async () => {
        await core.close()
        await compute.close()
        return null
      },
    }
  })
}

async function createCoreOver(
  compute: ComputePool,
  options: CoreOptions,
  createCore: (options: CoreOptions) => Promise<Core>,
): Promise<Core> {
  try {
    return await createCore(options)
  } catch (thrown) {
    await compute.close()
    throw thrown
  }
}

function coreOptions(data: CoreThreadData): Omit<CoreOptions, 'compute' | 'archive' | 'index' | 'shell' | 'logger'> {
  const {
    computeThreadUrl: _url,
    archiveThreadUrl: _archive,
    indexThreadUrl: _index,
    poolSize: _size,
    shellHas: _has,
    ...options
  } = data
  return options
}

function shellOf(host: HostSide<ShellMethods>, { shellHas }: CoreThreadData): Shell {
  return {
    ...(shellHas.includes('choosePaths') && { choosePaths: (what) => host.call('choosePaths', what) }),
    ...(shellHas.includes('revealPath') && {
      revealPath: async (path) => {
        await host.call('revealPath', path)
      },
    }),
    ...(shellHas.includes('saveFile') && { saveFile: (file) => host.call('saveFile', file) }),
    ...(shellHas.includes('openExternal') && {
      openExternal: async (url) => {
        await host.call('openExternal', url)
      },
    }),
  }
}

function loggerTo(host: HostSide<ShellMethods>): Logger {
  return {
    log(level, event, fields = {}) {
      try {
        host.note(logNote, { level, event, fields })
      } catch {
        // A field that cannot be cloned must not cost the line, let alone what was being logged about.
        host.note(logNote, { level, event, fields: { unloggable: Object.keys(fields) } })
      }
    },
  }
}
