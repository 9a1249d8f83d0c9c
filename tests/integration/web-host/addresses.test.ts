import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askAsPage, askRaw, type HostFixture, newPage, secret } from './host-fixture.ts'

// Files are served by name from a table or by asset id. Nothing that a request says may ever become a path.

let fixture: HostFixture
beforeAll(async () => {
  fixture = await newPage(async ({ base, rendererDir }) => {
    await symlink(join(base, 'secret.js'), join(rendererDir, 'assets', 'linked-B2a1c3d4.js'))
    await symlink(base, join(rendererDir, 'outside'))
    await writeFile(join(rendererDir, '.env'), secret)
    await writeFile(join(rendererDir, 'assets', 'index-B2a1c3d4.js.map'), secret)
    await writeFile(join(rendererDir, 'notes.txt'), secret)
    await mkdir(join(rendererDir, 'assets', 'deep'))
    await writeFile(join(rendererDir, 'assets', 'deep', 'name..js'), 'export {}')
  })
})
afterAll(() => fixture.close())

const steps = [
  '..',
  '%2e%2e',
  '%2E%2E',
  '.%2e',
  '%2e.',
  '%252e%252e',
  '%25252e%25252e',
  '%c0%ae%c0%ae',
  '%e0%80%ae%e0%80%ae',
  '%uff0e%uff0e',
  '%ef%bc%8e%ef%bc%8e',
  '%e2%80%a5',
  '....',
  '..;',
  '..%00',
  '..%20',
]
const slashes = ['/', '\\', '%2f', '%5c', '%255c', '%252f', '//', '/./', '%c0%af', '%ef%bc%8f']
const walked = steps.flatMap((step) => slashes.map((slash) => `${step}${slash}secret.js`))

const prefixed = (targets: string[]) => targets.flatMap((target) => [`/${target}`, `/assets/${target}`])
const id = '0192f0c0-0000-7000-8000-000000000000'

const targets = [
  ...prefixed(walked),
  // up twice from a folder
  ...steps.flatMap((step) => [`/assets/${step}/${step}/secret.js`, `/asset/${id}/${step}/${step}/secret.js`]),
  // absolute, of every platform
  '//etc/passwd',
  '///etc/passwd',
  '/%2fetc%2fpasswd',
  '/C:/Windows/win.ini',
  '/c%3a/Windows/win.ini',
  '/C:%5cWindows%5cwin.ini',
  '/C|/Windows/win.ini',
  '/\\\\server\\share\\secret.js',
  '/%5c%5cserver%5cshare%5csecret.js',
  '//server/share/secret.js',
  '/%5c%5c.%5cC:%5csecret.js',
  '/%5c%5c%3f%5cC:%5csecret.js',
  '/file:///etc/passwd',
  '/file:%2f%2f/etc/passwd',
  // beside the folder, and things inside it that are not part of the page
  '/../renderer2/secret.js',
  '/renderer2/secret.js',
  '2/secret.js',
  '/assets/linked-B2a1c3d4.js',
  '/outside/secret.js',
  '/outside/renderer2/secret.js',
  '/.env',
  '/notes.txt',
  '/assets/index-B2a1c3d4.js.map',
  // other spellings of a name that exists
  '/INDEX.HTML',
  '/index.html/',
  '/index.html%00',
  '/index.html%20',
  '/index.html.',
  '/index.html::$DATA',
  '/assets',
  '/assets/',
  '/assets//index-B2a1c3d4.js',
  '/assets/./index-B2a1c3d4.js',
  '/assets/index-B2a1c3d4.js/',
  '/assets/index-B2a1c3d4.js%00.html',
  '/assets/index-B2a1c3d4.js;x',
  '/assets/index%2dB2a1c3d4.js',
  '/assets/deep/name..js',
  '/__proto__',
  '/constructor.js',
  '/assets/toString',
  '/.git/config',
  '/.incoming/x',
  '/inbox/.incoming/x',
  '/%00',
  `/${'a/'.repeat(2000)}secret.js`,
  `/${'../'.repeat(2000)}secret.js`,
  // asset ids that are none
  '/asset/',
  '/asset/..',
  '/asset/../secret.js',
  `/asset/${id}`,
  `/asset/${id}/`,
  `/asset/${id}/original/`,
  `/asset/${id}/original/../../secret.js`,
  `/asset/${id}/original%00`,
  `/asset/${id}/other`,
  `/asset/${id}/Original`,
  `/asset/${id.toUpperCase()}/original`,
  `/asset/${id.replace('7000', '4000')}/original`,
  `/asset/${id.replaceAll('-', '')}/original`,
  '/asset/00000000-0000-0000-0000-000000000000/original',
  '/asset/secret.js/original',
  `/asset/${id}/../${id}/thumbnail`,
  '/assetx',
]

