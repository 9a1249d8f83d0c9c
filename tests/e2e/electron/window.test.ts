import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPort, type Program, quietPage, startProgram } from './support.ts'

let program: Program
beforeAll(() => {
  program = startProgram()
})
afterAll(() => program.dispose())

test('the window opens with its page, and nothing in it failed', async () => {
  const page = await program.page()
  await page.waitForFunction(() => (document.getElementById('root')?.childElementCount ?? 0) > 0)
  const pageErrors = program.notes.filter(
    ({ note }) => note === 'page-error' || note === 'page-console' || note === 'route-error',
  )
  expect({ pageErrors, windows: await program.order('windows') }).toEqual({
    pageErrors: [],
    windows: [{ id: 1, url: 'app://metastamp/', visible: true }],
  })
})

test('the window asks for the sandbox, isolation and web security, and for no way around them', async () => {
  const { options } = await program.noted('window')
  expect(options).toMatchObject({
    show: false,
    minWidth: 900,
    minHeight: 600,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
    },
  })
  expect(program.count('sandbox-enabled')).toBe(1)
})

test('the page has no Node and gets exactly two functions on one frozen object', async () => {
  const page = await program.page()
  const seen = await page.evaluate(() => {
    const names = [
      'require',
      'process',
      'Buffer',
      'module',
      'exports',
      'global',
      '__dirname',
      'setImmediate',
      'electron',
      'ipcRenderer',
    ]
    const bridge = (window as unknown as { metastamp: Record<string, unknown> }).metastamp
    const before = bridge['connect']
    try {
      bridge['connect'] = () => undefined
    } catch {
      // Strict code is told; what matters is that nothing changes.
    }
    return {
      node: names.filter((name) => name in window),
      functions: Object.entries(bridge).map(([name, value]) => `${name}: ${typeof value}`),
      frozen: Object.isFrozen(bridge),
      unchanged: bridge['connect'] === before,
      prototype: Object.getPrototypeOf(bridge) === Object.prototype || Object.getPrototypeOf(bridge) === null,
    }
  })
  expect(seen).toEqual({
    node: [],
    functions: ['connect', 'addDropped', 'dragOut', 'lookUp', 'endLookUp'].map((name) => `${name}: function`),
    frozen: true,
    unchanged: true,
    prototype: true,
  })
})

test('a chosen menu command reaches the page as one message with its id', async () => {
  const page = await quietPage(program)
  await page.evaluate(() => {
    const heard = new Promise((done) => addEventListener('message', ({ data }) => done(data), { once: true }))
    Object.assign(window, { heard })
  })
  const heard = page.evaluate(() => (window as unknown as { heard: Promise<unknown> }).heard)
  // A menu chosen while the window still settles reaches nobody, as on a real desktop: it is chosen again.
  for (let waiting = true; waiting; ) {
    await program.order('choose-menu', { id: 'go.activity' })
    waiting = await Promise.race([
      heard.then(() => false),
      new Promise<true>((resolve) => setTimeout(resolve, 1000, true)),
    ])
  }
  expect(await heard).toEqual({
    type: 'metastamp:command',
    id: 'go.activity',
  })
})

test('the page speaks the contract over its port, again after a reload, and an older port is closed', async () => {
  const page = await quietPage(program)
  const first = await openPort(page)
  const info = await first.client.app.info({})
  const closed = page.evaluate(() => {
    const key = Object.keys(window).find((name) => /^testPort\d+Port$/.test(name)) ?? ''
    const port = (window as unknown as Record<string, MessagePort>)[key]
    return new Promise<string>((done) => port?.addEventListener('close', () => done('closed')))
  })
  await openPort(page)
  expect(await closed).toBe('closed')
  await page.reload()
  const again = await openPort(page)
  expect([info, await again.client.app.info({})]).toEqual([
    expect.objectContaining({ host: 'electron', keyStore: 'os' }),
    expect.objectContaining({ host: 'electron', keyStore: 'os' }),
  ])
})

test('a second start on the same profile shows the first window and ends', async () => {
  const second = startProgram({ profileDir: program.profileDir })
  expect(await second.exited).toBe(0)
  await program.noted('window-focused')
  expect(second.count('window')).toBe(0)
})

test('closing the window ends the program with 0, its place remembered', async () => {
  const other = startProgram()
  try {
    await other.page()
    await other.order('close-window')
    expect(await other.exited).toBe(0)
    expect(JSON.parse(readFileSync(join(other.profileDir, 'window.json'), 'utf8'))).toMatchObject({
      width: 1280,
      maximized: false,
    })
    expect(other.count('dialog.error')).toBe(0)
  } finally {
    await other.dispose()
  }
})
