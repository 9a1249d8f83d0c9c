import { mapEventIterator, ORPCError } from '@orpc/client'
import { ErrorCode, errorData, Failure } from '../../../shared/contract/errors.ts'
import type { Logger } from '../log/logger.ts'

// What a caller of the router may see of an error: a code of the closed set, a message for people, its data. No more.

export type CallInterceptor = (options: {
  next(): Promise<unknown>
  path: readonly string[]
  signal?: AbortSignal | undefined
}) => Promise<unknown>

type Stream = AsyncIteratorObject<unknown, unknown, void>

const isStream = (value: unknown): value is Stream =>
  typeof value === 'object' &&
  value !== null &&
  'next' in value &&
  typeof value.next === 'function' &&
  Symbol.asyncIterator in value

/**
 * Interceptor for anything that calls procedures (`createRouterClient`, an RPC handler's clientInterceptors): a Failure
 * becomes the ORPCError with its code, message and data; input that does not parse becomes BAD_INPUT; everything else
 * becomes INTERNAL without what was inside, which goes to the log. Streams are covered to their end.
 */
export function closedSetErrors(logger: Logger): CallInterceptor {
  return async ({ next, path, signal }) => {
    const translate = (thrown: unknown) => toClosedSetError(logger, thrown, path.join('.'), signal)
    try {
      const output = await next()
      return isStream(output)
        ? mapEventIterator(output, { value: async (value) => value, error: async (thrown) => translate(thrown) })
        : output
    } catch (thrown) {
      throw translate(thrown)
    }
  }
}

function toClosedSetError(logger: Logger, thrown: unknown, procedure: string, signal: AbortSignal | undefined) {
  if (thrown instanceof Failure) {
    if (thrown.code === 'INTERNAL') return internal(logger, thrown, procedure)
    return new ORPCError(thrown.code, { message: thrown.message, data: thrown.data(), cause: thrown })
  }
  if (isORPCError(thrown)) {
    if (isClosedSet(thrown)) return thrown
    if (thrown.code === 'BAD_REQUEST') return badInput(thrown)
  }
  // A handler that obeyed its signal by throwing what the signal carried.
  if (signal?.aborted) return new ORPCError('CANCELLED', { message: 'Cancelled.', data: { retryable: false } })
  return internal(logger, thrown, procedure)
}

/** `instanceof` alone would say ORPCError<any, any>. */
export const isORPCError = (thrown: unknown): thrown is ORPCError<string, unknown> => thrown instanceof ORPCError

export const isClosedSet = (error: ORPCError<string, unknown>): boolean =>
  ErrorCode.safeParse(error.code).success && errorData.safeParse(error.data).success

/** INTERNAL without what was inside; that goes to the log. */
export function internal(logger: Logger, thrown: unknown, procedure: string) {
  logger.log('error', 'rpc.internal', {
    procedure,
    detail: detailOf(thrown),
    ...(thrown instanceof Error && thrown.stack !== undefined ? { stack: thrown.stack } : {}),
  })
  return new ORPCError('INTERNAL', {
    defined: true,
    message: 'Something went wrong inside the program. Try again; if it happens again, the log has the details.',
    data: { retryable: false },
  })
}

/** Validation issues as one line: where, and what is wrong there. */
function badInput(error: ORPCError<string, unknown>) {
  return new ORPCError('BAD_INPUT', {
    message: 'Something in this request is not as it should be.',
    data: { retryable: false, detail: issuesOf(error.data) },
    cause: error,
  })
}

function issuesOf(data: unknown): string {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues)) return ''
  const issues: readonly unknown[] = data.issues
  return issues.slice(0, 5).map(issueLine).join('; ')
}

function issueLine(issue: unknown): string {
  if (typeof issue !== 'object' || issue === null || !('message' in issue)) return ''
  const path = 'path' in issue && Array.isArray(issue.path) ? issue.path.map(String).join('.') : ''
  return `${path}: ${String(issue.message)}`
}

export const detailOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return String(thrown)
  return thrown.cause instanceof Error ? `${thrown.message}: ${thrown.cause.message}` : thrown.message
}
