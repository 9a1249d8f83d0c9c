import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HostFixture, newPage } from './host-fixture.ts'

// The content policy in a real browser: what a page that has been tricked into anything could still do.

// Asked by the page's own script: what a debugger evaluates is exempt from the policy.
const ownScript = `
const attempt = (what) => { try { what(); return 'done' } catch (error) { return error.name } }
const element = document.createElement('div')
window.own = true
window.probes = {
  eval: attempt(() => (0, eval)('1')),
  function: attempt(() => new Function('return 1')()),
  timer: attempt(() => setTimeout('window.ran = "timer"', 0)),
  html: attempt(() => { element.innerHTML = '<b>x</b>' }),
  source: attempt(() => { document.createElement('script').src = '/assets/index-B2a1c3d4.js' }),
  policy: attempt(() => window.trustedTypes.createPolicy('mine', {})),
  cssom: attempt(() => element.style.setProperty('color', 'red')),
}
`

let fixture: HostFixture
let browser: Browser
let page: Page
const strangers: string[] = []
const stranger = createServer((request, response) => {
  strangers.push(request.url ?? '')
  response
    .writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' })
    .end('window.ran = "remote"')
})

beforeAll(async () => {
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  fixture = await newPage(async ({ rendererDir }) => {
    await writeFile(
      join(rendererDir, 'index.html'),
      '<!doctype html><title>page</title><script>window.ran = "inline"</script><style>body { color: rgb(1, 2, 3) }</style><body style="background: rgb(1, 2, 3)" onload="window.ran = \'handler\'"><script type="module" src="/assets/index-B2a1c3d4.js"></script>',
    )
    await writeFile(join(rendererDir, 'assets', 'index-B2a1c3d4.js'), ownScript)
  })
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
  page = await browser.newPage()
  await page.goto(fixture.host.url)
})
afterAll(async () => {
  await browser?.close()
  await fixture?.close()
  await new Promise((resolve) => stranger.close(resolve))
})

test('the browser follows the token to the page, keeps its cookie from scripts and forgets the token', async () => {
  expect(await page.evaluate(() => [location.pathname + location.search, document.title, document.cookie])).toEqual([
    '/',
    'page',
    '',
  ])
  expect(
    await page.evaluate(() => performance.getEntriesByType('navigation').some((entry) => entry.name.includes('token'))),
  ).toBe(false)
})

test('our own script runs; inline scripts, handlers and styles do not', async () => {
  const found = await page.evaluate(() => {
    const style = getComputedStyle(document.body)
    return {
      own: Reflect.get(window, 'own'),
      ran: Reflect.get(window, 'ran'),
      color: style.color,
      background: style.backgroundColor,
    }
  })
  expect(found).toEqual({ own: true, ran: undefined, color: 'rgb(0, 0, 0)', background: 'rgba(0, 0, 0, 0)' })
})

test('no string becomes code or markup; styles through the CSSOM stay possible', async () => {
  expect(await page.evaluate(() => Reflect.get(window, 'probes'))).toEqual({
    eval: 'EvalError',
    function: 'EvalError',
    timer: 'TypeError',
    html: 'TypeError',
    source: 'TypeError',
    policy: 'TypeError',
    cssom: 'done',
  })
})

