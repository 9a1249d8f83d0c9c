import { EventEmitter } from 'node:events'

// MessageChannelMain without Chromium: two linked ends; messages are cloned, wait for start(), and come in order.

export type PortTarget = { deliver: (data: unknown) => void; closed: () => void }

export class MessagePortMain extends EventEmitter {
  private peer: MessagePortMain | null = null
  private started = false
  private open = true
  private readonly queue: unknown[] = []
  /** Set once the end has moved to a page. */
  private remote: PortTarget | null = null

  static pair(): [MessagePortMain, MessagePortMain] {
    const first = new MessagePortMain()
    const second = new MessagePortMain()
    first.peer = second
    second.peer = first
    return [first, second]
  }

  postMessage(message: unknown, transfer: readonly MessagePortMain[] = []): void {
    if (transfer.length > 0) throw new Error('electron double: ports inside port messages are not implemented')
    if (this.remote !== null) throw new Error('electron double: this port has been transferred')
    const copy: unknown = structuredClone(message)
    const peer = this.peer
    if (this.open) setImmediate(() => peer?.receive(copy))
  }

  start(): void {
    this.started = true
    this.drain()
  }

  close(): void {
    if (!this.open) return
    this.open = false
    const peer = this.peer
    setImmediate(() => peer?.peerClosed())
  }

  /** Hands this end to a page; returns what the page's messages and its close are fed into. */
  transferTo(target: PortTarget): { receive: (data: unknown) => void; closed: () => void } {
    if (this.remote !== null || this.started) throw new Error('electron double: only a fresh port can be transferred')
    this.remote = target
    this.drain()
    const peer = this.peer
    return {
      receive: (data) => peer?.receive(data),
      closed: () => {
        this.open = false
        peer?.peerClosed()
      },
    }
  }

  private receive(data: unknown): void {
    if (!this.open) return
    this.queue.push(data)
    this.drain()
  }

  private peerClosed(): void {
    if (!this.open) return
    this.open = false
    this.remote?.closed()
    this.emit('close')
  }

  private drain(): void {
    if (this.remote === null && !this.started) return
    for (const data of this.queue.splice(0)) {
      if (this.remote !== null) this.remote.deliver(data)
      else this.emit('message', { data, ports: [] })
    }
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain
  readonly port2: MessagePortMain
  constructor() {
    const [port1, port2] = MessagePortMain.pair()
    this.port1 = port1
    this.port2 = port2
  }
}
