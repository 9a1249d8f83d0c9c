import { RPCLink } from '@orpc/client/message-port'
import type { Bridge } from './bridge.ts'
import type { Dial, Dialed } from './connection.ts'

const answerTimeoutMs = 10_000

/** The window's part that the handshake needs. */
export type MessageSource = Pick<Window, 'addEventListener' | 'removeEventListener'>

/**
 * Asks the Electron bridge for a port to the core. The answer is a message from this very window, `'metastamp:port'`
 * with the port, or a refusal.
 */
export function dialPort(bridge: Bridge, page: MessageSource): Dial {
  return (signal) =>
    new Promise<Dialed>((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer)
        page.removeEventListener('message', onMessage)
        signal.removeEventListener('abort', onAbort)
        settle()
      }
      const onMessage = (event: MessageEvent<unknown>): void => {
        if (event.source !== page) return
        const [port] = event.ports
        if (event.data === 'metastamp:port' && port !== undefined) finish(() => resolve(portLine(port)))
        else if (isRefusal(event.data)) finish(() => reject(new Error('the program refused the connection')))
      }
      const onAbort = (): void => finish(() => reject(new Error('closed')))
      const timer = setTimeout(() => finish(() => reject(new Error('no answer'))), answerTimeoutMs)
      page.addEventListener('message', onMessage)
      signal.addEventListener('abort', onAbort, { once: true })
      bridge.connect()
    })
}

export type PagePort = Pick<MessagePort, 'addEventListener' | 'postMessage' | 'start' | 'close'>

/** A line over a port that somebody else has opened. */
export function portLine(port: PagePort): Dialed {
  let lost = false
  const listeners = new Set<() => void>()
  const onClosed = (): void => {
    if (lost) return
    lost = true
    for (const listener of listeners) listener()
  }
  // Before the RPC link's own listener, so that calls it rejects are already known to be lost.
  port.addEventListener('close', onClosed)
  const link = new RPCLink({ port })
  port.start()
  return {
    link,
    get lost() {
      return lost
    },
    onLost: (listener) => {
      if (lost) listener()
      else listeners.add(listener)
    },
    close() {
      port.close()
      // The end that closes is not always told.
      onClosed()
    },
  }
}

const isRefusal = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'metastamp:refused'
