import { RPCLink } from '@orpc/client/websocket'
import type { Dial, Dialed } from './connection.ts'

export const rpcProtocol = 'metastamp'
const openTimeoutMs = 10_000

/** Opens a WebSocket to the browser host; its line is ready when the socket is open. */
export function dialSocket(open: () => WebSocket): Dial {
  return (signal) =>
    new Promise<Dialed>((resolve, reject) => {
      const socket = open()
      // Bytes at once: reading a Blob takes a turn, and a later frame could overtake it.
      socket.binaryType = 'arraybuffer'
      const line = socketLine(socket)
      const finish = (settle: () => void): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
        socket.removeEventListener('open', onOpen)
        settle()
      }
      const onOpen = (): void => finish(() => resolve(line))
      const fail = (reason: string): void =>
        finish(() => {
          socket.close()
          reject(new Error(reason))
        })
      const onAbort = (): void => fail('closed')
      const timer = setTimeout(() => fail('no answer'), openTimeoutMs)
      socket.addEventListener('open', onOpen)
      signal.addEventListener('abort', onAbort, { once: true })
      line.onLost(() => fail('refused'))
    })
}

/** The page's own host, wherever the page came from. */
export function socketAddress(location: Pick<Location, 'protocol' | 'host'>): string {
  return `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/rpc`
}

function socketLine(socket: WebSocket): Dialed {
  let lost = false
  const listeners = new Set<() => void>()
  // Before the RPC link's own listener, so that calls it rejects are already known to be lost.
  socket.addEventListener('close', () => {
    lost = true
    for (const listener of listeners) listener()
  })
  const link = new RPCLink({ websocket: socket })
  return {
    link,
    get lost() {
      return lost
    },
    onLost: (listener) => {
      if (lost) listener()
      else listeners.add(listener)
    },
    close: () => socket.close(),
  }
}
