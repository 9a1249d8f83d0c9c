import type { Codec } from './codec.ts'

// Runs in Chromium before the page's own scripts, as source text. `mainWorld` is what the page can see: only what
// contextBridge exposes. `preloadWorld` is a true isolated world; calls and values cross between the two as copies.

type CallMessage = { id: number; key: string; name: string; args: unknown[] }
type ReturnMessage = { id: number; value?: unknown; error?: string; later?: boolean }

export function mainWorld(): void {
  if (window.top !== window) return
  const settle = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let nextId = 1
  let returned: ReturnMessage | null = null
  const { dispatchEvent, addEventListener } = window
  const say = (type: string, detail: unknown) => dispatchEvent.call(window, new CustomEvent(type, { detail }))
  const hear = (type: string, act: (detail: never) => void) =>
    addEventListener.call(window, type, (event) => act((event as CustomEvent).detail as never))

  hear('electron-double:returned', (message: ReturnMessage) => {
    returned = message
  })
  hear('electron-double:settled', (message: ReturnMessage) => {
    const waiting = settle.get(message.id)
    settle.delete(message.id)
    if (message.error === undefined) waiting?.resolve(message.value)
    else waiting?.reject(new Error(message.error))
  })
  hear('electron-double:expose', ({ key, names, frozen }: { key: string; names: string[]; frozen: boolean }) => {
    const api = names.map((name) => {
      const bridged = (...args: unknown[]) => {
        const id = nextId++
        returned = null
        say('electron-double:call', { id, key, name, args } satisfies CallMessage)
        const answer: ReturnMessage | null = returned
        if (answer === null) throw new Error('electron double: the preload is gone')
        const { error, later, value }: ReturnMessage = answer
        if (error !== undefined) throw new Error(error)
        return later === true ? new Promise((resolve, reject) => settle.set(id, { resolve, reject })) : value
      }
      return [name, bridged] as const
    })
    const exposed = Object.fromEntries(api)
    Object.defineProperty(window, key, { value: frozen ? Object.freeze(exposed) : exposed, enumerable: true })
  })

  // Electron tells a port when its other end has closed; plain Chromium does not. Ports are counted as they arrive.
  const arrived: MessagePort[] = []
  hear('electron-double:port-closed', (number: number) => arrived[number]?.dispatchEvent(new Event('close')))
  addEventListener.call(window, 'message', (event) => {
    for (const port of (event as MessageEvent).ports) {
      const number = arrived.push(port) - 1
      port.close = () => {
        MessagePort.prototype.close.call(port)
        say('electron-double:port-close', number)
      }
    }
  })

  const resolved = (address: string) =>
    URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI).href : address
  window.open = (address) => {
    say('electron-double:open', resolved(String(address ?? 'about:blank')))
    return null
  }
  const onClick = (event: Event) => {
    const anchor = event.composedPath().find((node) => node instanceof HTMLAnchorElement)
    if (event.defaultPrevented || anchor === undefined || anchor.href === '' || anchor.hasAttribute('download')) return
    const elsewhere = anchor.target === '_blank' || event.type === 'auxclick'
    if (!elsewhere && /^(https?|javascript|data|blob|file):$/.test(anchor.protocol)) return
    event.preventDefault()
    say(elsewhere ? 'electron-double:open' : 'electron-double:navigate', anchor.href)
  }
  addEventListener.call(window, 'click', onClick)
  addEventListener.call(window, 'auxclick', onClick)
}

type Binding = (text: string) => void
type Incoming =
  | { type: 'reply'; id: number; value?: string; error?: string }
  | { type: 'send'; channel: string; args: string; ports: number[] }
  | { type: 'port-message'; port: number; data: string }
  | { type: 'port-close'; port: number }

