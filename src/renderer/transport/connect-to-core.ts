import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '../../shared/contract/index.ts'
import { bridgeOf } from './bridge.ts'
import { type ConnectionState, type Dial, keepConnected } from './connection.ts'
import { coreLink } from './core-link.ts'
import { dialPort } from './dial-port.ts'
import { dialSocket, rpcProtocol, socketAddress } from './dial-socket.ts'

// The page's way to the core: a port from the Electron bridge, or a WebSocket to the host the page came from.

export type CoreClient = ContractRouterClient<typeof contract>

/** Shaped for React's useSyncExternalStore. */
export type StateStore = {
  get(): ConnectionState
  subscribe(listener: () => void): () => void
}

export type CoreConnection = {
  /**
   * Errors are CoreErrors (core-error.ts). A call that was under way when the connection was lost fails as retryable and
   * is not sent again; a stream ends with the same error, and whoever reads it subscribes anew once the state is open.
   */
  client: CoreClient
  state: StateStore
  close(): void
}

export function connectToCore(page: Window = window): CoreConnection {
  const bridge = bridgeOf(page)
  return connectOver(
    bridge === null
      ? dialSocket(() => new WebSocket(socketAddress(page.location), rpcProtocol))
      : dialPort(bridge, page),
  )
}

/** The same over any way of dialling. */
export function connectOver(dial: Dial): CoreConnection {
  const connection = keepConnected({ dial })
  return {
    client: createORPCClient<CoreClient>(coreLink((signal) => connection.line(signal))),
    state: { get: () => connection.state, subscribe: (listener) => connection.subscribe(listener) },
    close: () => connection.close(),
  }
}
