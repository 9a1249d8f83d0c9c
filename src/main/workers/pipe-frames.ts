import type { RawData, WebSocket } from 'ws'

// Carries RPC frames between a core port and what a page holds: a WebSocket, or a port of another kind. Nothing is
// decoded on the way. [Note: Frames] A frame is text, or bytes where a file is inside; both RPC adapters write the same
// ones, but bytes are a Uint8Array on a port and a binary message on a socket.

/** The core's end: a worker_threads MessagePort. */
export type CorePort = {
  on(event: 'message', listener: (data: unknown) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(data: unknown): void
  close(): void
}

/** Electron's MessagePortMain, and anything that hands out its data in an event. */
export type EventPort = {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  postMessage(data: unknown): void
  close(): void
}

export type SocketPipeOptions = {
  /** More than this many bytes unsent: the page's requests wait, since each would make more answers. */
  pauseBytes: number
  /** Below this they go on. */
  resumeBytes: number
  /** More than this many bytes unsent: the page has stopped reading, and the connection ends. */
  limitBytes: number
}

const megabyte = 1024 * 1024
const defaultLimits: SocketPipeOptions = { pauseBytes: 8 * megabyte, resumeBytes: megabyte, limitBytes: 256 * megabyte }
/** RFC 6455 §7.4.1. */
const goingAway = 1001

/** Carries frames both ways; when one side closes, so does the other. */
export function pipeSocketToPort(socket: WebSocket, port: CorePort, limits: Partial<SocketPipeOptions> = {}): void {
  const { pauseBytes, resumeBytes, limitBytes } = { ...defaultLimits, ...limits }

  const onSent = (): void => {
    if (socket.isPaused && socket.bufferedAmount <= resumeBytes) socket.resume()
  }
  port.on('message', (frame) => {
    if (socket.readyState !== socket.OPEN || !isFrame(frame)) return
    socket.send(frame, onSent)
    // A peer that does not read would not answer a polite close either.
    if (socket.bufferedAmount > limitBytes) socket.terminate()
    else if (socket.bufferedAmount > pauseBytes) socket.pause()
  })
  port.on('close', () => {
    // A paused socket would not see the answer to its own close.
    if (socket.isPaused) socket.resume()
    socket.close(goingAway)
  })
  socket.on('message', (data: RawData, isBinary: boolean) => port.postMessage(isBinary ? bytesOf(data) : textOf(data)))
  socket.on('close', () => port.close())
  socket.on('error', () => socket.terminate())
}

/** The same between the core's port and a port whose messages come as events. */
export function pipePorts(core: CorePort, page: EventPort): void {
  core.on('message', (frame) => {
    if (isFrame(frame)) page.postMessage(frame)
  })
  page.on('message', ({ data }) => {
    if (isFrame(data)) core.postMessage(data)
  })
  core.on('close', () => page.close())
  page.on('close', () => core.close())
  page.start()
}

type Frame = string | Uint8Array | ArrayBuffer

const isFrame = (data: unknown): data is Frame =>
  typeof data === 'string' || data instanceof Uint8Array || data instanceof ArrayBuffer

const textOf = (data: RawData): string =>
  Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(bytesOf(data)).toString('utf8')

/** One message in one piece that owns its bytes: a Buffer may be a view of a pool that posting would copy whole. */
function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data))
  return data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data)
}
