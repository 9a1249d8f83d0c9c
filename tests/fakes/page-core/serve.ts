import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { RPCHandler } from '@orpc/server/ws'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import sharp from 'sharp'
import { build } from 'vite'
import { WebSocketServer } from 'ws'
import { loadAppFiles } from '../../../src/main/hosts/app-files.ts'
import { contentPolicy, securityHeaders } from '../../../src/main/hosts/content-policy.ts'
import { drawMatches, foundWorks } from './matches.ts'
import { createPageRouter } from './router.ts'
import type { PageCoreState, Scenario } from './state.ts'
import { createState } from './state.ts'
import { takeIn } from './take-in.ts'
import type { Arrived } from './take-in.ts'
import { drawStrip, drawThumbnail } from './thumbnail.ts'

// The page in a real browser before there is a core: the built renderer under the product's own content policy, the
// contract over memory. By hand: node tests/fakes/page-core/serve.ts [works] [busy|idle]

const root = resolve(import.meta.dirname, '../../..')

export type PageServer = { url: string; state: PageCoreState; close(): Promise<void> }

/** Builds the renderer as electron.vite.config.ts describes it into a new folder. */
export async function buildPage(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'metastamp-page-'))
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(root, 'src/renderer'),
    base: '/',
    plugins: [react(), tailwindcss()],
    build: {
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      // Readable stacks, and the same as electron-vite does.
      minify: false,
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: join(root, 'src/renderer/index.html') },
    },
  })
  return outDir
}

/** Serves a built page and a fresh scenario on 127.0.0.1, at a free port unless one is given. */
export async function servePage(pageDir: string, scenario: Scenario, port = 0): Promise<PageServer> {
  const files = await loadAppFiles(pageDir)
  const state = createState(scenario)
  await drawMatches(state)
  const headers = securityHeaders(contentPolicy())
  const thumbnails = new Map<string, Promise<Buffer>>()
  const uploads = new Map<string, Arrived[]>()

  const picture = (assetId: string): Promise<Buffer> | null => {
    const work = state.works.find((candidate) => candidate.assetId === assetId)
    if (work === undefined) return null
    const original = state.originals.get(assetId)
    const drawn =
      thumbnails.get(assetId) ??
      (original === undefined
        ? drawThumbnail(work)
        : sharp(original).resize(640, 640, { fit: 'inside' }).jpeg().toBuffer())
    thumbnails.set(assetId, drawn)
    return drawn
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const send = (status: number, type: string, body: Buffer | string) =>
      response.writeHead(status, { ...headers, 'content-type': type, 'cache-control': 'no-store' }).end(body)
    const json = (value: unknown) => send(200, 'application/json', JSON.stringify(value))
    const answer = async (): Promise<void> => {
      const asset = /^\/asset\/([0-9a-f-]+)\/(thumbnail|strip|original)$/.exec(url.pathname)
      if (asset !== null) {
        const strip = asset[2] === 'strip'
        const bytes = await (strip
          ? drawStrip(Number.parseInt(asset[1]?.slice(-6) ?? '', 16))
          : (picture(asset[1] ?? '') ?? null))
        if (bytes === null) send(404, 'text/plain', 'no such work')
        else send(200, 'image/jpeg', bytes)
        return
      }
      if (url.pathname === '/inbox') {
        const uploadId = `u${uploads.size + 1}`
        uploads.set(uploadId, [])
        json({ uploadId })
        return
      }
      if (url.pathname === '/look-up') {
        for await (const _ of request);
        const name = url.searchParams.get('path') ?? ''
        const error = { code: 'CORRUPT_MEDIA', message: `“${name}” is damaged.`, retryable: false }
        if (name.startsWith('broken')) send(415, 'application/json', JSON.stringify({ error }))
        else if (!name.startsWith('endless')) json({ items: name.startsWith('stranger') ? [] : foundWorks(state) })
        return
      }
      const inbox = /^\/inbox\/(u\d+)(\/file|\/done)?$/.exec(url.pathname)
      const held = inbox === null ? undefined : uploads.get(inbox[1] ?? '')
      if (inbox !== null && held !== undefined) {
        if (inbox[2] === '/file') {
          const chunks: Buffer[] = []
          for await (const chunk of request) chunks.push(Buffer.from(chunk))
          held.push({
            name: (url.searchParams.get('path') ?? '').split('/').at(-1) ?? '',
            bytes: Buffer.concat(chunks),
          })
          json({})
        } else if (inbox[2] === '/done') json({ batchId: takeIn(state, held[0]?.name ?? 'drop', held) })
        else json({})
        return
      }
      const file = files.find(url.pathname) ?? files.index
      send(200, file.mediaType, file.bytes)
    }
    answer().catch((error: unknown) => send(500, 'text/plain', String(error)))
  })

  const handler = new RPCHandler(createPageRouter(state))
  const sockets = new WebSocketServer({ server, path: '/rpc' })
  sockets.on('connection', (socket) => void handler.upgrade(socket))
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    state,
    close: async () => {
      state.wallet.close()
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const works = Number.parseInt(process.argv[2] ?? '200', 10)
  const pageDir = await buildPage()
  const server = await servePage(pageDir, {
    works,
    activity: process.argv[3] === 'busy' ? 'busy' : 'idle',
    readOnly: false,
  })
  process.stdout.write(`${server.url}\n`)
  process.once('SIGINT', () => {
    void server.close().then(() => rm(pageDir, { recursive: true, force: true }))
  })
}