/** The sandboxed preload's surroundings: `require('electron')` with what a renderer may use, and nothing else. */
export function preloadWorld(
  createCodec: () => Codec,
  covered: <T extends object>(name: string, target: T) => T,
  preload: (
    require: (name: string) => unknown,
    module: { exports: unknown },
    exports: unknown,
    process: object,
  ) => void,
): void {
  const scope = globalThis as unknown as {
    __electronDouble: Binding
    __electronDoubleDeliver: (messages: Incoming[]) => void
    __electronDoubleFile: (id: number) => File | undefined
  }
  if (window.top !== window) return
  const { encode, decode } = createCodec()
  const tell = (message: object) => scope.__electronDouble(JSON.stringify(message))
  const pending = new Map<number, { resolve: (value: string | undefined) => void; reject: (error: Error) => void }>()
  const listeners = new Map<string, ((event: object, ...args: unknown[]) => void)[]>()
  const ports = new Map<number, MessagePort>()
  const paths = new WeakMap<File, string>()
  const files = new Map<number, File>()
  const exposed = new Map<string, Record<string, (...args: unknown[]) => unknown>>()
  let nextId = 1
  const ask = (message: object) =>
    new Promise<string | undefined>((resolve, reject) => {
      const id = nextId++
      pending.set(id, { resolve, reject })
      tell({ ...message, id })
    })

  /** In the order in which the main world counts them. */
  const handedOver: number[] = []
  const openPort = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    ports.set(id, port1)
    handedOver.push(id)
    port1.onmessage = ({ data }) => tell({ type: 'port-message', port: id, data: encode(data) })
    return port2
  }
  const closePort = (id: number) => {
    ports.get(id)?.close()
    window.dispatchEvent(new CustomEvent('electron-double:port-closed', { detail: handedOver.indexOf(id) }))
  }
  window.addEventListener('electron-double:port-close', (event) => {
    const id = handedOver[(event as CustomEvent<number>).detail]
    if (id !== undefined) tell({ type: 'port-close', port: id })
  })
  const receive = (message: Incoming) => {
    if (message.type === 'port-message') return ports.get(message.port)?.postMessage(decode(message.data))
    if (message.type === 'port-close') return closePort(message.port)
    if (message.type === 'send') {
      const event = { sender: ipcRenderer, ports: message.ports.map(openPort) }
      const args = decode(message.args) as unknown[]
      for (const listener of listeners.get(message.channel) ?? []) listener(event, ...args)
      return
    }
    const waiting = pending.get(message.id)
    pending.delete(message.id)
    if (message.error === undefined) waiting?.resolve(message.value)
    else waiting?.reject(new Error(message.error))
  }
  scope.__electronDoubleDeliver = (messages) => messages.forEach(receive)
  scope.__electronDoubleFile = (id) => files.get(id)

  /** A file's path is asked of Chromium before the preload's function sees the file. */
  const learnPaths = async (values: unknown[]) => {
    const unknownFiles = values.flat().filter((value): value is File => value instanceof File && !paths.has(value))
    await Promise.all(
      unknownFiles.map(async (file) => {
        const key = nextId++
        files.set(key, file)
        paths.set(file, (await ask({ type: 'path', file: key })) ?? '')
        files.delete(key)
      }),
    )
  }
  const ipcRenderer = covered('ipcRenderer', {
    invoke: async (channel: string, ...args: unknown[]) =>
      decode((await ask({ type: 'invoke', channel, args: encode(args) })) ?? 'null'),
    on: (channel: string, listener: (event: object, ...args: unknown[]) => void) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
  })
  const electron = covered('electron (renderer)', {
    ipcRenderer,
    contextBridge: covered('contextBridge', {
      exposeInMainWorld: (key: string, api: Record<string, (...args: unknown[]) => unknown>) => {
        for (const value of Object.values(api)) {
          if (typeof value !== 'function') throw new Error('electron double: only functions can be exposed')
        }
        exposed.set(key, api)
        const detail = { key, names: Object.keys(api), frozen: true }
        window.dispatchEvent(new CustomEvent('electron-double:expose', { detail }))
      },
    }),
    webUtils: covered('webUtils', {
      getPathForFile: (file: unknown) => {
        if (!(file instanceof File)) throw new TypeError('getPathForFile needs a File')
        return paths.get(file) ?? ''
      },
    }),
  })

  const say = (type: string, detail: ReturnMessage) => window.dispatchEvent(new CustomEvent(type, { detail }))
  const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
  window.addEventListener('electron-double:call', (event) => {
    const { id, key, name, args } = (event as CustomEvent<CallMessage>).detail
    const settleLater = (value: Promise<unknown>) => {
      say('electron-double:returned', { id, later: true })
      value.then(
        (result) => say('electron-double:settled', { id, value: result }),
        (error: unknown) => say('electron-double:settled', { id, error: messageOf(error) }),
      )
    }
    try {
      const call = () => exposed.get(key)?.[name]?.(...args)
      const hasFiles = args.flat().some((value) => value instanceof File)
      const result = hasFiles ? learnPaths(args).then(call) : call()
      if (result instanceof Promise) settleLater(result)
      else say('electron-double:returned', { id, value: result })
    } catch (error) {
      say('electron-double:returned', { id, error: messageOf(error) })
    }
  })
  for (const type of ['open', 'navigate']) {
    window.addEventListener(`electron-double:${type}`, (event) =>
      tell({ type, url: (event as CustomEvent<string>).detail }),
    )
  }
  tell({ type: 'hello' })
  const module = { exports: {} }
  const require = (name: string) => {
    if (name === 'electron' || name === 'electron/renderer') return electron
    throw new Error(`module not found: ${name}`)
  }
  preload(require, module, module.exports, {
    platform: 'linux',
    versions: {},
    env: {},
    contextIsolated: true,
    sandboxed: true,
  })
}
