import { EventEmitter } from 'node:events'
import type { Page } from 'playwright-core'
import { toApp, toPage } from './addresses.ts'
import { note } from './control.ts'
import { type InvokeEvent, invoke } from './ipc.ts'
import type { MessagePortMain } from './message-ports.ts'
import { CancellableEvent, covered } from './not-implemented.ts'
import { PageLink } from './page-link.ts'
import { defaultSession } from './session.ts'

/** A frame as the program sees it. `origin` of a custom scheme is written as Chromium writes it, not as Node's URL does. */
export function frameAt(url: string, fields: { frameToken: string; parent: unknown }) {
  const origin = /^(?:app|asset):\/\/[^/?#]+/.exec(url)?.[0] ?? (URL.canParse(url) ? new URL(url).origin : 'null')
  return covered('WebFrameMain', { url, origin, detached: false, ...fields })
}

type OpenHandler = (details: object) => { action: 'allow' | 'deny' }

export class WebContents extends EventEmitter {
  readonly id: number
  readonly session = defaultSession
  link: PageLink | null = null
  page: Page | null = null
  /** The address of a load that the program itself asked for: no will-navigate for it. */
  expected: string | null = null
  destroyed = false
  private openHandler: OpenHandler | null = null
  private generation = 0

  constructor(id: number) {
    super()
    this.id = id
  }

  get mainFrame() {
    const frame = frameAt(this.getURL(), { frameToken: `${this.id}.${this.generation}`, parent: null })
    const postMessage = (channel: string, message: unknown, transfer: MessagePortMain[] = []) =>
      this.link?.send(channel, [message], transfer)
    return covered('WebFrameMain', Object.assign(frame, { postMessage }))
  }

  getURL(): string {
    return toApp(this.page?.url() ?? '')
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  send(channel: string, ...args: unknown[]): void {
    this.link?.send(channel, args)
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }

  async attach(page: Page, preload: string | undefined): Promise<void> {
    this.page = page
    this.link = await PageLink.open(page, preload, {
      invoke: (channel, args) => invoke(this.eventOf(this.mainFrame), channel, args),
      open: (url) => this.opens(toApp(url)),
      navigate: (url) => void this.mayNavigate(toApp(url), true),
    })
  }

  eventOf(senderFrame: unknown): InvokeEvent {
    return { sender: this, senderFrame, frameId: 1, processId: 1, type: 'frame' }
  }

  /** The system's drag: which files would go along, and whether there is a picture of them. */
  startDrag({ file, files = [file], icon }: { file: string; files?: string[]; icon: { isEmpty(): boolean } }): void {
    if (icon.isEmpty()) throw new Error('electron: a drag needs an icon that is not empty')
    note('drag', { files })
  }

  /** Asks the program about a window; it must say no, as this double opens none. */
  opens(url: string): void {
    const details = {
      url,
      frameName: '',
      features: '',
      disposition: 'foreground-tab',
      referrer: { url: '', policy: 'default' },
    }
    const action = this.openHandler === null ? 'allow' : this.openHandler(details).action
    note('window-open', { url, action })
    if (action === 'allow') throw new Error('electron double: windows opened by pages are not implemented')
  }

  /** Tells the program that the page wants to go elsewhere; false when it forbids that. */
  mayNavigate(url: string, isMainFrame: boolean): boolean {
    if (isMainFrame && this.expected !== null && toPage(this.expected) === toPage(url)) {
      this.expected = null
      return true
    }
    const details = Object.assign(new CancellableEvent(), {
      url,
      isMainFrame,
      isSameDocument: false,
      frame: null,
      initiator: null,
    })
    this.emit('will-frame-navigate', details)
    if (isMainFrame && !details.defaultPrevented) this.emit('will-navigate', details)
    note('navigation', { url, isMainFrame, prevented: details.defaultPrevented })
    return !details.defaultPrevented
  }

  navigationStarted(url: string): void {
    this.generation += 1
    this.emit('did-start-navigation', { url, isMainFrame: true, isSameDocument: false, frame: null, initiator: null })
    this.link?.documentGone()
  }
}
