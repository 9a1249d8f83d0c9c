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

describe('the token', () => {
  test('is traded for a strict cookie of this port and leaves the address', async () => {
    const { status, headers, text } = await ask(port(), { target: `/?token=${token(one)}` })
    expect({ status, location: headers.location, text, cache: headers['cache-control'] }).toEqual({
      status: 303,
      location: '/',
      text: '',
      cache: 'no-store',
    })
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(new RegExp(`^metastamp-${port()}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`)),
    ])
    // Whoever reads the address in a history must not hold the session.
    expect(headers['set-cookie']?.[0]).not.toContain(token(one))
  })

  test.each([
    ['none', () => '/'],
    ['empty', () => '/?token='],
    ['of another launch', () => `/?token=${token(other)}`],
    ['cut', () => `/?token=${token(one).slice(0, -1)}`],
    ['longer', () => `/?token=${token(one)}A`],
    ['twice', () => `/?token=${token(one)}&token=${token(one)}`],
    ['in another case', () => `/?token=${token(one).toUpperCase()}`],
  ])('%s: 401 with a page that says what to do, and no cookie', async (_name, target) => {
    const { status, headers, text } = await ask(port(), { target: target() })
    expect([status, headers['set-cookie'], headers['content-type']]).toEqual([
      401,
      undefined,
      'text/html; charset=utf-8',
    ])
    expect(text).toContain('Open the address the program printed')
    expect(text).not.toMatch(/<script|<style|style=|\son\w+=/)
  })

  test('opens nothing at any other address', async () => {
    for (const target of ['/library', '/assets/index-B2a1c3d4.js', '/inbox', '/rpc']) {
      expect((await ask(port(), { target: `${target}?token=${token(one)}` })).status).toBe(401)
    }
  })

  test('without the cookie nothing is served but the style of the signed-out page', async () => {
    const targets = [
      '/index.html',
      '/assets/index-B2a1c3d4.js',
      '/asset/0192f0c0-0000-7000-8000-000000000000/original',
      '/x',
    ]
    const statuses = await Promise.all(targets.map(async (target) => (await ask(port(), { target })).status))
    expect(statuses).toEqual([401, 401, 401, 401])
    expect((await ask(port(), { target: '/signed-out.css' })).status).toBe(200)
  })

  test.each([
    ['of another launch', () => other.cookie],
    ['of another launch under this name', () => `metastamp-${port()}=${other.cookie.split('=')[1]}`],
    ['the token as cookie', () => `metastamp-${port()}=${token(one)}`],
    ['empty', () => `metastamp-${port()}=`],
    ['name in another case', () => one.cookie.replace('metastamp', 'Metastamp')],
  ])('cookie %s: 401', async (_name, cookie) => {
    expect((await ask(port(), { target: '/library', headers: { cookie: cookie() } })).status).toBe(401)
  })

  test('the right cookie among others opens the page at every page address', async () => {
    for (const target of ['/', '/library', '/work/0192f0c0-0000-7000-8000-000000000000', '/activity', '/settings']) {
      const { status, headers } = await ask(port(), { target, headers: { cookie: `a=b; ${one.cookie}; c=d` } })
      expect([status, headers['content-type'], headers['cache-control']]).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-store',
      ])
    }
  })
})

describe('Host and Origin', () => {
  test('a rebound or foreign Host gets nothing, even with the cookie and the token', async () => {
    const hosts = [
      'evil.example',
      `evil.example:${port()}`,
      '127.0.0.1',
      'localhost',
      `127.0.0.1:${other.host.port}`,
      `127.0.0.1.evil.example:${port()}`,
      `localhost.evil.example:${port()}`,
      `0.0.0.0:${port()}`,
      `[::1]:${port()}`,
      `127.1:${port()}`,
      `2130706433:${port()}`,
      `127.0.0.1:${port()}@evil.example`,
      `evil@127.0.0.1:${port()}`,
      `localhost.:${port()}`,
      `127.0.0.1:0${port()}`,
      ' ',
    ]
    for (const host of hosts) {
      for (const target of ['/', `/?token=${token(one)}`, '/assets/index-B2a1c3d4.js']) {
        const { status, headers } = await ask(port(), { target, headers: { host, cookie: one.cookie } })
        expect([host, status, headers['set-cookie']]).toEqual([host, 403, undefined])
      }
    }
    expect(
      (await ask(port(), { target: '/', headers: { host: `localhost:${port()}`, cookie: one.cookie } })).status,
    ).toBe(200)
  })

  test('no Host and two Hosts get nothing', async () => {
    const none = await askRaw(port(), `GET / HTTP/1.1\r\nCookie: ${one.cookie}\r\nConnection: close\r\n\r\n`)
    const old = await askRaw(port(), `GET / HTTP/1.0\r\nCookie: ${one.cookie}\r\n\r\n`)
    const two = await askRaw(
      port(),
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\nHost: evil.example\r\nCookie: ${one.cookie}\r\nConnection: close\r\n\r\n`,
    )
    expect([none, old, two].map((text) => text.slice(9, 12))).toEqual(['400', '403', '403'])
  })

  test('whatever changes something needs our own Origin', async () => {
    const origins = [
      undefined,
      'null',
      'http://evil.example',
      `https://127.0.0.1:${port()}`,
      `http://localhost:${port()}`,
    ]
    origins.push(other.origin, `${one.origin}.evil.example`, `${one.origin}/`, one.origin.toUpperCase(), '')
    for (const origin of origins) {
      for (const method of ['POST', 'PUT', 'DELETE']) {
        const headers = { cookie: one.cookie, ...(origin === undefined ? {} : { origin }) }
        const { status } = await ask(port(), { method, target: '/inbox', headers })
        expect([origin, method, status]).toEqual([origin, method, 403])
      }
    }
    expect((await askAsPage(one, { method: 'POST', target: '/inbox' })).status).toBe(201)
  })

  test('other sites and other local servers cannot embed what the cookie opens', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const headers = { cookie: one.cookie, 'sec-fetch-site': site }
      expect((await ask(port(), { target: '/assets/index-B2a1c3d4.js', headers })).status).toBe(403)
      expect((await ask(port(), { target: '/', headers })).status).toBe(200)
    }
  })

  test('no answer allows another origin to read it', async () => {
    const asks = [
      { target: '/' },
      { target: '/nothing' },
      { method: 'OPTIONS', target: '/inbox' },
      { method: 'POST', target: '/inbox' },
    ]
    for (const what of asks) {
      const { headers } = await ask(port(), { ...what, headers: { origin: 'http://evil.example', cookie: one.cookie } })
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })
})

