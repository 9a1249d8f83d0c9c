import { app, type Session, type WebContents } from 'electron'
import { isAppAddress, isDevToolsAddress, mayRequest } from './addresses.ts'
import { externalAddress } from '../external-address.ts'

// What every page of the program is held to, whoever opens it: no way out of its own address, no permission, no device,
// no request to any network.

export type GuardOptions = {
  /** Content-Security-Policy of the page. */
  policy: string
  developer: boolean
  openExternal: (address: string) => Promise<void>
  onRefused: (what: string, address: string) => void
}

type Preventable = { preventDefault(): void }

/** Call before the first window: later windows and their frames come under the guards by themselves. */
export function guardEverything(session: Session, options: GuardOptions): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, options))
  app.on('certificate-error', (event, _contents, url, _error, _certificate, answer) => {
    event.preventDefault()
    answer(false)
    options.onRefused('certificate', url)
  })
  app.on('select-client-certificate', (event, _contents, url) => {
    event.preventDefault()
    options.onRefused('client certificate', url)
  })
  app.on('login', (event) => event.preventDefault())
  guardPermissions(session, options)
  guardRequests(session, options)
}

function guardContents(contents: WebContents, { openExternal, onRefused }: GuardOptions): void {
  const stayAtHome = (what: string) => (details: Preventable & { url: string }) => {
    if (isAppAddress(details.url) || isDevToolsAddress(contents.getURL())) return
    details.preventDefault()
    onRefused(what, details.url)
  }
  contents.on('will-navigate', stayAtHome('navigation'))
  contents.on('will-redirect', stayAtHome('redirect'))
  contents.on('will-frame-navigate', stayAtHome('frame navigation'))
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    onRefused('webview', '')
  })
  contents.setWindowOpenHandler(({ url }) => {
    if (externalAddress(url) === null) onRefused('new window', url)
    else openExternal(url).catch(() => onRefused('external address', url))
    return { action: 'deny' }
  })
}

function guardPermissions(session: Session, { onRefused }: GuardOptions): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    onRefused('permission', permission)
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null))
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }))
  session.on('select-hid-device', (event, _details, answer) => {
    event.preventDefault()
    answer(null)
  })
  session.on('select-usb-device', (event, _details, answer) => {
    event.preventDefault()
    answer()
  })
  session.on('select-serial-port', (event, _ports, _contents, answer) => {
    event.preventDefault()
    answer('')
  })
  session.on('will-download', (event) => event.preventDefault())
}

function guardRequests(session: Session, { policy, developer, onRefused }: GuardOptions): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const devTools = developer && isDevToolsAddress(details.url)
    const cancel = !devTools && !mayRequest(details.url)
    if (cancel) onRefused('request', details.url)
    answer({ cancel })
  })
  // The protocol handler sends the policy with each answer; this is the second hand on the same door.
  session.webRequest.onHeadersReceived((details, answer) => {
    if (!isAppAddress(details.url)) return answer({})
    const others = Object.entries(details.responseHeaders ?? {}).filter(
      ([name]) => name.toLowerCase() !== 'content-security-policy',
    )
    answer({ responseHeaders: { ...Object.fromEntries(others), 'content-security-policy': [policy] } })
  })
}
