import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'

// A server on 127.0.0.1 that answers as a test wrote, piece by piece, and keeps what it was asked.

// oxlint-disable-next-line typescript/no-explicit-any -- a test reads bodies as the protocol's documentation says they are; another one fails it
export type Json = any

export type Asked = { method: string; path: string; headers: IncomingMessage['headers']; body: Json }

/** How a scripted response goes: whole, cut in the middle, or left hanging. */
export type Reply = {
  status?: number
  headers?: Record<string, string>
  /** Sent one after the other, each in a packet of its own. */
  pieces: readonly (string | Uint8Array)[]
  ending?: 'end' | 'destroy' | 'hang'
}

export type ScriptedServer = {
  origin: string
  asked: Asked[]
  /** What is answered next, in order. Anything asked beyond that gets 599. */
  reply(...replies: Reply[]): void
  /** Resolves when the client has let go of a response that was left hanging. */
  released(): Promise<void>
  close(): Promise<void>
}

/** `tls`: behind a certificate that nobody has reason to trust. */
export async function scriptedServer({ tls = false } = {}): Promise<ScriptedServer> {
  const asked: Asked[] = []
  const replies: Reply[] = []
  let release: () => void = () => undefined
  let released = new Promise<void>((resolve) => {
    release = resolve
  })
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const text = Buffer.concat(parts).toString('utf8')
    const body = text === '' ? null : JSON.parse(text)
    asked.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body })
    const { status = 200, headers = {}, pieces, ending = 'end' } = replies.shift() ?? { status: 599, pieces: ['{}'] }
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.flushHeaders()
    for (const piece of pieces) {
      response.write(piece)
      // The next piece goes out when this one has: readers see the seams.
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
    if (ending === 'end') response.end()
    if (ending === 'destroy') response.destroy()
    if (ending === 'hang') response.once('close', release)
  }
  const listener = (request: IncomingMessage, response: ServerResponse) =>
    void answer(request, response).catch(() => response.destroy())
  const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/tls', name))
  const server = tls
    ? createTlsServer({ key: fixture('self-signed-key.pem'), cert: fixture('self-signed.pem') }, listener)
    : createServer(listener)
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    asked,
    reply: (...more) => void replies.push(...more),
    released: async () => {
      await released
      released = new Promise<void>((resolve) => {
        release = resolve
      })
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** A text in packets of a few bytes: characters, lines and events come apart wherever they do. */
export function shredded(text: string, size = 7): Uint8Array[] {
  const bytes = Buffer.from(text, 'utf8')
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
}