test('nothing of another origin is reached, whatever the way', async () => {
  const remote = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}` // listening on TCP, so never a pipe name
  const results = await page.evaluate(async (origin) => {
    const element = (name: string, set: Record<string, string>) =>
      new Promise<string>((resolve) => {
        const made = document.createElement(name)
        try {
          for (const [key, value] of Object.entries(set)) made.setAttribute(key, value)
        } catch {
          resolve('refused')
        }
        made.addEventListener('load', () => resolve('loaded'))
        made.addEventListener('error', () => resolve('refused'))
        document.body.append(made)
        setTimeout(() => resolve('nothing'), 500)
      })
    const form = document.createElement('form')
    form.action = `${origin}/form`
    form.method = 'post'
    document.body.append(form)
    form.submit()
    const socket = () =>
      new Promise<string>((resolve) => {
        try {
          const opened = new WebSocket(`${origin.replace('http', 'ws')}/socket`)
          opened.onopen = () => resolve('loaded')
          opened.onerror = () => resolve('refused')
        } catch {
          resolve('refused')
        }
      })
    return await Promise.all([
      element('img', { src: `${origin}/img` }),
      element('iframe', { src: `${origin}/frame` }).then((outcome) => (outcome === 'loaded' ? 'nothing' : outcome)),
      element('object', { data: `${origin}/object` }),
      element('link', { rel: 'stylesheet', href: `${origin}/style` }),
      element('video', { src: `${origin}/video` }),
      fetch(`${origin}/fetch`).then(
        () => 'loaded',
        () => 'refused',
      ),
      socket(),
      Promise.resolve(navigator.sendBeacon(`${origin}/beacon`) ? 'queued' : 'refused'),
    ])
  }, remote)
  expect(results).not.toContain('loaded')
  await page.waitForTimeout(300)
  expect(strangers).toEqual([])
  expect(new URL(page.url()).origin).toBe(fixture.origin)
})

test("the page's own socket opens, and a file above the limit is answered, not cut off", async () => {
  fixture.core.setMaxFileBytes(1_000)
  const outcome = await page.evaluate(async () => {
    const socket = new WebSocket(`ws://${location.host}/rpc`, 'metastamp')
    const echo = await new Promise<unknown>((resolve) => {
      socket.onopen = () => socket.send('hello')
      socket.onmessage = (event) => resolve(event.data)
      socket.onerror = () => resolve('error')
    })
    const { uploadId } = await (await fetch('/inbox', { method: 'POST' })).json()
    const answers = []
    for (const bytes of [40_000_000, 1_000]) {
      const file = new File([new Uint8Array(bytes)], 'a.png')
      const response = await fetch(`/inbox/${uploadId}/file?path=a.png`, { method: 'PUT', body: file })
      answers.push([response.status, (await response.json()).error?.code])
    }
    const done = await fetch(`/inbox/${uploadId}/done`, { method: 'POST' })
    return { echo, answers, done: done.status }
  })
  expect(outcome).toEqual({
    echo: 'hello',
    answers: [
      [413, 'TOO_LARGE'],
      [201, undefined],
    ],
    done: 200,
  })
})

test('a page on another local port can neither frame nor read ours', async () => {
  const other = await browser.newPage()
  const evil = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<body>'),
  )
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
  try {
    await other.context().addCookies([
      {
        name: fixture.cookie.split('=')[0] ?? '',
        value: fixture.cookie.split('=')[1] ?? '',
        domain: '127.0.0.1',
        path: '/',
      },
    ])
    await other.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`)
    const outcome = await other.evaluate(async (origin) => {
      const reached = (input: Promise<unknown>) =>
        input.then(
          () => 'reached',
          () => 'refused',
        )
      const socket = new Promise<unknown>((resolve, reject) => {
        const opened = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, 'metastamp')
        opened.onopen = resolve
        opened.onerror = reject
      })
      const script = new Promise<unknown>((resolve, reject) => {
        const made = document.createElement('script')
        made.onload = resolve
        made.onerror = reject
        made.src = `${origin}/assets/index-B2a1c3d4.js`
        document.body.append(made)
      })
      return [
        await reached(fetch(`${origin}/assets/index-B2a1c3d4.js`, { credentials: 'include' })),
        await reached(fetch(`${origin}/inbox`, { method: 'POST', credentials: 'include' })),
        await reached(socket),
        await reached(script),
      ]
    }, fixture.origin)
    expect(outcome).toEqual(['refused', 'refused', 'refused', 'refused'])
  } finally {
    await other.close()
    await new Promise((resolve) => evil.close(resolve))
  }
})