describe('the WebSocket', () => {
  type Offer = { origin?: string; cookie?: string; protocol?: string[]; target?: string; host?: string }
  const open = ({ origin, cookie, protocol = ['metastamp'], target = '/rpc', host }: Offer) =>
    new Promise<number | string>((resolve) => {
      const headers = { ...(cookie === undefined ? {} : { cookie }), ...(host === undefined ? {} : { host }) }
      const socket = new WebSocket(`ws://127.0.0.1:${port()}${target}`, protocol, {
        headers,
        ...(origin === undefined ? {} : { origin }),
      })
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0)
        socket.terminate()
      })
      socket.on('error', () => resolve('error'))
      socket.on('open', () => {
        resolve(socket.protocol)
        socket.terminate()
      })
    })

  test('opens for our page and nobody else', async () => {
    const good = { origin: one.origin, cookie: one.cookie }
    const offers: [Offer, number | string][] = [
      [good, 'metastamp'],
      [{ cookie: one.cookie }, 403],
      [{ ...good, origin: 'http://evil.example' }, 403],
      [{ ...good, origin: 'null' }, 403],
      [{ ...good, origin: other.origin }, 403],
      [{ ...good, origin: `http://localhost:${port()}` }, 403],
      [{ ...good, host: `evil.example:${port()}` }, 403],
      [{ ...good, host: `evil.example:${port()}`, origin: `http://evil.example:${port()}` }, 403],
      [{ origin: one.origin }, 401],
      [{ ...good, cookie: other.cookie }, 401],
      [{ origin: one.origin, target: `/rpc?token=${token(one)}` }, 401],
      [{ ...good, target: '/rpc2' }, 404],
      [{ ...good, target: '/' }, 404],
      [{ ...good, target: '/rpc/x' }, 404],
      [{ ...good, protocol: [] }, 400],
      [{ ...good, protocol: ['other'] }, 400],
    ]
    const before = one.core.ports.length
    const got = []
    for (const [offer] of offers) got.push(await open(offer))
    expect(got).toEqual(offers.map(([, expected]) => expected))
    expect(one.core.ports.length - before).toBe(1)
  })

  test('carries messages, and one above 8 MB ends it without ending the program', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port()}/rpc`, 'metastamp', {
      origin: one.origin,
      headers: { cookie: one.cookie },
    })
    const echo = new Promise((resolve) => socket.on('message', (data) => resolve(String(data))))
    const closed = new Promise((resolve) => socket.on('close', (code) => resolve(code)))
    await new Promise((resolve) => socket.on('open', resolve))
    socket.send('hello')
    expect(await echo).toBe('hello')
    expect(socket.extensions).toBe('')
    socket.send('x'.repeat(8 * 1024 * 1024 + 1))
    expect([1006, 1009]).toContain(await closed)
    expect((await askAsPage(one, { target: '/' })).status).toBe(200)
  })

  test('garbage after the handshake ends that connection only', async () => {
    const handshake = `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\nOrigin: ${one.origin}\r\nCookie: ${one.cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: metastamp\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`
    expect(await askRaw(port(), `${handshake}\xff\xff\xff\xffgarbage`)).toMatch(/^HTTP\/1.1 101/)
    expect((await askAsPage(one, { target: '/' })).status).toBe(200)
  })
})
