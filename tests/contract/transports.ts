import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer as createHttpServer } from 'node:http'
import { MessageChannel as NodeMessageChannel, type MessagePort as NodeMessagePort } from 'node:worker_threads'
import type { ClientContext, ClientLink } from '@orpc/client'
import { type AnyRouter, createRouterClient } from '@orpc/server'
import { WebSocketServer } from 'ws'
import { closedSetErrors } from '../../src/main/core/api/closed-set-errors.ts'
import { connectPort } from '../../src/main/core/api/connect.ts'
import type { MessagePortLike } from '../../src/main/core/core.ts'
import type { Logger } from '../../src/main/core/log/logger.ts'
import { type EventPort, pipePorts, pipeSocketToPort } from '../../src/main/workers/pipe-frames.ts'
import { type Dial, keepConnected } from '../../src/renderer/transport/connection.ts'
import { coreLink } from '../../src/renderer/transport/core-link.ts'
import { portLine } from '../../src/renderer/transport/dial-port.ts'
import { dialSocket, rpcProtocol } from '../../src/renderer/transport/dial-socket.ts'

export const transportNames = ['in-process', 'message port', 'electron ports', 'websocket'] as const
export type TransportName = (typeof transportNames)[number]

export type OpenTransport = {
  link: ClientLink<ClientContext>
  close(): Promise<void>
}

/** What is at the other end: something that takes ports, and its client without a wire. */
export type Served = { connect(port: MessagePortLike): void; client: unknown }

export function servedRouter(router: AnyRouter, context: Record<string, unknown>, logger: Logger): Served {
  return {
    connect: (port) => void connectPort(router, port, context, logger),
    client: createRouterClient(router, { context, interceptors: [closedSetErrors(logger)] }),
  }
}

/** The product's own client and server ends, joined in each of the ways in which they meet. */
export async function openTransport(name: TransportName, served: Served): Promise<OpenTransport> {
  if (name === 'in-process') return inProcess(served)
  if (name === 'message port') {
    return dialled(async () => portLine(serve(served)))
  }
  if (name === 'electron ports') {
    return dialled(async () => {
      const { port1, port2 } = new MessageChannel()
      pipePorts(serveNode(served), eventPort(port2))
      return portLine(port1)
    })
  }
  return webSocket(served)
}

/** The page's end of a fresh port to the router. */
function serve(served: Served): MessagePort {
  const { port1, port2 } = new MessageChannel()
  served.connect(port2)
  return port1
}

function serveNode(served: Served): NodeMessagePort {
  const { port1, port2 } = new NodeMessageChannel()
  served.connect(port2)
  return port1
}

function dialled(dial: Dial): OpenTransport {
  const connection = keepConnected({ dial })
  return { link: coreLink((signal) => connection.line(signal)), close: async () => connection.close() }
}

function inProcess({ client }: Served): OpenTransport {
  return {
    link: {
      async call(path, input, options) {
        let target: unknown = client
        for (const name of path) target = isIndexable(target) ? target[name] : undefined
        if (typeof target !== 'function') throw new Error(`no procedure ${path.join('.')}`)
        return target(input, options)
      },
    },
    close: async () => undefined,
  }
}

const isIndexable = (value: unknown): value is Record<string, unknown> =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'

async function webSocket(served: Served): Promise<OpenTransport> {
  const http = createHttpServer()
  const server = new WebSocketServer({ server: http, handleProtocols: () => rpcProtocol, perMessageDeflate: false })
  server.on('connection', (socket) => pipeSocketToPort(socket, serveNode(served)))
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo // a TCP server's address is never a string
  const opened = dialled(dialSocket(() => new WebSocket(`ws://127.0.0.1:${String(port)}/rpc`, rpcProtocol)))
  return {
    link: opened.link,
    async close() {
      await opened.close()
      for (const client of server.clients) client.terminate()
      server.close()
      http.close()
      await once(http, 'close')
    },
  }
}

/** A port with Electron's manners: data comes inside an event object. */
function eventPort(port: MessagePort): EventPort {
  return {
    on(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
      port.addEventListener(event, (found) => listener({ data: 'data' in found ? found.data : undefined }))
    },
    start: () => port.start(),
    postMessage: (data) => port.postMessage(data),
    close: () => port.close(),
  }
}
