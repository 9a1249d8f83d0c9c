import type { IncomingMessage } from 'node:http'
import type { ErrorCode } from '../../../shared/contract/errors.ts'

// Every request passes here before anything else looks at it. Plain values in, a verdict out.

export type Knock = {
  method: string
  /** The request target as it came over the wire. */
  target: string
  host: readonly string[]
  origin: readonly string[]
  fetchSite: string | undefined
  upgrade: boolean
}

export type Refusal = { ok: false; status: number; code: ErrorCode; message: string }
export type Verdict = { ok: true; path: string; query: URLSearchParams; origin: string } | Refusal

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE'])
const maxTargetLength = 8192

export function knockOf(request: IncomingMessage, upgrade: boolean): Knock {
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    host: request.headersDistinct['host'] ?? [],
    origin: request.headersDistinct['origin'] ?? [],
    fetchSite: request.headersDistinct['sec-fetch-site']?.[0],
    upgrade,
  }
}

/**
 * Names: only this machine's own (a rebound DNS name carries the attacker's Host). Senders: whatever changes something, and
 * every WebSocket, must come from our own page; other servers on this machine count as the same site for a browser, so
 * `same-site` is refused like `cross-site`. Addresses: plain segments only, nothing encoded, nothing to normalise.
 */
export function judge(knock: Knock, port: number): Verdict {
  const host = knock.host.length === 1 ? knock.host[0]?.toLowerCase() : undefined
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return refuse(403, 'FORBIDDEN', 'This address does not belong to the program.')
  }
  if (!methods.has(knock.method)) return refuse(405, 'BAD_INPUT', 'This method is not supported.')
  if (knock.target.length > maxTargetLength) return refuse(414, 'BAD_INPUT', 'The address is too long.')

  const origin = `http://${host}`
  const foreign = knock.origin.length > 0 && (knock.origin.length !== 1 || knock.origin[0] !== origin)
  const originNeeded = knock.upgrade || (knock.method !== 'GET' && knock.method !== 'HEAD')
  if (foreign || (originNeeded && knock.origin.length === 0)) {
    return refuse(403, 'FORBIDDEN', 'Only the page of this program may ask this.')
  }
  const mark = knock.target.indexOf('?')
  const path = mark < 0 ? knock.target : knock.target.slice(0, mark)
  const query = new URLSearchParams(mark < 0 ? '' : knock.target.slice(mark + 1))
  // A person who follows a link may open the page itself; nothing else may be asked for from another site.
  const site = knock.fetchSite ?? 'none'
  if (site !== 'none' && site !== 'same-origin' && !(knock.method === 'GET' && path === '/' && !knock.upgrade)) {
    return refuse(403, 'FORBIDDEN', 'Only the page of this program may ask this.')
  }
  if (!isPlainPath(path)) return refuse(404, 'NOT_FOUND', 'There is nothing at this address.')
  return { ok: true, path, query, origin }
}

/** `/`, or segments of letters, digits, `-`, `_` and single dots inside a name. */
function isPlainPath(path: string): boolean {
  return path === '/' || /^(?:\/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)+$/.test(path)
}

function refuse(status: number, code: ErrorCode, message: string): Refusal {
  return { ok: false, status, code, message }
}
