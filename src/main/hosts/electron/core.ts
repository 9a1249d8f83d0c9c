import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { hostContract } from '../../../shared/contract/index.ts'
import type { Shell } from '../../core/core.ts'
import type { Logger } from '../../core/log/logger.ts'
import { startCoreThread } from '../../workers/core-host.ts'
import { computePoolSize } from '../pool-size.ts'
import type { ElectronCore } from './electron-core.ts'
import type { VaultKey } from './key-store.ts'

export type CoreSurroundings = {
  profileDir: string
  appVersion: string
  electronVersion: string
  coreThreadUrl: URL
  computeThreadUrl: URL
  archiveThreadUrl: URL
  indexThreadUrl: URL
  searchPath: string
  logger: Logger
}

/** Starts the core in its thread for this host. Rejects with the core's own Failure when it refuses the profile. */
export async function startElectronCore(
  surroundings: CoreSurroundings,
  key: VaultKey,
  shell: Required<Shell>,
): Promise<ElectronCore> {
  const { profileDir, appVersion, electronVersion, searchPath, logger } = surroundings
  const { coreThreadUrl, computeThreadUrl, archiveThreadUrl, indexThreadUrl } = surroundings
  const core = await startCoreThread({
    coreThreadUrl,
    computeThreadUrl,
    archiveThreadUrl,
    indexThreadUrl,
    poolSize: computePoolSize(),
    core: {
      ...key,
      profileDir,
      appVersion,
      electronVersion,
      searchPath,
      host: 'electron',
      platform: process.platform,
      drop: 'paths',
      browseRoots: null,
    },
    shell,
    logger,
  })
  // A port of its own for each question: it needs no care when the core thread is replaced.
  const ask = async <T>(question: (client: ContractRouterClient<typeof hostContract>) => Promise<T>): Promise<T> => {
    const port = core.connect('shell')
    try {
      return await question(createORPCClient(new RPCLink({ port })))
    } finally {
      port.close()
    }
  }
  return {
    connectPage: () => core.connect('page'),
    media: (assetId, variant) => core.media(assetId, variant),
    addDropped: (paths) => ask((client) => client.shell.addPaths({ paths, source: 'drop' })),
    lookUp: (path, signal) => ask((client) => client.shell.match({ path }, { signal })),
    setPower: async (onBattery) => {
      await ask((client) => client.shell.setPower({ onBattery }))
    },
    rescan: async () => {
      await ask((client) => client.watch.scan({}))
    },
    close: () => core.close(),
  }
}
