import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { MessagePort } from 'node:worker_threads'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Access } from './access.ts'
import { errorBody, pageHeaders } from './answers.ts'
import { judge, knockOf } from './gate.ts'
import type { WebCore } from './web-core.ts'

/** The page names it when it connects, so that nothing else is taken for the contract by mistake. */
export const rpcProtocol = 'metastamp'

const maxMessageBytes = 8 * 1024 * 1024
const maxSockets = 32

export type RpcSocketOptions = {
  access: Access
  core: WebCore
  port: () => number
  /** Carries messages both ways and ends both when one ends. */
  pipe: (socket: WebSocket, port: MessagePort) => void
}

export type RpcSockets = { upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void; close(): void }

/** WebSockets at /rpc: our own page's Origin and its cookie, or nothing at all. */
export function createRpcSockets({ access, core, port, pipe }: RpcSocketOptions): RpcSockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(rpcProtocol) ? rpcProtocol : false),
  })
  server.on('wsClientError', (_error, socket) => socket.destroy())
  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy())
      const verdict = judge(knockOf(request, true), port())
      if (!verdict.ok) refuse(socket, verdict.status, verdict.message)
      else if (!access.hasCookie(request.headers.cookie, port()))
        refuse(socket, 401, 'Open the address that the program printed.')
      else if (verdict.path !== '/rpc' || request.method !== 'GET')
        refuse(socket, 404, 'There is nothing at this address.')
      else if (!offersProtocol(request)) refuse(socket, 400, `Only the protocol "${rpcProtocol}" is spoken here.`)
      else if (server.clients.size >= maxSockets) refuse(socket, 503, 'Too many pages are open. Close some of them.')
      else {
        server.handleUpgrade(request, socket, head, (connection) => {
          // Bad frames and oversized messages end the connection; without a listener they would end the program.
          connection.on('error', () => connection.terminate())
          pipe(connection, core.connect('page'))
        })
      }
    },
    close() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

function offersProtocol(request: IncomingMessage): boolean {
  const offered = request.headers['sec-websocket-protocol'] ?? ''
  return offered.split(',').some((name) => name.trim() === rpcProtocol)
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
}

function refuse(socket: Duplex, status: number, message: string): void {
  const code = status === 404 ? 'NOT_FOUND' : status === 503 ? 'UNAVAILABLE' : status < 401 ? 'BAD_INPUT' : 'FORBIDDEN'
  const body = JSON.stringify(errorBody(code, message))
  const headers = {
    ...pageHeaders(null),
    connection: 'close',
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end([`HTTP/1.1 ${status} ${reasons[status] ?? 'Refused'}`, ...lines, '', body].join('\r\n'), () =>
    socket.destroy(),
  )
}
