import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { hostContract } from '../../../shared/contract/index.ts'
import { type CoreHost, startCoreThread } from '../../workers/core-host.ts'
import type { WebCore } from './web-core.ts'

export type ClosableWebCore = WebCore & { close(): Promise<void> }

type Client = ContractRouterClient<typeof hostContract>

/** Starts the core in its thread. Rejects with the core's own Failure when it refuses the profile. */
export async function startWebCore(options: Parameters<typeof startCoreThread>[0]): Promise<ClosableWebCore> {
  return webCoreOver(await startCoreThread(options))
}

export function webCoreOver(core: Pick<CoreHost, 'connect' | 'media' | 'close'>): ClosableWebCore {
  // A port of its own for each question: it needs no care when the core thread is replaced.
  async function ask<T>(question: (client: Client) => Promise<T>): Promise<T> {
    const port = core.connect('shell')
    try {
      return await question(createORPCClient<Client>(new RPCLink({ port })))
    } finally {
      port.close()
    }
  }
  return {
    connect: (audience) => core.connect(audience),
    media: (assetId, variant) => core.media(assetId, variant),
    addPaths: (paths, source) => ask((client) => client.shell.addPaths({ paths, source })),
    lookUp: (path, signal) => ask((client) => client.shell.match({ path }, { signal })),
    maxFileBytes: () => ask(async (client) => (await client.settings.get({})).values['intake.maxFileBytes']),
    close: () => core.close(),
  }
}
