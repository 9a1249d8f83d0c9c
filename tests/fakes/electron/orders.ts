import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { onOrder } from './control.ts'
import { channels, invoke } from './ipc.ts'
import { Menu } from './menu.ts'
import { CancellableEvent } from './not-implemented.ts'
import { defaultSession } from './session.ts'
import { frameAt, type WebContents } from './web-contents.ts'

// What a test may order: above all what no honest page would do.

function contents(): WebContents {
  const window = BrowserWindow.getAllWindows()[0]
  if (window === undefined) throw new Error('electron double: there is no window')
  return window.webContents
}

export type ForgedSender =
  | 'page'
  | 'missing'
  | 'sub-frame'
  | 'detached'
  | 'foreign-origin'
  | 'foreign-url'
  | 'old-document'
  | 'other-window'

function forgedEvent(sender: ForgedSender) {
  const target = contents()
  const honest = target.mainFrame
  const frame = (fields: Record<string, unknown>) =>
    Object.assign(frameAt(honest.url, { frameToken: honest.frameToken, parent: null }), fields)
  switch (sender) {
    case 'page':
      return target.eventOf(honest)
    case 'missing':
      return target.eventOf(null)
    case 'sub-frame':
      return target.eventOf(frame({ parent: honest, frameToken: 'sub' }))
    case 'detached':
      return target.eventOf(frame({ detached: true }))
    case 'foreign-origin':
      return target.eventOf(frame({ origin: 'https://evil.example' }))
    case 'foreign-url':
      return target.eventOf(frame({ url: 'app://metastamp.evil.example/' }))
    case 'old-document':
      return target.eventOf(frame({ frameToken: 'gone' }))
    case 'other-window':
      return { ...target.eventOf(honest), sender: {} }
  }
}

onOrder('channels', () => channels())
onOrder('forge', ({ sender, channel, args }: { sender: ForgedSender; channel: string; args: unknown[] }) =>
  invoke(forgedEvent(sender), channel, args),
)
onOrder('permission', ({ permission, origin }: { permission: string; origin: string }) =>
  defaultSession.decisions(permission, contents(), origin),
)
onOrder('choose-device', ({ event }: { event: string }) => defaultSession.choose(event))
onOrder('web-contents-event', ({ event, details }: { event: string; details: object }) => {
  const cancellable = Object.assign(new CancellableEvent(), details)
  contents().emit(event, cancellable, {}, {})
  return cancellable.defaultPrevented
})
onOrder('session-event', ({ event }: { event: string }) => {
  const cancellable = new CancellableEvent()
  defaultSession.emit(event, cancellable, {}, contents())
  return cancellable.defaultPrevented
})
onOrder('certificate-error', ({ url }: { url: string }) => {
  const cancellable = new CancellableEvent()
  const answers: boolean[] = []
  app.emit('certificate-error', cancellable, contents(), url, 'net::ERR_CERT_AUTHORITY_INVALID', {}, (trust: boolean) =>
    answers.push(trust),
  )
  return { prevented: cancellable.defaultPrevented, answers }
})
onOrder('may-request', ({ url, resourceType }: { url: string; resourceType: string }) =>
  defaultSession.mayRequest({ url, method: 'GET', resourceType, webContentsId: contents().id }),
)
onOrder(
  'ask-scheme',
  async ({ url, method, headers }: { url: string; method: string; headers: Record<string, string> }) => {
    // The handler sees the address letter by letter, as a hostile renderer process could send it.
    const request = new Request('http://placeholder.invalid/', { method, headers })
    Object.defineProperty(request, 'url', { value: url })
    const response = await defaultSession.answer(url.split(':')[0] ?? '', request)
    const bytes = response.type === 'error' ? Buffer.alloc(0) : Buffer.from(await response.arrayBuffer())
    return { status: response.status, headers: Object.fromEntries(response.headers), base64: bytes.toString('base64') }
  },
)
onOrder('choose-menu', ({ id }: { id: string }) => Menu.getApplicationMenu()?.choose(id))
onOrder('windows', () =>
  BrowserWindow.getAllWindows().map((window) => ({
    id: window.id,
    url: window.webContents.getURL(),
    visible: window.isVisible(),
  })),
)
onOrder('close-window', () => BrowserWindow.getAllWindows()[0]?.close())
onOrder('quit', () => app.quit())
// A test that died must not leave a program and its Chromium behind.
process.on('disconnect', () => app.exit(1))
