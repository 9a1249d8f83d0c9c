import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { silentLogger } from '../../../src/main/core/log/logger.ts'
import { serve } from '../../../src/main/hosts/web/main.ts'
import type { contract } from '../../../src/shared/contract/index.ts'
import { ask, tradeToken } from './host-fixture.ts'

// `metastamp serve` with the real core in its thread.

let base: string
let rendererDir: string
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'metastamp-serve-'))
  rendererDir = join(base, 'page')
  await mkdir(rendererDir)
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html><title>page</title>')
})
afterEach(() => rm(base, { recursive: true, force: true }))

type PageClient = ContractRouterClient<typeof contract>

async function openPage(url: string) {
  const port = Number(new URL(url).port)
  const cookie = await tradeToken({ host: { url, port } })
  const origin = `http://127.0.0.1:${port}`
  const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, 'metastamp', { origin, headers: { cookie } })
  await new Promise((open, fail) => socket.once('open', open).once('error', fail))
  // ws implements the DOM's WebSocket; its declarations differ in the events' classes only.
  const client = createORPCClient<PageClient>(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }))
  const as = (method: string, target: string, body?: Uint8Array) =>
    ask(port, { method, target, headers: { cookie, origin }, ...(body === undefined ? {} : { body }) })
  return { client, socket, as }
}

test('a dropped picture becomes a work with a thumbnail, and its bytes come back as they went in', async () => {
  const serving = await serve({
    profileDir: join(base, 'profile'),
    port: 0,
    open: false,
    rendererDir,
    log: silentLogger,
    handleSignals: false,
  })
  const { client, socket, as } = await openPage(serving.url)
  try {
    expect(await client.app.info({})).toMatchObject({
      host: 'web',
      keyStore: 'file',
      capabilities: { drop: 'upload', folderBrowser: true },
    })
    const pixels = randomBytes(300 * 200 * 3)
    const picture = await sharp(pixels, { raw: { width: 300, height: 200, channels: 3 } })
      .png()
      .toBuffer()
    const { uploadId } = JSON.parse((await as('POST', '/inbox')).text)
    expect((await as('PUT', `/inbox/${uploadId}/file?path=album%2Fcover.png`, picture)).status).toBe(201)
    const { batchId } = JSON.parse((await as('POST', `/inbox/${uploadId}/done`)).text)
    let state = ''
    for await (const batch of await client.intake.follow({ batchId }))
      state = `${batch.state} ${batch.ready} ${batch.failed}`
    expect(state).toBe('done 1 0')

    const [work] = (await client.library.list({})).items
    expect(work).toMatchObject({ kind: 'image', status: 'ready', bytes: picture.byteLength, mediaType: 'image/png' })
    const original = await as('GET', `/asset/${work?.assetId}/original`)
    expect([original.status, original.headers['content-type'], original.body.equals(picture)]).toEqual([
      200,
      'image/png',
      true,
    ])
    const thumbnail = await as('GET', `/asset/${work?.assetId}/thumbnail?v=${work?.thumbnailKey}`)
    expect([thumbnail.status, thumbnail.headers['content-type']]).toEqual([
      200,
      expect.stringMatching(/^image\/(?:webp|jpeg)$/),
    ])
    expect((await sharp(thumbnail.body).metadata()).width).toBeGreaterThan(0)
    // The limit of the settings is the one that counts.
    await client.settings.set({ values: { 'intake.maxFileBytes': 10 } })
    const next = JSON.parse((await as('POST', '/inbox')).text).uploadId
    expect((await as('PUT', `/inbox/${next}/file?path=a.png`, picture)).status).toBe(413)
  } finally {
    socket.terminate()
    await serving.close()
  }
  expect((await stat(join(base, 'profile', 'vault.key'))).mode & 0o777).toBe(0o600)
})

const sourceOf = (options: object) => `
import { serve } from ${JSON.stringify(pathToFileURL(resolve('src/main/hosts/web/main.ts')).href)}
await serve({ ...${JSON.stringify(options)}, onListening: ({ url }) => process.stdout.write(url + '\\n') })
  .catch((failure) => { process.stdout.write(failure.code + '\\n'); process.exit(4) })
`

async function start(script: string): Promise<{ child: ChildProcess; said: string; exited: Promise<number | null> }> {
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = new Promise<number | null>((done) => child.once('exit', done))
  const said = await new Promise<string>((heard) =>
    child.stdout?.once('data', (data: Buffer) => heard(String(data).trim())),
  )
  return { child, said, exited }
}

test('a signal ends it within a second, an open page notwithstanding, and the profile is free again', async () => {
  const script = join(base, 'serve.mjs')
  await writeFile(script, sourceOf({ profileDir: join(base, 'profile'), port: 0, open: false, rendererDir }))
  for (const [signal, code] of [
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const) {
    const first = await start(script)
    try {
      const { client, socket } = await openPage(first.said)
      await client.app.info({})
      const second = await start(script)
      expect([second.said, await second.exited]).toEqual(['PROFILE_LOCKED', 4])
      const started = Date.now()
      first.child.kill(signal)
      expect(await first.exited).toBe(code)
      expect(Date.now() - started).toBeLessThan(1_500)
      socket.terminate()
    } finally {
      first.child.kill('SIGKILL')
    }
  }
  expect((await readFile(join(base, 'profile', 'vault.key'))).byteLength).toBe(32)
})

test('without a built page it says what to do and leaves nothing running', async () => {
  const options = { profileDir: join(base, 'profile'), port: 0, open: false, log: silentLogger, handleSignals: false }
  await expect(serve({ ...options, rendererDir: join(base, 'none') })).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('npm run build'),
  })
  // The profile's lock has been given back.
  const serving = await serve({ ...options, rendererDir })
  await serving.close()
})
