import { readFileSync } from 'node:fs'
import type { CDPSession, Page } from 'playwright-core'
import { createCodec } from './codec.ts'
import { note } from './control.ts'
import { covered } from './not-implemented.ts'
import type { MessagePortMain } from './message-ports.ts'
import { mainWorld, preloadWorld } from './page-runtime.ts'

// The connection between one window of the double and its page in Chromium: the preload in an isolated world of its own,
// calls through one binding, answers and messages in order through one queue.

const world = 'electron-preload'
const { encode, decode } = createCodec()

export type PageEvents = {
  invoke: (channel: string, args: unknown[]) => Promise<unknown>
  open: (url: string) => void
  navigate: (url: string) => void
}

type Told =
  | { type: 'hello' }
  | { type: 'invoke'; id: number; channel: string; args: string }
  | { type: 'path'; id: number; file: number }
  | { type: 'port-message'; port: number; data: string }
  | { type: 'port-close'; port: number }
  | { type: 'open' | 'navigate'; url: string }

export class PageLink {
  private contextId: number | null = null
  private queue: object[] = []
  /** The document whose queue is being emptied. One that goes away may never answer, so its loop is simply left behind. */
  private sendingTo: number | null = null
  private nextPort = 1
  private readonly ports = new Map<number, { receive: (data: unknown) => void; closed: () => void }>()
  private readonly cdp: CDPSession
  private readonly events: PageEvents

  static async open(page: Page, preload: string | undefined, events: PageEvents): Promise<PageLink> {
    const cdp = await page.context().newCDPSession(page)
    const link = new PageLink(cdp, events)
    await cdp.send('Runtime.enable')
    await cdp.send('Page.enable')
    await cdp.send('DOM.enable')
    await cdp.send('Runtime.addBinding', { name: '__electronDouble', executionContextName: world })
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === '__electronDouble') link.told(JSON.parse(payload), executionContextId)
    })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${String(mainWorld)})()` })
    if (preload !== undefined) {
      const source = `(${String(preloadWorld)})(${String(createCodec)}, ${String(covered)}, (require, module, exports, process) => {\n${readFileSync(preload, 'utf8')}\n})`
      await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: world })
    }
    return link
  }

  private constructor(cdp: CDPSession, events: PageEvents) {
    this.cdp = cdp
    this.events = events
  }

  /** ipcRenderer.on(channel) in the page, with ports. */
  send(channel: string, args: unknown[], transfer: readonly MessagePortMain[] = []): void {
    const ports = transfer.map((port) => {
      const id = this.nextPort++
      this.ports.set(
        id,
        port.transferTo({
          deliver: (data) => this.post({ type: 'port-message', port: id, data: encode(data) }),
          closed: () => this.post({ type: 'port-close', port: id }),
        }),
      )
      return id
    })
    this.post({ type: 'send', channel, args: encode(args), ports })
  }

  /** The document has gone: its ports close, what waited for it is dropped. */
  documentGone(): void {
    this.contextId = null
    this.queue = []
    for (const port of this.ports.values()) port.closed()
    this.ports.clear()
  }

  private told(message: Told, contextId: number): void {
    switch (message.type) {
      case 'hello':
        if (this.contextId !== null && this.contextId !== contextId) this.documentGone()
        this.contextId = contextId
        return void this.flush()
      case 'invoke':
        return void this.answer(message.id, async () => {
          const args = decode(message.args)
          return encode(await this.events.invoke(message.channel, Array.isArray(args) ? args : []))
        })
      case 'path':
        return void this.answer(message.id, () => this.pathOf(message.file))
      case 'port-message':
        return this.ports.get(message.port)?.receive(decode(message.data))
      case 'port-close':
        this.ports.get(message.port)?.closed()
        this.ports.delete(message.port)
        return
      default:
        return this.events[message.type](message.url)
    }
  }

  private async answer(id: number, act: () => Promise<string>): Promise<void> {
    const asker = this.contextId
    const reply = await act().then(
      (value) => ({ value }),
      (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
    )
    if (this.contextId === asker) this.post({ type: 'reply', id, ...reply })
  }

  /** Chromium itself says where a File lies; one made by a script lies nowhere. */
  private async pathOf(file: number): Promise<string> {
    const contextId = this.contextId
    if (contextId === null) return ''
    const { result } = await this.cdp.send('Runtime.evaluate', {
      expression: `__electronDoubleFile(${file})`,
      contextId,
    })
    if (result.objectId === undefined) return ''
    try {
      return (await this.cdp.send('DOM.getFileInfo', { objectId: result.objectId })).path
    } catch {
      return ''
    }
  }

  private post(message: object): void {
    // Between two documents there is nobody to tell; ids would mean something else to the next one.
    if (this.contextId === null) return
    this.queue.push(message)
    void this.flush()
  }

  private async flush(): Promise<void> {
    const document = this.contextId
    if (document === null || this.sendingTo === document) return
    this.sendingTo = document
    while (this.contextId === document && this.queue.length > 0) await this.deliver(document, this.queue.splice(0))
    if (this.sendingTo === document) this.sendingTo = null
  }

  private async deliver(contextId: number, batch: object[]): Promise<void> {
    try {
      const expression = `__electronDoubleDeliver(${JSON.stringify(batch)})`
      const { exceptionDetails } = await this.cdp.send('Runtime.evaluate', { expression, contextId })
      if (exceptionDetails === undefined) return
      note('page-error', { message: exceptionDetails.exception?.description ?? exceptionDetails.text })
    } catch {
      // The document went away under the message; so did everyone who could have waited for it.
    }
  }
}
