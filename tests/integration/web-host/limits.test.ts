import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { ask, askAsPage, askRaw, type HostFixture, startHost } from './host-fixture.ts'

let one: HostFixture
let other: HostFixture
beforeAll(async () => {
  ;[one, other] = await Promise.all([startHost(), startHost({ limits: { headersTimeoutMs: 300 } })])
})
afterAll(async () => {
  await Promise.all([one.close(), other.close()])
})

const port = () => one.host.port
const token = (fixture: HostFixture) => new URL(fixture.host.url).searchParams.get('token') ?? ''

describe('limits', () => {
  test('methods outside the list do nothing', async () => {
    const methods = [
      'OPTIONS',
      'TRACE',
      'PATCH',
      'PROPFIND',
      'MKCOL',
      'COPY',
      'MOVE',
      'LOCK',
      'SEARCH',
      'PURGE',
      'LINK',
      'REPORT',
    ]
    for (const method of methods) {
      for (const target of ['/', '/inbox', '/assets/index-B2a1c3d4.js', '/rpc']) {
        const { status } = await ask(port(), { method, target, headers: { cookie: one.cookie, origin: one.origin } })
        expect([method, target, status]).toEqual([method, target, 405])
      }
    }
    for (const method of ['POST', 'PUT', 'DELETE']) {
      for (const target of ['/', '/library', '/assets/index-B2a1c3d4.js', '/rpc']) {
        expect((await askAsPage(one, { method, target })).status).toBe(405)
      }
    }
    expect(await askRaw(port(), `BREW / HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\n\r\n`)).toMatch(/^HTTP\/1.1 400/)
    expect(await askRaw(port(), `CONNECT evil.example:80 HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\n\r\n`)).toBe('')
  })

  test('an oversized head is refused, a head that drips is cut', async () => {
    const { status } = await askAsPage(one, { target: '/', headers: { 'x-long': 'x'.repeat(20_000) } })
    expect(status).toBe(431)
    expect((await askAsPage(one, { target: `/?${'x'.repeat(9_000)}` })).status).toBe(414)
    const started = Date.now()
    expect(
      await askRaw(other.host.port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${other.host.port}\r\nX-Slow: `, 5_000),
    ).toMatch(/^HTTP\/1.1 408/)
    expect(Date.now() - started).toBeLessThan(3_000)
  })

  test('listens on the loopback address only', async () => {
    await expect(fetch(`http://[::1]:${port()}/`)).rejects.toThrow()
    await expect(startHost({ port: port() })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringMatching(/in use/),
    })
  })
})

test('every answer carries the policy and its companions', async () => {
  const asks = [
    askAsPage(one, { target: '/' }),
    askAsPage(one, { target: '/assets/index-B2a1c3d4.js' }),
    askAsPage(one, { target: '/nothing.js' }),
    askAsPage(one, { method: 'POST', target: '/inbox' }),
    ask(port(), { target: '/' }),
    ask(port(), { target: `/?token=${token(one)}` }),
    ask(port(), { target: '/', headers: { host: 'evil.example' } }),
  ]
  for (const { headers } of await Promise.all(asks)) {
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringMatching(/^default-src 'none'; script-src 'self'; style-src 'self'; /),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': expect.any(String),
    })
  }
  const hashed = await askAsPage(one, { target: '/assets/index-B2a1c3d4.js' })
  expect(hashed.headers['cache-control']).toBe('private, max-age=31536000, immutable')
})

test('closing with pages and half-sent requests open takes less than a second', async () => {
  const closing = await startHost()
  const socket = new WebSocket(`ws://127.0.0.1:${closing.host.port}/rpc`, 'metastamp', {
    origin: closing.origin,
    headers: { cookie: closing.cookie },
  })
  await new Promise((resolve) => socket.on('open', resolve))
  const hanging = askRaw(closing.host.port, `GET / HTTP/1.1\r\nHost: `, 10_000)
  const started = Date.now()
  await closing.close()
  await hanging
  expect(Date.now() - started).toBeLessThan(1_000)
})
