import { EventEmitter } from 'node:events'
import type { Frame } from 'playwright-core'
import { toPage } from './addresses.ts'
import { type Browser, launchChromium } from './chromium.ts'
import { note } from './control.ts'
import { CancellableEvent, covered } from './not-implemented.ts'
import { routeEverything } from './routes.ts'
import { WebContents } from './web-contents.ts'

type Preferences = Record<string, unknown> & { preload?: string }
type WindowOptions = Record<string, unknown> & { webPreferences?: Preferences; width?: number; height?: number }
type AppEvents = { created: (contents: WebContents) => void; allClosed: () => void }

let browser: Browser | null = null
let appEvents: AppEvents = { created: () => undefined, allClosed: () => undefined }
let nextId = 1

/** Starts Chromium; the endpoint is where a test may join to look at the pages. */
export async function startBrowser(events: AppEvents): Promise<string> {
  appEvents = events
  browser = await launchChromium()
  const contentsOf = (frame: Frame) =>
    BrowserWindow.getAllWindows().find((window) => window.webContents.page === frame.page())?.webContents ?? null
  await routeEverything(browser.context, contentsOf)
  return browser.endpoint
}

export async function stopBrowser(): Promise<void> {
  await browser?.close()
  browser = null
}

/** What makes a page more than a page; a window that asks for any of it is refused. */
const insecure: readonly [string, unknown][] = [
  ['sandbox', false],
  ['contextIsolation', false],
  ['webSecurity', false],
  ['nodeIntegration', true],
  ['nodeIntegrationInWorker', true],
  ['nodeIntegrationInSubFrames', true],
  ['webviewTag', true],
  ['allowRunningInsecureContent', true],
  ['experimentalFeatures', true],
]

export class BrowserWindow extends EventEmitter {
  private static readonly all = new Set<BrowserWindow>()
  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.all]
  }

  readonly id = nextId++
  readonly webContents: WebContents
  readonly options: WindowOptions
  private visible: boolean
  private maximized = false
  private minimized = false
  private closed = false
  private readonly opening: Promise<void>

  constructor(options: WindowOptions = {}) {
    super()
    if (browser === null) throw new Error('Cannot create BrowserWindow before app is ready')
    for (const [name, value] of insecure) {
      if (options.webPreferences?.[name] === value) throw new Error(`electron double: ${name}: ${value} is refused`)
    }
    this.options = options
    this.visible = options['show'] !== false
    this.webContents = covered('webContents', new WebContents(this.id))
    BrowserWindow.all.add(this)
    appEvents.created(this.webContents)
    this.opening = this.open(browser)
    note('window', { id: this.id, options: JSON.parse(JSON.stringify(options)) })
    return covered('BrowserWindow', this)
  }

  async loadURL(url: string): Promise<void> {
    await this.opening
    this.webContents.expected = url
    await this.webContents.page?.goto(toPage(url), { waitUntil: 'load' })
    this.webContents.emit('did-finish-load')
    this.emit('ready-to-show')
  }

  close(): void {
    const event = new CancellableEvent()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  destroy(): void {
    this.gone()
    void this.webContents.page?.close()
  }

  isDestroyed(): boolean {
    return this.closed
  }
  show(): void {
    this.visible = true
    note('window-shown', { id: this.id })
  }
  focus(): void {
    note('window-focused', { id: this.id })
  }
  isVisible(): boolean {
    return this.visible
  }
  minimize(): void {
    this.minimized = true
  }
  isMinimized(): boolean {
    return this.minimized
  }
  restore(): void {
    this.minimized = false
  }
  maximize(): void {
    this.maximized = true
  }
  isMaximized(): boolean {
    return this.maximized
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 10, y: 20, width: this.options.width ?? 800, height: this.options.height ?? 600 }
  }

  private async open({ context }: Browser): Promise<void> {
    const blank =
      BrowserWindow.all.size === 1 ? context.pages().find((page) => page.url() === 'about:blank') : undefined
    const page = blank ?? (await context.newPage())
    await page.setViewportSize({ width: this.options.width ?? 800, height: this.options.height ?? 600 })
    page.on('close', () => this.gone())
    page.on('crash', () => this.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }))
    page.on('pageerror', (error) => note('page-error', { message: error.message }))
    page.on('console', (message) => {
      if (message.type() === 'error') note('page-console', { message: message.text() })
    })
    page.on('popup', (popup) => {
      note('popup', { url: popup.url() })
      void popup.close()
    })
    await this.webContents.attach(page, this.options.webPreferences?.preload)
  }

  private gone(): void {
    if (this.closed) return
    this.closed = true
    BrowserWindow.all.delete(this)
    this.webContents.destroyed = true
    this.webContents.link?.documentGone()
    this.webContents.emit('destroyed')
    this.emit('closed')
    note('window-closed', { id: this.id })
    if (BrowserWindow.all.size === 0) appEvents.allClosed()
  }
}
