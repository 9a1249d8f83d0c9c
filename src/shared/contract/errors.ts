import { z } from 'zod'

// The closed set of errors that may cross a border. A message is for people: what happened, to which file, what to do next.

export const ErrorCode = z.enum([
  // the request
  'BAD_INPUT',
  'NOT_FOUND',
  'CONFLICT',
  'FORBIDDEN',
  'CANCELLED',
  // a file
  'UNSUPPORTED_TYPE',
  'REFUSED_TYPE',
  'TYPE_MISMATCH',
  'TOO_LARGE',
  'EMPTY_FILE',
  'UNREADABLE',
  'VANISHED',
  'CHANGED_WHILE_READING',
  'CORRUPT_MEDIA',
  'TOO_MANY_PIXELS',
  'DECODER_TIMEOUT',
  // a service elsewhere: the key, its allowance, the way there, the answer
  'UNAUTHORIZED',
  'RATE_LIMITED',
  'BUDGET_REACHED',
  'UNREACHABLE',
  'TIMED_OUT',
  'INTERRUPTED',
  'PROVIDER_FAILED',
  // the program and its store
  'PROFILE_LOCKED',
  'PROFILE_NEWER',
  'STORE_CORRUPT',
  'DISK_FULL',
  'READ_ONLY',
  'UNAVAILABLE',
  'WORKER_DIED',
  'INTERNAL',
])
export type ErrorCode = z.infer<typeof ErrorCode>

export const errorData = z.object({
  retryable: z.boolean(),
  /** The path as a person would recognise it. */
  path: z.string().optional(),
  detail: z.string().optional(),
  /** How long to wait before the same is worth asking again. */
  retryAfterMs: z.int().nonnegative().optional(),
})
export type ErrorData = z.infer<typeof errorData>

export type FailureOptions = {
  retryable?: boolean
  path?: string
  detail?: string
  retryAfterMs?: number
  cause?: unknown
}

/** An expected failure with a code of the closed set. Anything else that is thrown reaches the caller as INTERNAL. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly path: string | undefined
  readonly detail: string | undefined
  readonly retryAfterMs: number | undefined

  constructor(code: ErrorCode, message: string, options: FailureOptions = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.retryable = options.retryable ?? false
    this.path = options.path
    this.detail = options.detail
    this.retryAfterMs = options.retryAfterMs
  }

  data(): ErrorData {
    return {
      retryable: this.retryable,
      ...(this.path === undefined ? {} : { path: this.path }),
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
    }
  }
}

/** A failure as plain data, for thread messages, job rows and JSON lines. */
export const FailureRecord = z.object({ code: ErrorCode, message: z.string(), ...errorData.shape })
export type FailureRecord = z.infer<typeof FailureRecord>

/**
 * Any thrown value as a Failure. One is passed through, also in the shape in which the router's clients throw it (code and data of the
 * closed set); anything else becomes INTERNAL with its message as detail.
 */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  if (thrown instanceof Error && 'code' in thrown && 'data' in thrown) {
    const code = ErrorCode.safeParse(thrown.code)
    const data = errorData.safeParse(thrown.data)
    if (code.success && data.success) return failureFrom({ code: code.data, message: thrown.message, ...data.data })
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  return new Failure('INTERNAL', 'Something went wrong inside the program.', { detail, cause: thrown })
}

/** The failure as a record; `failureFrom` is its inverse. */
export function toFailureRecord(thrown: unknown): FailureRecord {
  const failure = toFailure(thrown)
  return { code: failure.code, message: failure.message, ...failure.data() }
}

/** A Failure made from a record that came over a border. */
export function failureFrom(record: FailureRecord): Failure {
  return new Failure(record.code, record.message, {
    retryable: record.retryable,
    ...(record.path === undefined ? {} : { path: record.path }),
    ...(record.detail === undefined ? {} : { detail: record.detail }),
    ...(record.retryAfterMs === undefined ? {} : { retryAfterMs: record.retryAfterMs }),
  })
}
