import { type BackOff, backOffMs } from './back-off.ts'
import { connectionLost } from './core-error.ts'
import type { Line } from './core-link.ts'

/** `connecting`: never been open. `lost`: not open now, being tried again. */
export type ConnectionState = 'connecting' | 'open' | 'lost'

export type Dialed = Line & {
  /** Called once, when the line is gone. */
  onLost(listener: () => void): void
  close(): void
}

export type Dial = (signal: AbortSignal) => Promise<Dialed>

export type ConnectionOptions = {
  dial: Dial
  backOff?: BackOff
  /** A line that lasted this long was a good one: the next repeat is quick again. */
  stableAfterMs?: number
  /** How long a new call waits for a line before it fails as retryable. Nothing has been sent by then. */
  callWaitMs?: number
  random?: () => number
}

export type Connection = {
  readonly state: ConnectionState
  subscribe(listener: () => void): () => void
  /** The open line, waiting for one if need be. Rejects with a retryable CoreError, or the signal's reason. */
  line(signal: AbortSignal | undefined): Promise<Line>
  close(): void
}

type Waiting = { resolve(line: Line): void; reject(reason: unknown): void }

/** Keeps a line open: dials at once, dials again with growing pauses whenever it is lost, until closed. */
export function keepConnected(options: ConnectionOptions): Connection {
  const { dial, backOff = { firstMs: 200, maxMs: 5000 }, stableAfterMs = 5000, callWaitMs = 10_000 } = options
  const random = options.random ?? Math.random
  const ended = new AbortController()
  const listeners = new Set<() => void>()
  const waiting = new Set<Waiting>()
  let state: ConnectionState = 'connecting'
  let current: Dialed | null = null

  const become = (next: ConnectionState): void => {
    if (next === state) return
    state = next
    for (const listener of [...listeners]) listener()
  }

  const lifeOf = (dialed: Dialed): Promise<void> => {
    const lost = new Promise<void>((resolve) => dialed.onLost(resolve))
    current = dialed
    become('open')
    for (const { resolve } of [...waiting]) resolve(dialed)
    return lost
  }

  const run = async (): Promise<void> => {
    let attempt = 0
    while (!ended.signal.aborted) {
      const dialed = await dial(ended.signal).catch(() => null)
      if (ended.signal.aborted) {
        dialed?.close()
        return
      }
      if (dialed !== null) {
        const openedAt = performance.now()
        await lifeOf(dialed)
        current = null
        if (performance.now() - openedAt >= stableAfterMs) attempt = 0
      }
      become('lost')
      await pause(backOffMs(attempt, backOff, random()), ended.signal)
      attempt += 1
    }
  }
  void run()

  const waitForLine = (signal: AbortSignal | undefined): Promise<Line> =>
    new Promise((resolve, reject) => {
      const entry: Waiting = {
        resolve: (line) => settle(() => resolve(line)),
        reject: (reason) => settle(() => reject(reason)),
      }
      const onAbort = () => entry.reject(signal?.reason)
      const timer = setTimeout(() => entry.reject(connectionLost()), callWaitMs)
      const settle = (finish: () => void) => {
        waiting.delete(entry)
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        finish()
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      waiting.add(entry)
    })

  return {
    get state() {
      return state
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    async line(signal) {
      signal?.throwIfAborted()
      if (current !== null && !current.lost) return current
      if (ended.signal.aborted) throw connectionLost()
      return waitForLine(signal)
    },
    close() {
      ended.abort()
      current?.close()
      for (const { reject } of [...waiting]) reject(connectionLost())
      become('lost')
    },
  }
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(finish, delayMs)
    signal.addEventListener('abort', finish, { once: true })
    function finish() {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
  })
}
