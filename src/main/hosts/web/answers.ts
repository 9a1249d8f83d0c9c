import type { IncomingMessage, ServerResponse } from 'node:http'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import { type ErrorCode, type Failure, toFailure } from '../../../shared/contract/errors.ts'
import { contentPolicy, securityHeaders } from '../content-policy.ts'

/** Headers of everything that is not a creator's file. `origin` is the host's own, whose WebSocket the page may open. */
export function pageHeaders(origin: string | null): Record<string, string> {
  const connect = origin === null ? [] : [origin.replace(/^http:/, 'ws:')]
  return securityHeaders(contentPolicy({ connect }))
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  extra: Record<string, string> = {},
): void {
  const body = Buffer.from(JSON.stringify(value))
  response.writeHead(status, {
    ...pageHeaders(null),
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(body.byteLength),
    ...extra,
  })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

export type ErrorBody = { error: { code: ErrorCode; message: string; retryable: boolean } }

export function errorBody(code: ErrorCode, message: string, retryable = false): ErrorBody {
  return { error: { code, message, retryable } }
}

/** The error as JSON, once; after the headers have left, only cutting the connection tells the truth. */
export function sendFailure(
  request: IncomingMessage,
  response: ServerResponse,
  thrown: unknown,
  status?: number,
): void {
  const failure = toFailure(thrown)
  if (response.headersSent) {
    response.destroy()
    return
  }
  sendJson(
    response,
    status ?? statusOf(failure.code),
    // Paths and details stay inside: an address bar or an extension may read this.
    errorBody(failure.code, failure.message, failure.retryable),
  )
  if (!request.complete) discardRest(request, failure.code === 'FORBIDDEN' ? 2_000 : 60_000)
}

/** Browsers read an answer only after the whole body has been sent: it is let through unread for a while, then cut. */
function discardRest(request: IncomingMessage, patienceMs: number): void {
  request.resume()
  const timer = setTimeout(() => request.destroy(), patienceMs)
  timer.unref()
  const settle = () => clearTimeout(timer)
  request.once('end', settle).once('close', settle)
}

export function statusOf(code: Failure['code']): number {
  switch (code) {
    case 'BAD_INPUT':
      return 400
    case 'FORBIDDEN':
      return 403
    case 'NOT_FOUND':
    case 'VANISHED':
      return 404
    case 'CONFLICT':
    case 'CHANGED_WHILE_READING':
    case 'CANCELLED':
      return 409
    case 'TOO_LARGE':
      return 413
    case 'UNSUPPORTED_TYPE':
    case 'REFUSED_TYPE':
    case 'TYPE_MISMATCH':
      return 415
    case 'EMPTY_FILE':
    case 'CORRUPT_MEDIA':
    case 'TOO_MANY_PIXELS':
    case 'UNREADABLE':
      return 422
    case 'PROFILE_LOCKED':
    case 'PROFILE_NEWER':
    case 'READ_ONLY':
    case 'UNAVAILABLE':
    case 'WORKER_DIED':
      return 503
    case 'DECODER_TIMEOUT':
    case 'TIMED_OUT':
      return 504
    case 'UNREACHABLE':
    case 'INTERRUPTED':
    case 'PROVIDER_FAILED':
    case 'UNAUTHORIZED':
      return 502
    case 'RATE_LIMITED':
    case 'BUDGET_REACHED':
      return 429
    case 'DISK_FULL':
      return 507
    case 'STORE_CORRUPT':
    case 'INTERNAL':
      return 500
    default:
      return assertNever(code)
  }
}
