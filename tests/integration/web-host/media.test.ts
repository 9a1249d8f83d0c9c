import { randomBytes } from 'node:crypto'
import { readdir, readlink, rm, truncate, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newAssetId } from '../../fakes/web-core.ts'
import { askAsPage, type HostFixture, startHost } from './host-fixture.ts'

let fixture: HostFixture
beforeAll(async () => {
  fixture = await startHost()
})
afterAll(() => fixture.close())

const film = randomBytes(3_000_000)

async function addFile(bytes: Uint8Array, mediaType = 'video/mp4', name = `${newAssetId()}.mp4`) {
  const assetId = newAssetId()
  const path = join(fixture.base, name)
  await writeFile(path, bytes)
  fixture.core.setMedia(assetId, 'original', {
    type: 'file',
    path,
    bytes: bytes.byteLength,
    mediaType,
    etag: `e-${assetId}`,
  })
  return { assetId, path, target: `/asset/${assetId}/original` }
}

test('a file is served whole and in parts, as a player asks for it', async () => {
  const { target, assetId } = await addFile(film)
  const etag = `"e-${assetId}"`
  const whole = await askAsPage(fixture, { target })
  expect(whole.body.equals(film)).toBe(true)
  expect([whole.status, whole.headers]).toMatchObject([
    200,
    {
      'accept-ranges': 'bytes',
      'content-disposition': `inline; filename="${assetId}.mp4"`,
      'content-length': '3000000',
      'content-type': 'video/mp4',
      'content-security-policy': expect.stringMatching(/^default-src 'none';.*; sandbox$/),
      etag,
    },
  ])
  const cases: [Record<string, string>, number, string | undefined, Buffer][] = [
    [{ range: 'bytes=0-0' }, 206, 'bytes 0-0/3000000', film.subarray(0, 1)],
    [{ range: 'bytes=1000-1999999' }, 206, 'bytes 1000-1999999/3000000', film.subarray(1000, 2_000_000)],
    [{ range: 'bytes=2999999-' }, 206, 'bytes 2999999-2999999/3000000', film.subarray(2_999_999)],
    [{ range: 'bytes=-5' }, 206, 'bytes 2999995-2999999/3000000', film.subarray(-5)],
    [{ range: 'bytes=0-99999999' }, 206, 'bytes 0-2999999/3000000', film],
    [{ range: 'bytes=3000000-' }, 416, 'bytes */3000000', Buffer.alloc(0)],
    [{ range: 'bytes=0-1,5-6' }, 200, undefined, film],
    [{ range: 'lines=0-1' }, 200, undefined, film],
    [{ range: 'bytes=0-4', 'if-range': etag }, 206, 'bytes 0-4/3000000', film.subarray(0, 5)],
    [{ range: 'bytes=0-4', 'if-range': '"other"' }, 200, undefined, film],
    [{ range: 'bytes=0-4', 'if-range': `W/${etag}` }, 200, undefined, film],
    [{ 'if-none-match': `"x", W/${etag}` }, 304, undefined, Buffer.alloc(0)],
  ]
  for (const [headers, status, contentRange, bytes] of cases) {
    const got = await askAsPage(fixture, { target, headers })
    expect([headers, got.status, got.headers['content-range'], got.body.equals(bytes)]).toEqual([
      headers,
      status,
      contentRange,
      true,
    ])
  }
  const head = await askAsPage(fixture, { method: 'HEAD', target })
  expect([head.status, head.headers['content-length'], head.body.byteLength]).toEqual([200, '3000000', 0])
})

test('thumbnails come from memory, for ever under their key', async () => {
  const assetId = newAssetId()
  fixture.core.setMedia(assetId, 'thumbnail', {
    type: 'bytes',
    bytes: new Uint8Array([1, 2, 3]),
    mediaType: 'image/webp',
    etag: 'k1',
  })
  const keyed = await askAsPage(fixture, { target: `/asset/${assetId}/thumbnail?v=k1` })
  expect([keyed.status, [...keyed.body], keyed.headers['cache-control']]).toEqual([
    200,
    [1, 2, 3],
    'private, max-age=31536000, immutable',
  ])
  const bare = await askAsPage(fixture, { target: `/asset/${assetId}/thumbnail` })
  expect(bare.headers['cache-control']).toBe('private, no-cache')
  expect((await askAsPage(fixture, { target: `/asset/${assetId}/original` })).status).toBe(404)
})

test('a file that could run in the page is never shown, whatever its name', async () => {
  const got = []
  for (const mediaType of [
    'image/svg+xml',
    'text/html',
    'application/xhtml+xml',
    'text/html;image/png',
    'image/png\r\nx: y',
    '',
    'TEXT/HTML',
  ]) {
    const { target } = await addFile(Buffer.from('<script>'), mediaType, '"; evil.html')
    const { headers } = await askAsPage(fixture, { target })
    got.push([mediaType, headers['content-type'], headers['content-disposition']?.slice(0, 11), headers['x']])
  }
  expect(got).toEqual(got.map(([mediaType]) => [mediaType, 'application/octet-stream', 'attachment;', undefined]))
})

test('gone, changed and empty files are told apart, and no path is told', async () => {
  const gone = await addFile(film)
  await rm(gone.path)
  const changed = await addFile(film)
  await truncate(changed.path, 10)
  const empty = await addFile(Buffer.alloc(0))
  const answers = await Promise.all([gone, changed, empty].map(({ target }) => askAsPage(fixture, { target })))
  expect(answers.map(({ status }) => status)).toEqual([404, 409, 200])
  expect(answers.slice(0, 2).map(({ text }) => JSON.parse(text))).toMatchObject([
    { error: { code: 'VANISHED', retryable: false } },
    { error: { code: 'CHANGED_WHILE_READING', retryable: true } },
  ])
  expect(answers.map(({ text }) => text).join()).not.toContain(fixture.base)
})

test('a reader that leaves in the middle leaves no open file behind', async () => {
  const { target, path } = await addFile(randomBytes(30_000_000))
  for (let round = 0; round < 20; round++) {
    await new Promise<void>((resolve) => {
      const headers = { cookie: fixture.cookie }
      const asked = httpRequest({ host: '127.0.0.1', port: fixture.host.port, path: target, headers }, (response) => {
        response.once('data', () => asked.destroy())
        response.once('error', () => undefined)
        response.once('close', () => resolve())
      })
      asked.on('error', () => undefined)
      asked.end()
    })
  }
  await expect.poll(() => openTimes(path), { timeout: 3_000 }).toBe(0)
})

/** How often this process holds the file open (Linux; elsewhere it cannot be seen). */
async function openTimes(path: string): Promise<number> {
  const descriptors = await readdir('/proc/self/fd').catch(() => [])
  const targets = await Promise.all(descriptors.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')))
  return targets.filter((target) => target === path).length
}
