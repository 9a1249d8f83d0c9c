import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { Failure } from '../../shared/contract/errors.ts'
import type { AssetId } from '../../shared/domain/ids.ts'
import type { MediaAnswer } from '../core/core.ts'
import { mediaPolicy, securityHeaders } from './content-policy.ts'

// A work's file as an HTTP answer (RFC 9110 §13, §14), for the browser host and for Electron's asset protocol.

export type MediaRequest = {
  assetId: AssetId
  method: 'GET' | 'HEAD'
  range?: string | undefined
  ifRange?: string | undefined
  ifNoneMatch?: string | undefined
  /** The address carries the thumbnail's key, so this answer never changes. */
  versioned: boolean
}

/** What is left to send; `end` is inclusive. */
export type MediaBody =
  | { type: 'bytes'; bytes: Uint8Array }
  | { type: 'file'; path: string; fileBytes: number; start: number; end: number }

export type MediaResponse = { status: 200 | 206 | 304 | 416; headers: Record<string, string>; body: MediaBody | null }

/** A single byte range of a representation of `size` bytes. Several ranges and malformed headers are ignored, as the standard allows. */
export function parseRange(
  header: string | undefined,
  size: number,
): { type: 'whole' } | { type: 'unsatisfiable' } | { type: 'part'; start: number; end: number } {
  const match = /^bytes=[ \t]*(\d{0,16})-(\d{0,16})[ \t]*$/i.exec(header ?? '')
  const [, first = '', last = ''] = match ?? []
  if (match === null || (first === '' && last === '')) return { type: 'whole' }
  if (first === '') {
    const suffix = Number(last)
    if (suffix === 0 || size === 0) return { type: 'unsatisfiable' }
    return { type: 'part', start: Math.max(0, size - suffix), end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return { type: 'whole' }
  return start >= size ? { type: 'unsatisfiable' } : { type: 'part', start, end }
}

/** Status, headers and what is left to send. Touches no file. */
export function mediaResponse(answer: MediaAnswer, request: MediaRequest): MediaResponse {
  const size = answer.type === 'bytes' ? answer.bytes.byteLength : answer.bytes
  const etag = quotedEtag(answer.etag)
  const shown = showableType(answer.mediaType)
  const headers: Record<string, string> = {
    ...securityHeaders(mediaPolicy),
    'accept-ranges': 'bytes',
    'cache-control': request.versioned ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    etag,
  }
  if (matchesAny(request.ifNoneMatch, etag)) return { status: 304, headers, body: null }

  headers['content-type'] = shown.contentType
  headers['content-disposition'] =
    `${shown.inline ? 'inline' : 'attachment'}; filename="${request.assetId}${shown.extension}"`
  // A range may only continue the very bytes the caller has; RFC 9110 §13.1.5 wants the strong comparison.
  const rangeHolds = request.ifRange === undefined || request.ifRange.trim() === etag
  const range = parseRange(rangeHolds ? request.range : undefined, size)
  if (range.type === 'unsatisfiable') {
    return {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${size}`, 'content-length': '0' },
      body: null,
    }
  }
  const start = range.type === 'part' ? range.start : 0
  const end = range.type === 'part' ? range.end : size - 1
  headers['content-length'] = String(end - start + 1)
  if (range.type === 'part') headers['content-range'] = `bytes ${start}-${end}/${size}`
  const empty = request.method === 'HEAD' || end < start
  return { status: range.type === 'part' ? 206 : 200, headers, body: empty ? null : bodyOf(answer, start, end) }
}

function bodyOf(answer: MediaAnswer, start: number, end: number): MediaBody {
  if (answer.type === 'bytes') return { type: 'bytes', bytes: answer.bytes.subarray(start, end + 1) }
  return { type: 'file', path: answer.path, fileBytes: answer.bytes, start, end }
}

/**
 * The body as a stream that closes its file at its end and when it is destroyed. Opened before any header is sent, so that
 * a file that has gone (VANISHED), can't be read (UNREADABLE) or has changed (CHANGED_WHILE_READING) is an honest error.
 */
export async function openMediaBody(body: MediaBody): Promise<Readable> {
  if (body.type === 'bytes') return Readable.from([Buffer.from(body.bytes)], { objectMode: false })
  // Not blocking: a named pipe put in the place of a picture must not hold the answer up.
  const handle = await open(body.path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((thrown: unknown) => {
    throw openFailure(thrown, body.path)
  })
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) throw new Failure('UNREADABLE', 'This is not a file any more.', { path: body.path })
    if (stat.size !== body.fileBytes) {
      throw new Failure(
        'CHANGED_WHILE_READING',
        'The file has changed since it was protected. Scan its folder again.',
        {
          path: body.path,
          retryable: true,
        },
      )
    }
  } catch (thrown) {
    await handle.close()
    throw thrown
  }
  return handle.createReadStream({ start: body.start, end: body.end, autoClose: true })
}

function openFailure(thrown: unknown, path: string): Failure {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? new Failure('VANISHED', 'The file is not where it was. Connect its drive or scan its folder.', {
        path,
        cause: thrown,
      })
    : new Failure('UNREADABLE', 'The file cannot be opened. Check its permissions.', { path, cause: thrown })
}

/** An entity tag in its quoted form, whatever the core's form. */
export function quotedEtag(etag: string): string {
  return `"${etag.replace(/^W\//, '').replace(/[^\x21\x23-\x7e]/g, '')}"`
}

function matchesAny(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header
    .split(',')
    .some((candidate) => candidate.trim() === '*' || candidate.trim().replace(/^W\//, '') === etag)
}

/** Types that are shown; everything else, SVG and HTML first of all, is offered as a plain download. */
function showableType(mediaType: string): { contentType: string; inline: boolean; extension: string } {
  const type = /^[a-z]+\/[a-z0-9.+-]+$/.exec(mediaType.toLowerCase().split(';')[0]?.trim() ?? '')?.[0] ?? ''
  const [family = '', subtype = ''] = type.split('/')
  const extension = `.${subtype.replace(/^x-/, '').replace(/[^a-z0-9]/g, '')}`
  if (type === 'application/pdf') return { contentType: type, inline: true, extension: '.pdf' }
  if (type === 'text/plain' || type === 'text/markdown') {
    return { contentType: 'text/plain; charset=utf-8', inline: true, extension: '.txt' }
  }
  if (['image', 'audio', 'video'].includes(family) && !/xml|svg|html/.test(subtype)) {
    return { contentType: type, inline: true, extension }
  }
  return { contentType: 'application/octet-stream', inline: false, extension: '.bin' }
}
