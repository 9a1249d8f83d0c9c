import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import {
  type EventPort,
  pipePorts,
  pipeSocketToPort,
  type SocketPipeOptions,
} from '../../../src/main/workers/pipe-frames.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A page's socket, the host's end of it, and the core's end of the pipe. */
async function openPipe(limits: Partial<SocketPipeOptions> = {}) {
  const http = createServer()
  const server = new WebSocketServer({ server: http, perMessageDeflate: false })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const { port1: core, port2: host } = new MessageChannel()
  const accepted = once(server, 'connection')
  const page = new WebSocket(`ws://127.0.0.1:${String(address.port)}`)
  const opened = once(page, 'open')
  const [socket]: WebSocket[] = await accepted
  if (socket === undefined) throw new Error('no socket')
  pipeSocketToPort(socket, host, limits)
  await opened
  closers.push(async () => {
    page.terminate()
    core.close()
    for (const client of server.clients) client.terminate()
    server.close()
    http.close()
    await once(http, 'close')
  })
  return { page, socket, core }
}

const until = async (condition: () => boolean): Promise<boolean> => {
  for (let tries = 0; tries < 400 && !condition(); tries += 1) await sleep(5)
  return condition()
}

function eventPort(port: MessagePort): EventPort {
  return {
    on(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
      port.on(event, (data?: unknown) => listener({ data }))
    },
    start: () => port.start(),
    postMessage: (data) => port.postMessage(data),
    close: () => port.close(),
  }
}

describe('the pipe between a socket and a core port', () => {
  it('carries text and bytes both ways, in order, as what they were', async () => {
    const { page, core } = await openPipe()
    const toCore: unknown[] = []
    const toPage: unknown[] = []
    core.on('message', (data) => toCore.push(data))
    page.on('message', (data, isBinary) => toPage.push(isBinary ? new Uint8Array(data as Buffer) : String(data))) // nodebuffer is the default
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256)
    for (const frame of ['ä', bytes, '', 'z']) page.send(frame)
    for (const frame of ['ö', bytes, bytes.buffer, { not: 'a frame' }, 'y']) core.postMessage(frame)
    await until(() => toCore.length === 4 && toPage.length === 4)
    expect({ toCore, toPage }).toEqual({ toCore: ['ä', bytes, '', 'z'], toPage: ['ö', bytes, bytes, 'y'] })
  })

  it('when either end closes, so does the other', async () => {
    const first = await openPipe()
    const coreClosed = once(first.core, 'close')
    first.page.close()
    const second = await openPipe()
    const pageClosed = once(second.page, 'close')
    second.core.close()
    await coreClosed
    const [code] = await pageClosed
    expect(code).toBe(1001)
  })

  it('a page that does not read has its requests wait; once it reads, they go on', async () => {
    const { page, socket, core } = await openPipe({ pauseBytes: 100_000, resumeBytes: 10_000 })
    const requests: unknown[] = []
    let received = 0
    core.on('message', (data) => requests.push(data))
    page.on('message', () => {
      received += 1
    })
    page.pause()
    const answer = 'x'.repeat(1_000_000)
    for (let sent = 0; sent < 20; sent += 1) core.postMessage(answer)
    const paused = await until(() => socket.isPaused)
    page.send('one more')
    await sleep(100)
    const waiting = requests.length
    page.resume()
    await until(() => requests.length === 1 && received === 20)
    expect({ paused, waiting, requests, received, resumed: !socket.isPaused }).toEqual({
      paused: true,
      waiting: 0,
      requests: ['one more'],
      received: 20,
      resumed: true,
    })
  })

  it('a page that never reads loses its connection instead of filling the memory', async () => {
    const { page, socket, core } = await openPipe({ limitBytes: 5_000_000 })
    page.pause()
    const closed = once(core, 'close')
    for (let sent = 0; sent < 30; sent += 1) core.postMessage('x'.repeat(1_000_000))
    await closed
    expect(socket.readyState).toBe(WebSocket.CLOSED)
  })
})

describe('the pipe between a core port and a port with events', () => {
  it('carries frames both ways, nothing else, and closes with either end', async () => {
    const [coreSide, pageSide] = [new MessageChannel(), new MessageChannel()]
    pipePorts(coreSide.port2, eventPort(pageSide.port2))
    const toCore: unknown[] = []
    const toPage: unknown[] = []
    coreSide.port1.on('message', (data) => toCore.push(data))
    pageSide.port1.on('message', (data) => toPage.push(data))
    for (const frame of ['a', { i: 1 }, new Uint8Array([1]), 7]) pageSide.port1.postMessage(frame)
    for (const frame of ['b', null, new Uint8Array([2])]) coreSide.port1.postMessage(frame)
    await until(() => toCore.length === 2 && toPage.length === 2)
    const closed = once(pageSide.port1, 'close')
    coreSide.port1.close()
    await closed
    expect({ toCore, toPage }).toEqual({ toCore: ['a', new Uint8Array([1])], toPage: ['b', new Uint8Array([2])] })
  })
})
