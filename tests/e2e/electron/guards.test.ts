import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostileLinks } from '../../fakes/electron/hostile-addresses.ts'
import { effects, openPort, type Program, pageOrigin, quietPage, startProgram } from './support.ts'

let program: Program
let page: Page
beforeAll(async () => {
  program = startProgram()
  page = await quietPage(program)
})
afterAll(() => program.dispose())

const opened = () => program.notes.filter(({ note }) => note === 'shell.openExternal').map(({ url }) => url)

test('window.open hands https and mailto to the system and opens no window', async () => {
  const before = opened().length
  const results = await page.evaluate(() => [
    window.open('https://example.org/help'),
    window.open('mailto:help@example.org?subject=Hello'),
    window.open('https://user:secret@example.org/'),
    window.open('about:blank'),
    window.open(''),
  ])
  await program.noted('shell.openExternal', ({ url }) => String(url).startsWith('mailto:'))
  expect({
    results,
    opened: opened().slice(before),
    windows: program.count('window'),
    popups: program.count('popup'),
  }).toEqual({
    results: [null, null, null, null, null],
    opened: ['https://example.org/help', 'mailto:help@example.org?subject=Hello'],
    windows: 1,
    popups: 0,
  })
})

test.each(['click', 'window.open'] as const)('no other scheme gets out by %s', async (way) => {
  const before = effects(program).length
  const answers = await page.evaluate(
    async ([how, addresses]) => {
      for (const address of addresses) {
        if (how === 'window.open') {
          window.open(address)
          continue
        }
        for (const target of ['_blank', '']) {
          const anchor = document.createElement('a')
          anchor.href = address
          anchor.target = target
          document.body.append(anchor)
          anchor.click()
          anchor.remove()
        }
      }
      await new Promise((done) => setTimeout(done, 300))
      return location.href
    },
    [way, hostileLinks] as const,
  )
  expect({ at: answers, effects: effects(program).length, windows: program.count('window') }).toEqual({
    at: `${pageOrigin}/no-such-file.txt`,
    effects: before,
    windows: 1,
  })
})

test('no other scheme gets out by the contract', async () => {
  const { client } = await openPort(page)
  const before = opened().length
  const answers = await Promise.all(
    hostileLinks
      .filter((url) => url.length <= 2048)
      .map((url) =>
        client.app.openExternal({ url }).then(
          () => `opened ${url}`,
          (error: { code?: string }) => error.code,
        ),
      ),
  )
  expect([...new Set(answers)]).toEqual(['FORBIDDEN'])
  await client.app.openExternal({ url: 'https://example.org/by-contract' })
  expect(opened().slice(before)).toEqual(['https://example.org/by-contract'])
})

const permissions = [
  'media',
  'geolocation',
  'notifications',
  'midi',
  'midiSysex',
  'pointerLock',
  'fullscreen',
  'openExternal',
  'clipboard-read',
  'display-capture',
  'fileSystem',
  'hid',
  'serial',
  'usb',
  'idle-detection',
  'local-fonts',
  'storage-access',
  'window-management',
  'speaker-selection',
  'unknown',
]
test.each(permissions)('permission %s is refused by every handler', async (permission) => {
  expect(await program.order('permission', { permission, origin: 'app://metastamp' })).toEqual({
    request: false,
    check: false,
    device: false,
    displayMedia: null,
    bluetooth: { confirmed: false },
  })
})

test('device choosers are prevented and nothing is chosen', async () => {
  const chosen = await Promise.all(
    ['select-hid-device', 'select-usb-device', 'select-serial-port'].map((event) =>
      program.order('choose-device', { event }),
    ),
  )
  expect(chosen).toEqual([
    { prevented: true, answers: [null] },
    { prevented: true, answers: [null] },
    { prevented: true, answers: [''] },
  ])
})

test('webviews, redirects, foreign frames and downloads are prevented; bad certificates are not trusted', async () => {
  const foreign = { url: 'https://evil.example/', isMainFrame: true }
  expect({
    webview: await program.order('web-contents-event', { event: 'will-attach-webview', details: {} }),
    redirect: await program.order('web-contents-event', { event: 'will-redirect', details: foreign }),
    frame: await program.order('web-contents-event', {
      event: 'will-frame-navigate',
      details: { ...foreign, isMainFrame: false },
    }),
    own: await program.order('web-contents-event', {
      event: 'will-navigate',
      details: { url: 'app://metastamp/library' },
    }),
    download: await program.order('session-event', { event: 'will-download' }),
    certificate: await program.order('certificate-error', { url: 'https://app.evil/' }),
  }).toEqual({
    webview: true,
    redirect: true,
    frame: true,
    own: false,
    download: true,
    certificate: { prevented: true, answers: [false] },
  })
})

test('the page cannot leave: location, links, meta refresh and form all end where they began', async () => {
  const tries = [
    () => location.assign('https://evil.example/assign'),
    () => location.replace('http://evil.example/replace'),
    () => {
      location.href = 'https://evil.example/href'
    },
    () => {
      const anchor = document.createElement('a')
      anchor.href = 'https://evil.example/link'
      document.body.append(anchor)
      anchor.click()
    },
    () => {
      const meta = document.createElement('meta')
      meta.httpEquiv = 'refresh'
      meta.content = '0;url=https://evil.example/meta'
      document.head.append(meta)
    },
  ]
  const places: string[] = []
  for (const attempt of tries) {
    await page.evaluate(attempt)
    await page.waitForTimeout(150)
    places.push(page.url())
  }
  expect(places).toEqual(tries.map(() => `${pageOrigin}/no-such-file.txt`))
  const allowedAway = program.notes.filter(
    ({ note, prevented, url }) =>
      note === 'navigation' && prevented === false && !String(url).startsWith('app://metastamp/'),
  )
  expect(allowedAway).toEqual([])
})
