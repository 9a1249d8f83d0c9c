import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { Failure } from '../../../shared/contract/errors.ts'
import { AssetId } from '../../../shared/domain/ids.ts'
import { MediaVariant } from '../../../shared/domain/media-kind.ts'
import type { Logger } from '../../core/log/logger.ts'
import { type AppFile, type AppFiles, isPageAddress } from '../app-files.ts'
import { mediaResponse, openMediaBody } from '../serve-media.ts'
import type { Access } from './access.ts'
import { errorBody, pageHeaders, sendFailure, sendJson } from './answers.ts'
import { judge, knockOf, type Verdict } from './gate.ts'
import { type InboxRouteOptions, isInboxAddress, serveInbox } from './inbox-routes.ts'
import { lookUpAddress, type LookUpOptions, serveLookUp } from './look-up.ts'
import { signedOutPage, signedOutStyle, signedOutStyleAddress } from './signed-out-page.ts'

export type RouteOptions = InboxRouteOptions &
  LookUpOptions & { access: Access; files: AppFiles; log: Logger; port: () => number }

type Passed = Extract<Verdict, { ok: true }>

const mediaAddress = /^\/asset\/([0-9a-f-]{36})\/(thumbnail|strip|original)$/

/** Answers one request; never throws. */
export async function answer(options: RouteOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const verdict = judge(knockOf(request, false), options.port())
    if (verdict.ok) await route(options, request, response, verdict)
    else sendFailure(request, response, new Failure(verdict.code, verdict.message), verdict.status)
  } catch (thrown) {
    if (!(thrown instanceof Failure)) options.log.log('error', 'web.request-failed', { error: String(thrown) })
    sendFailure(request, response, thrown)
  }
}

async function route(
  options: RouteOptions,
  request: IncomingMessage,
  response: ServerResponse,
  at: Passed,
): Promise<void> {
  const reading = request.method === 'GET' || request.method === 'HEAD'
  if (reading && at.path === signedOutStyleAddress) {
    sendText(response, 200, 'text/css; charset=utf-8', signedOutStyle, at.origin)
    return
  }
  const tokens = at.query.getAll('token')
  if (request.method === 'GET' && at.path === '/' && tokens.length > 0) {
    if (tokens.length === 1 && options.access.isToken(tokens[0] ?? '')) enter(options, response, at.origin)
    else sendText(response, 401, 'text/html; charset=utf-8', signedOutPage, at.origin)
    return
  }
  if (!options.access.hasCookie(request.headers.cookie, options.port())) {
    turnAway(request, response, at)
    return
  }
  if (isInboxAddress(at.path)) {
    await serveInbox(options, request, response, at.path, at.query)
  } else if (at.path === lookUpAddress) {
    await serveLookUp(options, request, response, at.query)
  } else if (!reading) {
    sendJson(response, 405, errorBody('BAD_INPUT', 'This method is not supported here.'), { allow: 'GET, HEAD' })
  } else if (at.path === '/rpc') {
    sendJson(response, 426, errorBody('BAD_INPUT', 'This address speaks WebSocket only.'), { upgrade: 'websocket' })
  } else if (at.path.startsWith('/asset/')) {
    await serveMedia(options, request, response, at)
  } else {
    const file = isPageAddress(at.path) ? options.files.index : options.files.find(at.path)
    if (file === undefined) throw new Failure('NOT_FOUND', 'There is nothing at this address.')
    sendFile(request, response, file, at.origin)
  }
}

/** Trades the token for the cookie and drops it from the address. */
function enter(options: RouteOptions, response: ServerResponse, origin: string): void {
  response.writeHead(303, {
    ...pageHeaders(origin),
    'cache-control': 'no-store',
    'content-length': '0',
    location: '/',
    'set-cookie': options.access.cookie(options.port()),
  })
  response.end()
}

function turnAway(request: IncomingMessage, response: ServerResponse, at: Passed): void {
  if (request.method === 'GET' && isPageAddress(at.path)) {
    sendText(response, 401, 'text/html; charset=utf-8', signedOutPage, at.origin)
  } else {
    sendFailure(request, response, new Failure('FORBIDDEN', 'Open the address that the program printed.'), 401)
  }
}

async function serveMedia(
  options: RouteOptions,
  request: IncomingMessage,
  response: ServerResponse,
  at: Passed,
): Promise<void> {
  const [, id, variant] = mediaAddress.exec(at.path) ?? []
  const assetId = AssetId.safeParse(id)
  const asked = MediaVariant.safeParse(variant)
  if (!assetId.success || !asked.success) {
    throw new Failure('NOT_FOUND', 'There is nothing at this address.')
  }
  const found = await options.core.media(assetId.data, asked.data)
  if (found === null) throw new Failure('NOT_FOUND', 'This work has no such picture or file.')
  const { status, headers, body } = mediaResponse(found, {
    assetId: assetId.data,
    method: request.method === 'HEAD' ? 'HEAD' : 'GET',
    range: request.headers.range,
    ifRange: request.headersDistinct['if-range']?.[0],
    ifNoneMatch: request.headers['if-none-match'],
    versioned: asked.data !== 'original' && at.query.has('v'),
  })
  if (body === null) {
    response.writeHead(status, headers).end()
    return
  }
  const stream = await openMediaBody(body)
  // The page may have scrolled on while the file was being opened.
  if (response.destroyed) {
    stream.destroy()
    return
  }
  response.writeHead(status, headers)
  // A person who scrolls past a film breaks this off; nothing is left to answer then, and the file is closed.
  await pipeline(stream, response).catch(() => response.destroy())
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: AppFile, origin: string): void {
  const headers = { ...pageHeaders(origin), 'cache-control': file.cacheControl, etag: file.etag }
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304, headers).end()
    return
  }
  response.writeHead(200, {
    ...headers,
    'content-type': file.mediaType,
    'content-length': String(file.bytes.byteLength),
  })
  response.end(request.method === 'HEAD' ? undefined : file.bytes)
}

function sendText(response: ServerResponse, status: number, mediaType: string, text: string, origin: string): void {
  const body = Buffer.from(text)
  response.writeHead(status, {
    ...pageHeaders(origin),
    'cache-control': 'no-store',
    'content-type': mediaType,
    'content-length': String(body.byteLength),
  })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}
