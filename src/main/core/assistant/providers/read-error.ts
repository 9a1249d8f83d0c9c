// What can be read out of an error: of a response's body, of a chain of causes. Nothing is taken for granted about either.

export function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

export type ErrorBody = { message: string; type: string; code: string; details: readonly unknown[] }

/** The body of a refusal, in any of the forms in use: `{error: {message, type, code, status, details}}`, `{error: "…"}`, `{message}`, or plain text. */
export function errorBodyOf(body: string): ErrorBody {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return { message: body, type: '', code: '', details: [] }
  }
  const outer = asRecord(Array.isArray(parsed) ? parsed[0] : parsed)
  const inner = asRecord(outer?.['error']) ?? outer
  const details = inner?.['details']
  return {
    message: text(inner?.['message']) || text(outer?.['error']) || text(inner?.['detail']),
    type: `${text(inner?.['type'])} ${text(inner?.['status'])}`.trim(),
    code: text(inner?.['code']),
    details: Array.isArray(details) ? details : [],
  }
}

/** The pause that Google's errors ask for (google.rpc.RetryInfo: `retryDelay: "12.5s"`), in milliseconds. */
export function retryDelayOf(details: readonly unknown[]): number | null {
  for (const each of details) {
    const seconds = /^([\d.]+)s$/.exec(text(asRecord(each)?.['retryDelay']))?.[1]
    if (seconds !== undefined && Number.isFinite(Number(seconds))) return Math.ceil(Number(seconds) * 1000)
  }
  return null
}

const longestDetail = 400

/** A foreign text as one line to show: without the key, control and direction characters or markup, and not longer than it helps. */
export function detailOf(message: string, key: string | null): string {
  const safe = key === null || key === '' ? message : message.replaceAll(key, '[key]')
  const line = safe
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line
}

/** An error and what caused it, outermost first. */
export function causes(thrown: unknown): unknown[] {
  const chain: unknown[] = []
  for (let each = thrown; each !== undefined && each !== null && chain.length < 8; ) {
    chain.push(each)
    each = each instanceof AggregateError ? each.errors[0] : each instanceof Error ? each.cause : undefined
  }
  return chain
}

/** The system's or the TLS library's code nearest to the origin, '' when there is none. */
export function networkCodeOf(thrown: unknown): string {
  const codes = causes(thrown).map((each) => (each instanceof Error && 'code' in each ? text(each.code) : ''))
  return codes.findLast((code) => code !== '') ?? ''
}