/** Sent as bytes, so that no client tidies the target up on its way. */
async function get(target: string): Promise<{ status: number; answer: string }> {
  const answer = await askRaw(
    fixture.host.port,
    `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${fixture.host.port}\r\nCookie: ${fixture.cookie}\r\nConnection: close\r\n\r\n`,
  )
  return { status: Number(answer.slice(9, 12)), answer }
}

test(`${targets.length} addresses that want out, and none is served`, async () => {
  expect(targets.length).toBeGreaterThanOrEqual(200)
  const served: string[] = []
  for (const target of targets) {
    const { status, answer } = await get(target)
    // A plain word is an address of the page itself; it may answer with the page and with nothing else.
    const isPage = status === 200 && answer.includes('<title>page</title>') && /^\/[a-z][a-z-]*$/.test(target)
    if ((status < 400 && !isPage) || status >= 500 || answer.includes('CANARY')) served.push(`${status} ${target}`)
  }
  expect(served).toEqual([])
})

test('absolute targets, as a proxy gets them, are refused', async () => {
  const { port } = fixture.host
  const absolute = [
    `http://127.0.0.1:${port}/`,
    `http://evil.example/`,
    'file:///etc/passwd',
    '*',
    'ftp://127.0.0.1/',
    '?',
    '#',
  ]
  const statuses = []
  for (const target of absolute) statuses.push((await get(target)).status)
  expect(statuses).toEqual([404, 404, 404, 404, 404, 400, 400])
})

test('raw controls and spaces in the target never reach a route', async () => {
  for (const code of [0, 1, 9, 10, 11, 13, 27, 32, 127, 128, 255]) {
    const raw = Buffer.from(
      `GET /assets/X.js HTTP/1.1\r\nHost: 127.0.0.1:${fixture.host.port}\r\nConnection: close\r\n\r\n`,
    )
    raw[raw.indexOf('X')] = code
    expect(await askRaw(fixture.host.port, raw)).toMatch(/^HTTP\/1.1 4/)
  }
})

test('there is no listing of any folder', async () => {
  for (const target of ['/assets', '/assets/', '/outside', '/inbox', '/asset']) {
    const { text } = await askAsPage(fixture, { target })
    expect(text).not.toMatch(/index-B2a1c3d4|secret/)
  }
})

test('what belongs to the page is served, byte for byte, and revalidates', async () => {
  const script = await askAsPage(fixture, { target: '/assets/index-B2a1c3d4.js' })
  expect([script.status, script.text, script.headers['content-type']]).toEqual([
    200,
    'export {}',
    'text/javascript; charset=utf-8',
  ])
  const again = await askAsPage(fixture, {
    target: '/assets/index-B2a1c3d4.js',
    headers: { 'if-none-match': script.headers.etag ?? '' },
  })
  expect([again.status, again.text]).toEqual([304, ''])
  const head = await askAsPage(fixture, { method: 'HEAD', target: '/assets/index-B2a1c3d4.js' })
  expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', '9'])
})
