import { EventEmitter } from 'node:events'
import { CancellableEvent, covered } from './not-implemented.ts'

type Answer<T> = (value: T) => void
type Listener<T> = (details: object, answer: Answer<T>) => void
export type RequestDetails = { url: string; method: string; resourceType: string; webContentsId: number }
type ResponseHeaders = Record<string, string[]>
type Handler = (request: Request) => Response | Promise<Response>

/** The one session: what the program has hung into it is really asked. */
class Session extends EventEmitter {
  private beforeRequest: Listener<{ cancel?: boolean; redirectURL?: string }> | null = null
  private headersReceived: Listener<{ cancel?: boolean; responseHeaders?: ResponseHeaders }> | null = null
  private readonly handlers = new Map<string, Handler>()
  private readonly deciders = new Map<string, (...args: unknown[]) => unknown>()

  readonly webRequest = covered('webRequest', {
    onBeforeRequest: (listener: Session['beforeRequest']) => {
      this.beforeRequest = listener
    },
    onHeadersReceived: (listener: Session['headersReceived']) => {
      this.headersReceived = listener
    },
  })
  readonly protocol = covered('session.protocol', {
    handle: (scheme: string, handler: Handler) => {
      if (!privileged.has(scheme))
        throw new Error(`electron double: ${scheme} was not registered as privileged before ready`)
      if (this.handlers.has(scheme)) throw new Error(`electron double: ${scheme} has a handler already`)
      this.handlers.set(scheme, handler)
    },
  })

  setPermissionRequestHandler(handler: (...args: never[]) => unknown): void {
    this.decide('request', handler)
  }
  setPermissionCheckHandler(handler: (...args: never[]) => unknown): void {
    this.decide('check', handler)
  }
  setDevicePermissionHandler(handler: (...args: never[]) => unknown): void {
    this.decide('device', handler)
  }
  setDisplayMediaRequestHandler(handler: (...args: never[]) => unknown): void {
    this.decide('displayMedia', handler)
  }
  setBluetoothPairingHandler(handler: (...args: never[]) => unknown): void {
    this.decide('bluetooth', handler)
  }

  /** True when the request may go on. Without a listener everything may, as in Electron. */
  mayRequest(details: RequestDetails): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.beforeRequest === null) return resolve(true)
      this.beforeRequest({ id: 1, referrer: '', timestamp: Date.now(), uploadData: [], ...details }, (answer) => {
        if (answer.redirectURL !== undefined) throw new Error('electron double: redirectURL is not implemented')
        resolve(answer.cancel !== true)
      })
    })
  }

  finalHeaders(details: RequestDetails, responseHeaders: ResponseHeaders): Promise<ResponseHeaders> {
    return new Promise((resolve) => {
      if (this.headersReceived === null) return resolve(responseHeaders)
      this.headersReceived({ ...details, responseHeaders }, (answer) =>
        resolve(answer.responseHeaders ?? responseHeaders),
      )
    })
  }

  answer(scheme: string, request: Request): Promise<Response> {
    const handler = this.handlers.get(scheme)
    if (handler === undefined) return Promise.resolve(Response.error())
    return Promise.resolve(handler(request))
  }

  /** What the program decides about a permission, by each of its handlers; Electron grants where there is none. */
  async decisions(permission: string, contents: unknown, origin: string): Promise<Record<string, unknown>> {
    const ask = (kind: string, ...args: unknown[]) => this.deciders.get(kind)?.(...args)
    const has = (kind: string) => this.deciders.has(kind)
    const answered = (kind: string, ...before: unknown[]) =>
      has(kind)
        ? new Promise((resolve) => ask(kind, ...before, (value: unknown) => resolve(value)))
        : Promise.resolve('granted')
    return {
      request: await new Promise((resolve) => {
        if (!has('request')) return resolve(true)
        ask('request', contents, permission, resolve, { requestingUrl: origin, isMainFrame: true })
      }),
      check: has('check') ? ask('check', contents, permission, origin, {}) : true,
      device: has('device') ? ask('device', { deviceType: 'usb', origin, device: {} }) : true,
      displayMedia: await answered('displayMedia', {}),
      bluetooth: await answered('bluetooth', { deviceId: 'x', pairingKind: 'confirm' }),
    }
  }

  /** Emits a device chooser and tells what came of it. */
  choose(event: string): { prevented: boolean; answers: unknown[] } {
    const answers: unknown[] = []
    const cancellable = new CancellableEvent()
    const answer = (value?: unknown) => answers.push(value ?? null)
    if (event === 'select-serial-port') this.emit(event, cancellable, [{ portId: 'x' }], {}, answer)
    else this.emit(event, cancellable, { deviceList: [{ deviceId: 'x' }], frame: null }, answer)
    return { prevented: cancellable.defaultPrevented, answers }
  }

  private decide(kind: string, handler: (...args: never[]) => unknown): void {
    this.deciders.set(kind, handler as (...args: unknown[]) => unknown)
  }
}

export const privileged = new Set<string>()
export const defaultSession = new Session()
export const session = covered('session', { defaultSession: covered('defaultSession', defaultSession) })
