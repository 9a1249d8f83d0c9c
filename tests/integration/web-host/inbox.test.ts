import { randomBytes } from 'node:crypto'
import * as nodeFs from 'node:fs/promises'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { WebHostOptions } from '../../../src/main/hosts/web/serve.ts'
import { Failure } from '../../../src/shared/contract/errors.ts'
import { ask, askAsPage, askRaw, type HostFixture, startHost } from './host-fixture.ts'
import { begin, done, filesBelow, put, sha256 } from './inbox-client.ts'

const open: HostFixture[] = []
afterEach(async () => {
  for (const fixture of open.splice(0)) await fixture.close()
})
async function start(options: Partial<WebHostOptions> = {}) {
  const fixture = await startHost(options)
  open.push(fixture)
  return fixture
}

test('dropped files arrive under the name of their content and are handed to the core once', async () => {
  const fixture = await start()
  const uploadId = await begin(fixture)
  const bytes = randomBytes(400_000)
  const hash = sha256(bytes)
  expect(await put(fixture, uploadId, 'album/cover: 1.png', bytes)).toEqual({
    status: 201,
    value: { sha256: hash, bytes: 400_000, name: 'cover_ 1.png' },
  })
  expect((await put(fixture, uploadId, 'empty.txt', Buffer.alloc(0))).status).toBe(201)
  // Nothing enters the inbox before the person's drop is whole.
  expect((await readdir(fixture.inboxDir)).sort()).toEqual(['.incoming'])
  expect(await done(fixture, uploadId)).toEqual({ status: 200, value: { batchId: expect.any(String) } })

  const cover = join(fixture.inboxDir, hash.slice(0, 2), hash.slice(0, 16), 'cover_ 1.png')
  const none = sha256(Buffer.alloc(0))
  const empty = join(fixture.inboxDir, none.slice(0, 2), none.slice(0, 16), 'empty.txt')
  expect(fixture.core.added).toEqual([[cover, empty]])
  expect((await readFile(cover)).equals(bytes)).toBe(true)
  expect(await filesBelow(fixture.inboxDir)).toEqual([cover, empty].sort())
  expect((await nodeFs.stat(cover)).mode & 0o077).toBe(0)
  expect((await done(fixture, uploadId)).status).toBe(404)
})

test('the same bytes dropped twice, and eight times at once, are one file', async () => {
  const fixture = await start()
  const bytes = randomBytes(300_000)
  const drop = async () => {
    const uploadId = await begin(fixture)
    await Promise.all([put(fixture, uploadId, 'a.png', bytes), put(fixture, uploadId, 'b.png', bytes)])
    return (await done(fixture, uploadId)).status
  }
  const statuses = [await drop(), ...(await Promise.all(Array.from({ length: 8 }, drop)))]
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect((await filesBelow(fixture.inboxDir)).map((path) => path.split('/').at(-1))).toEqual(['a.png', 'b.png'])
  expect(new Set(fixture.core.added.map((paths) => [...paths].sort().join()))).toHaveLength(1)
})

test('a file in the inbox that someone altered stays, and the true bytes come beside it', async () => {
  const fixture = await start()
  const bytes = Buffer.from('original')
  const first = await begin(fixture)
  await put(fixture, first, 'a.txt', bytes)
  await done(fixture, first)
  const [path = ''] = await filesBelow(fixture.inboxDir)
  await writeFile(path, 'altered!')
  const second = await begin(fixture)
  await put(fixture, second, 'a.txt', bytes)
  await done(fixture, second)
  const contents = await Promise.all((await filesBelow(fixture.inboxDir)).map((file) => readFile(file, 'utf8')))
  expect(contents.sort()).toEqual(['altered!', 'original'])
})

test('names that want out of the inbox stay in it', async () => {
  const fixture = await start()
  const uploadId = await begin(fixture)
  const names = [
    '../../../secret.txt',
    '..',
    '.',
    '/etc/passwd',
    'C:\\Windows\\win.ini',
    '\\\\server\\share\\x',
    'a/../../b',
    '\0',
    'CON',
    'nul.png',
  ]
  names.push('..\\..\\x.png', 'x\u202egnp.exe', `${'ä'.repeat(300)}.png`, '.incoming', '～/x', '..／..／x')
  for (const [index, name] of names.entries()) {
    expect([name, (await put(fixture, uploadId, name, Buffer.from(`file ${index}`))).status]).toEqual([name, 201])
  }
  expect((await put(fixture, uploadId, '', Buffer.from('x'))).status).toBe(400)
  expect((await done(fixture, uploadId)).status).toBe(200)
  const files = await filesBelow(fixture.inboxDir)
  expect(files).toHaveLength(names.length)
  expect(
    files.every((path) => /^[0-9a-f]{2}\/[0-9a-f]{16}\/[^/]+$/.test(path.slice(fixture.inboxDir.length + 1))),
  ).toBe(true)
})

test('a link in the place of an inbox folder is not followed', async () => {
  const fixture = await start()
  const bytes = randomBytes(100)
  const outside = join(fixture.base, 'outside')
  await mkdir(outside)
  await symlink(outside, join(fixture.inboxDir, sha256(bytes).slice(0, 2)))
  const uploadId = await begin(fixture)
  await put(fixture, uploadId, 'a.png', bytes)
  expect(await done(fixture, uploadId)).toMatchObject({ status: 403, value: { error: { code: 'FORBIDDEN' } } })
  expect(await filesBelow(outside)).toEqual([])
})

