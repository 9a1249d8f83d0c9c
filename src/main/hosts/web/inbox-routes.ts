import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { Failure } from '../../../shared/contract/errors.ts'
import { sendFailure, sendJson } from './answers.ts'
import type { Inbox } from './inbox.ts'
import type { WebCore } from './web-core.ts'

// POST /inbox · PUT /inbox/<id>/file?path= · POST /inbox/<id>/done · DELETE /inbox/<id>

const UploadId = z.uuid({ version: 'v4' })
export const RelativePath = z.string().min(1).max(4096)
const address = /^\/inbox\/([0-9a-f-]{36})(?:\/(file|done))?$/

export type InboxRouteOptions = { inbox: Inbox; core: WebCore; bodyIdleMs: number }

export function isInboxAddress(path: string): boolean {
  return path === '/inbox' || path.startsWith('/inbox/')
}

/** Answers every request below /inbox; the gate has let it through. */
export async function serveInbox(
  options: InboxRouteOptions,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
): Promise<void> {
  const match = address.exec(path)
  const uploadId = UploadId.safeParse(match?.[1]).data
  const part = match?.[2] ?? ''
  const route = path === '/inbox' ? 'POST /inbox' : `${request.method} /inbox/<id>${part === '' ? '' : `/${part}`}`
  if (path !== '/inbox' && uploadId === undefined) throw new Failure('NOT_FOUND', 'There is nothing at this address.')

  if (route === 'PUT /inbox/<id>/file' && uploadId !== undefined) {
    sendJson(response, 201, await receive(options, request, response, uploadId, query))
    return
  }
  if (expectsBody(request)) throw new Failure('TOO_LARGE', 'This request takes no body.')
  if (path === '/inbox' && request.method === 'POST') {
    sendJson(response, 201, { uploadId: await options.inbox.begin() })
  } else if (route === 'POST /inbox/<id>/done' && uploadId !== undefined) {
    sendJson(response, 200, await options.inbox.finish(uploadId, (paths) => options.core.addPaths(paths, 'inbox')))
  } else if (route === 'DELETE /inbox/<id>' && uploadId !== undefined) {
    await options.inbox.abort(uploadId)
    sendJson(response, 200, {})
  } else {
    sendFailure(request, response, new Failure('BAD_INPUT', 'This method is not supported here.'), 405)
  }
}

async function receive(
  { inbox, core, bodyIdleMs }: InboxRouteOptions,
  request: IncomingMessage,
  response: ServerResponse,
  uploadId: string,
  query: URLSearchParams,
) {
  const relativePath = RelativePath.safeParse(query.get('path'))
  if (!relativePath.success) throw new Failure('BAD_INPUT', 'The name of the file is missing.')
  const declared = request.headers['content-length']
  const maxBytes = await core.maxFileBytes()
  if (request.headers.expect !== undefined) response.writeContinue()
  const stopWatching = endWhenIdle(request, bodyIdleMs)
  try {
    return await inbox.receive(
      uploadId,
      relativePath.data,
      request,
      declared === undefined ? null : Number(declared),
      maxBytes,
    )
  } finally {
    stopWatching()
  }
}

/** A sender that goes quiet in the middle of a file loses its connection. */
export function endWhenIdle(request: IncomingMessage, idleMs: number): () => void {
  const socket = request.socket
  const end = () => socket.destroy()
  socket.setTimeout(idleMs, end)
  return () => {
    socket.setTimeout(0)
    socket.off('timeout', end)
  }
}

function expectsBody(request: IncomingMessage): boolean {
  const declared = Number(request.headers['content-length'] ?? '0')
  return request.headers['transfer-encoding'] !== undefined || declared > 0
}
