import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type IncomingHttpHeaders, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '../../../src/main/core/log/logger.ts'
import { startWebHost, type WebHost, type WebHostOptions } from '../../../src/main/hosts/web/serve.ts'
import { createFakeWebCore, type FakeWebCore, pipeText } from '../../fakes/web-core.ts'

export const secret = 'CANARY-7f3a-this-must-never-be-served'

export type HostFixture = {
  host: WebHost
  core: FakeWebCore
  base: string
  rendererDir: string
  inboxDir: string
  origin: string
  cookie: string
  close(): Promise<void>
}

/** A real host on a free port over a small built page, with secrets lying around it. */
export function startHost(options: Partial<WebHostOptions> = {}): Promise<HostFixture> {
  return newPage(() => Promise.resolve(), options)
}

/** The same, with more put into the folders before it starts. */
export async function newPage(
  prepare: (folders: { base: string; rendererDir: string }) => Promise<void>,
  options: Partial<WebHostOptions> = {},
): Promise<HostFixture> {
  const base = await mkdtemp(join(tmpdir(), 'metastamp-web-'))
  const rendererDir = join(base, 'renderer')
  const inboxDir = join(base, 'inbox')
  await mkdir(join(rendererDir, 'assets'), { recursive: true })
  await mkdir(join(base, 'renderer2'))
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html><title>page</title>')
  await writeFile(join(rendererDir, 'assets', 'index-B2a1c3d4.js'), 'export {}')
  await writeFile(join(rendererDir, 'assets', 'index-B2a1c3d4.css'), 'body{}')
  await writeFile(join(base, 'secret.txt'), secret)
  await writeFile(join(base, 'secret.js'), secret)
  await writeFile(join(base, 'renderer2', 'secret.js'), secret)
  await prepare({ base, rendererDir })
  const core = createFakeWebCore()
  const host = await startWebHost({ core, pipe: pipeText, rendererDir, inboxDir, log: silentLogger, ...options })
  const fixture: HostFixture = {
    host,
    core,
    base,
    rendererDir,
    inboxDir,
    origin: `http://127.0.0.1:${host.port}`,
    cookie: '',
    async close() {
      await host.close()
      await rm(base, { recursive: true, force: true })
    },
  }
  fixture.cookie = await tradeToken(fixture)
  return fixture
}

export async function tradeToken({ host }: { host: Pick<WebHost, 'url' | 'port'> }): Promise<string> {
  const target = host.url.slice(`http://127.0.0.1:${host.port}`.length)
  const { headers } = await ask(host.port, { target })
  return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

export type Ask = {
  method?: string
  target: string
  headers?: Record<string, string>
  body?: Uint8Array | string
}

export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer; text: string }

/** A request with the target exactly as given: no client-side normalisation. */
export function ask(port: number, { method = 'GET', target, headers = {}, body }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, method, path: target, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const whole = Buffer.concat(chunks)
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: whole, text: whole.toString() })
      })
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** The same as the page would: cookie and, for changes, Origin. */
export function askAsPage(fixture: HostFixture, what: Ask): Promise<Answer> {
  const origin = what.method === undefined || what.method === 'GET' ? {} : { origin: fixture.origin }
  return ask(fixture.host.port, { ...what, headers: { cookie: fixture.cookie, ...origin, ...what.headers } })
}

/** Raw bytes to the server; everything it says until it hangs up or `waitMs` have passed. */
export function askRaw(port: number, bytes: string | Uint8Array, waitMs = 2_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const heard: Buffer[] = []
    const timer = setTimeout(() => socket.destroy(), waitMs)
    socket.on('data', (chunk: Buffer) => heard.push(chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(timer)
      resolve(Buffer.concat(heard).toString('latin1'))
    })
    socket.write(bytes)
  })
}