test('too large: announced, unannounced, and exactly at the limit', async () => {
  const fixture = await start()
  fixture.core.setMaxFileBytes(1000)
  const uploadId = await begin(fixture)
  const tooLarge = { status: 413, value: { error: { code: 'TOO_LARGE', retryable: false } } }
  expect(await put(fixture, uploadId, 'a', randomBytes(1001))).toMatchObject(tooLarge)
  expect(await put(fixture, uploadId, 'a', randomBytes(1001), { 'transfer-encoding': 'chunked' })).toMatchObject(
    tooLarge,
  )
  expect(await put(fixture, uploadId, 'a', randomBytes(3_000_000), { 'transfer-encoding': 'chunked' })).toMatchObject(
    tooLarge,
  )
  expect((await put(fixture, uploadId, 'a', randomBytes(1000), { 'transfer-encoding': 'chunked' })).status).toBe(201)
  expect(await filesBelow(fixture.inboxDir)).toHaveLength(1)
})

test('requests without a body of their own take none', async () => {
  const fixture = await start()
  const body = randomBytes(100_000)
  expect((await askAsPage(fixture, { method: 'POST', target: '/inbox', body })).status).toBe(413)
  const uploadId = await begin(fixture)
  expect((await askAsPage(fixture, { method: 'POST', target: `/inbox/${uploadId}/done`, body })).status).toBe(413)
})

test('a sender that is told to wait is refused before it sends', async () => {
  const fixture = await start()
  fixture.core.setMaxFileBytes(10)
  const uploadId = await begin(fixture)
  const head = `PUT /inbox/${uploadId}/file?path=a HTTP/1.1\r\nHost: 127.0.0.1:${fixture.host.port}\r\nOrigin: ${fixture.origin}\r\nExpect: 100-continue\r\nContent-Length: 5\r\n`
  expect(await askRaw(fixture.host.port, `${head}\r\n`, 300)).toMatch(/^HTTP\/1.1 401/)
  expect(await askRaw(fixture.host.port, `${head}Cookie: ${fixture.cookie}\r\n\r\n`, 300)).toMatch(/^HTTP\/1.1 100/)
})

test('a sender that breaks off or goes quiet leaves no file behind', async () => {
  const fixture = await start({ limits: { bodyIdleMs: 200 } })
  const uploadId = await begin(fixture)
  const send = (afterwards: (sent: ReturnType<typeof httpRequest>) => void) =>
    new Promise<void>((resolve) => {
      const sent = httpRequest({
        host: '127.0.0.1',
        port: fixture.host.port,
        method: 'PUT',
        path: `/inbox/${uploadId}/file?path=film.mp4`,
        headers: { cookie: fixture.cookie, origin: fixture.origin, 'content-length': '1000000' },
      })
      sent.on('error', () => undefined)
      sent.on('close', () => resolve())
      sent.write(randomBytes(500_000), () => afterwards(sent))
    })
  await send((sent) => setTimeout(() => sent.destroy(), 50))
  const started = Date.now()
  await send(() => undefined)
  expect(Date.now() - started).toBeLessThan(3_000)
  await expect.poll(() => filesBelow(fixture.inboxDir)).toEqual([])
  expect(await done(fixture, uploadId)).toMatchObject({ status: 400 })
})

test('aborting removes what came and what is still coming', async () => {
  const fixture = await start()
  const uploadId = await begin(fixture)
  await put(fixture, uploadId, 'a.png', randomBytes(1000))
  const slow = httpRequest({
    host: '127.0.0.1',
    port: fixture.host.port,
    method: 'PUT',
    path: `/inbox/${uploadId}/file?path=b.png`,
    headers: { cookie: fixture.cookie, origin: fixture.origin, 'content-length': '1000' },
  })
  const cut = new Promise<void>((resolve) => slow.on('close', () => resolve()))
  slow.on('error', () => undefined)
  slow.write(randomBytes(10))
  await expect.poll(() => filesBelow(fixture.inboxDir)).toHaveLength(2)
  expect(await done(fixture, uploadId)).toMatchObject({ status: 409 })
  expect((await askAsPage(fixture, { method: 'DELETE', target: `/inbox/${uploadId}` })).status).toBe(200)
  await cut
  expect(await readdir(join(fixture.inboxDir, '.incoming'))).toEqual([])
  expect(fixture.core.added).toEqual([])
  expect((await put(fixture, uploadId, 'a', randomBytes(1))).status).toBe(404)
})

test('when the core refuses, the upload can be finished again', async () => {
  const fixture = await start()
  const uploadId = await begin(fixture)
  await put(fixture, uploadId, 'a.png', randomBytes(1000))
  fixture.core.failNextAdd(new Failure('WORKER_DIED', 'The core stopped.', { retryable: true }))
  expect(await done(fixture, uploadId)).toMatchObject({
    status: 503,
    value: { error: { code: 'WORKER_DIED', retryable: true } },
  })
  expect((await done(fixture, uploadId)).status).toBe(200)
  expect(fixture.core.added[0]).toHaveLength(1)
})

test('ids that are none, and doors without a cookie', async () => {
  const fixture = await start()
  for (const id of [
    'x',
    '..',
    '00000000-0000-0000-0000-000000000000',
    '0192f0c0-0000-4000-8000-000000000000',
    '.incoming',
  ]) {
    expect((await askAsPage(fixture, { method: 'PUT', target: `/inbox/${id}/file?path=a`, body: 'x' })).status).toBe(
      404,
    )
  }
  for (const method of ['POST', 'PUT', 'DELETE']) {
    const headers = { origin: fixture.origin }
    expect((await ask(fixture.host.port, { method, target: '/inbox', headers, body: 'x' })).status).toBe(401)
  }
})
