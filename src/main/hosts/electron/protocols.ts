import { Readable } from 'node:stream'
import { type Session, protocol } from 'electron'
import type { Failure } from '../../../shared/contract/errors.ts'
import { toFailure } from '../../../shared/contract/errors.ts'
import { type AppFiles, isPageAddress } from '../app-files.ts'
import { securityHeaders } from '../content-policy.ts'
import { mediaResponse, openMediaBody } from '../serve-media.ts'
import { appScheme, assetScheme, isAppAddress } from './addresses.ts'
import { assetRequest } from './asset-request.ts'
import type { ElectronCore } from './electron-core.ts'

/** Must run before the app is ready. `app` is the page's origin; `asset` gives media with ranges and is nobody's origin. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
    { scheme: assetScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

export type ServeOptions = { files: AppFiles; policy: string; media: ElectronCore['media'] }

/** Serves the built page and the works' media; nothing else has an address. */
export function serveProtocols(session: Session, { files, policy, media }: ServeOptions): void {
  session.protocol.handle(appScheme, (request) => appAnswer(request, files, policy))
  session.protocol.handle(assetScheme, (request) => assetAnswer(request, media))
}

/** A file of the page by its known name, or the page itself for its own routes. */
export function appAnswer(request: Request, files: AppFiles, policy: string): Response {
  const headers = securityHeaders(policy)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return plain(405, 'Only reading is possible here.', headers)
  if (!isAppAddress(request.url)) return plain(404, 'There is nothing at this address.', headers)
  const { pathname } = new URL(request.url)
  const file = files.find(pathname) ?? (isPageAddress(pathname) ? files.index : undefined)
  if (file === undefined) return plain(404, 'There is nothing at this address.', headers)
  const body = request.method === 'HEAD' ? null : file.bytes
  return new Response(body, {
    headers: {
      ...headers,
      'content-type': file.mediaType,
      'content-length': String(file.bytes.byteLength),
      'cache-control': file.cacheControl,
      etag: file.etag,
    },
  })
}

/** A work's thumbnail or file by id, with ranges. */
export async function assetAnswer(request: Request, media: ElectronCore['media']): Promise<Response> {
  try {
    const asked = assetRequest(request)
    if (asked === null) return plain(404, 'There is no such work.', assetHeaders({}))
    const found = await media(asked.media.assetId, asked.variant)
    if (found === null) return plain(404, 'There is no such picture or file.', assetHeaders({}))
    const { status, headers, body } = mediaResponse(found, asked.media)
    const stream = body === null ? null : Readable.toWeb(await openMediaBody(body))
    // Node and the DOM declare the same class twice; only the declarations differ.
    return new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>> | null, {
      status,
      headers: assetHeaders(headers),
    })
  } catch (thrown) {
    const failure = toFailure(thrown)
    return plain(failureStatus(failure), failure.message, assetHeaders({}))
  }
}

/** The page lives at another scheme, so its pictures are cross-origin by the letter; only our page can ask at all. */
function assetHeaders(headers: Record<string, string>): Record<string, string> {
  return { ...headers, 'cross-origin-resource-policy': 'cross-origin', 'x-content-type-options': 'nosniff' }
}

function failureStatus(failure: Failure): number {
  switch (failure.code) {
    case 'NOT_FOUND':
    case 'VANISHED':
      return 404
    case 'CHANGED_WHILE_READING':
      return 409
    case 'UNAVAILABLE':
    case 'WORKER_DIED':
      return 503
    default:
      return 500
  }
}

function plain(status: number, message: string, headers: Record<string, string>): Response {
  return new Response(message, { status, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' } })
}
