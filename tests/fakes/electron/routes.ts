import type { BrowserContext, Frame, Route } from 'playwright-core'
import { schemeOf, textToPage, toApp } from './addresses.ts'
import { note } from './control.ts'
import { defaultSession } from './session.ts'
import type { WebContents } from './web-contents.ts'

// Every request of every page passes here: navigation events, then webRequest, then the program's own protocol handler.
// What no handler answers is refused, so no byte ever goes to a network.

const kinds: Readonly<Record<string, string>> = {
  document: 'mainFrame',
  stylesheet: 'stylesheet',
  script: 'script',
  image: 'image',
  font: 'font',
  media: 'media',
  xhr: 'xhr',
  fetch: 'xhr',
  ping: 'ping',
  cspviolationreport: 'cspReport',
}
const texts = /^(?:text\/(?:html|css|javascript)|application\/(?:javascript|json))/

export async function routeEverything(
  context: BrowserContext,
  contentsOf: (frame: Frame) => WebContents | null,
): Promise<void> {
  await context.route('**/*', async (route) => {
    try {
      await serve(route, contentsOf)
    } catch (error) {
      note('route-error', {
        url: route.request().url(),
        message: error instanceof Error ? error.message : String(error),
      })
      await route.abort('failed').catch(() => undefined)
    }
  })
  await context.routeWebSocket(/.*/, async (socket) => {
    const details = { url: socket.url(), method: 'GET', resourceType: 'webSocket', webContentsId: 0 }
    const allowed = await defaultSession.mayRequest(details)
    note('request', { url: socket.url(), allowed })
    await socket.close()
  })
}

async function serve(route: Route, contentsOf: (frame: Frame) => WebContents | null): Promise<void> {
  const request = route.request()
  const url = toApp(request.url())
  const frame = frameOf(request)
  const contents = frame === null ? null : contentsOf(frame)
  const isMainFrame = frame?.parentFrame() === null
  if (contents === null) return route.abort('aborted')
  if (request.isNavigationRequest()) {
    if (!contents.mayNavigate(url, isMainFrame)) return route.abort('aborted')
    if (isMainFrame) contents.navigationStarted(url)
  }
  const type = request.isNavigationRequest() && !isMainFrame ? 'subFrame' : (kinds[request.resourceType()] ?? 'other')
  const details = { url, method: request.method(), resourceType: type, webContentsId: contents.id }
  const allowed = await defaultSession.mayRequest(details)
  const scheme = schemeOf(request.url())
  note('request', { url, allowed, resourceType: type })
  if (!allowed) return route.abort('blockedbyclient')
  if (scheme === null) return route.abort('addressunreachable')
  const response = await defaultSession.answer(
    scheme,
    new Request(url, { method: request.method(), headers: await request.allHeaders().then(plainHeaders) }),
  )
  if (response.type === 'error') return route.abort('failed')
  const given = Object.fromEntries([...response.headers].map(([name, value]) => [name, [value]]))
  const headers = await defaultSession.finalHeaders(details, given)
  const bytes = Buffer.from(await response.arrayBuffer())
  const isText = texts.test(response.headers.get('content-type') ?? '')
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => name !== 'content-length')
        .map(([name, values]) => [name, textToPage(values.join(', '))]),
    ),
    body: isText ? textToPage(bytes.toString('utf8')) : bytes,
  })
}

/** Headers that belong to HTTP alone never reach a protocol handler. */
function plainHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':') && name !== 'host'))
}

function frameOf(request: { frame(): Frame }): Frame | null {
  try {
    return request.frame()
  } catch {
    // A page that is only being made: its window was refused.
    return null
  }
}
