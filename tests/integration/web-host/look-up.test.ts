import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { basename, join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { ask, askAsPage, type HostFixture, startHost } from './host-fixture.ts'

const open: HostFixture[] = []
afterEach(async () => {
  for (const fixture of open.splice(0)) await fixture.close()
})
async function start() {
  const fixture = await startHost()
  open.push(fixture)
  return fixture
}
const target = (name: string) => `/look-up?path=${encodeURIComponent(name)}`
const waiting = (fixture: HostFixture) => readdir(join(fixture.inboxDir, '.incoming'))

test('a file is looked up under its own name, and nothing of it stays', async () => {
  const fixture = await start()
  const bytes = randomBytes(300_000)
  const { status, text } = await askAsPage(fixture, {
    method: 'PUT',
    target: target('album/../co:ver.png'),
    body: bytes,
  })
  expect({ status, answer: JSON.parse(text) }).toEqual({ status: 200, answer: { items: [] } })
  expect(fixture.core.lookedUp.map((asked) => [basename(asked.path), asked.bytes.equals(bytes)])).toEqual([
    ['co_ver.png', true],
  ])
  expect({ added: fixture.core.added, waiting: await waiting(fixture) }).toEqual({ added: [], waiting: [] })
})

test('what is too large, has no name, or comes from elsewhere is refused and leaves nothing', async () => {
  const fixture = await start()
  fixture.core.setMaxFileBytes(1_000)
  const put = async (address: string, body: Uint8Array) =>
    (await askAsPage(fixture, { method: 'PUT', target: address, body })).status
  const origin = { origin: fixture.origin }
  expect([
    await put(target('a.png'), Buffer.alloc(1_001)),
    await put('/look-up', Buffer.alloc(1)),
    (await askAsPage(fixture, { target: target('a.png') })).status,
    (await ask(fixture.host.port, { method: 'PUT', target: target('a.png'), headers: origin, body: 'x' })).status,
    (await askAsPage(fixture, { method: 'PUT', target: target('a.png'), headers: { origin: 'http://evil.test' } }))
      .status,
  ]).toEqual([413, 400, 400, 401, 403])
  expect({ asked: fixture.core.lookedUp, waiting: await waiting(fixture) }).toEqual({ asked: [], waiting: [] })
})

test('a sender who leaves ends the work', async () => {
  const fixture = await start()
  const headers = { cookie: fixture.cookie, origin: fixture.origin }
  const options = { host: '127.0.0.1', port: fixture.host.port, method: 'PUT', path: target('a.png'), headers }
  const sent = httpRequest(options)
  sent.on('error', () => undefined)
  sent.end('this never ends')
  await vi.waitFor(() => expect(fixture.core.lookedUp.length).toBe(1))
  expect(fixture.core.lookedUp[0]?.signal.aborted).toBe(false)
  sent.destroy()
  await vi.waitFor(async () => {
    expect([fixture.core.lookedUp[0]?.signal.aborted, await waiting(fixture)]).toEqual([true, []])
  })
})
