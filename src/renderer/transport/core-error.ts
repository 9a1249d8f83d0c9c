import { ORPCError } from '@orpc/client'
import { ErrorCode, type ErrorData, errorData } from '../../shared/contract/errors.ts'

/** Every error that a call or a stream of the client ends with: a code of the closed set, a message for people, data. */
export type CoreError = ORPCError<ErrorCode, ErrorData>

export function coreError(code: ErrorCode, message: string, data: ErrorData): CoreError {
  return new ORPCError(code, { defined: true, message, data })
}

export const connectionLost = (): CoreError =>
  coreError('UNAVAILABLE', 'The connection to the program was lost. It is being made again; please try once more.', {
    retryable: true,
  })

export function isCoreError(thrown: unknown): thrown is CoreError {
  return (
    thrown instanceof ORPCError && ErrorCode.safeParse(thrown.code).success && errorData.safeParse(thrown.data).success
  )
}

/**
 * Whatever a link threw, as a CoreError.
 * @param circumstances whether the connection is gone, and whether the caller has cancelled
 */
export function asCoreError(thrown: unknown, circumstances: { lost: boolean; cancelled: boolean }): CoreError {
  if (isCoreError(thrown)) return thrown
  if (circumstances.cancelled) return coreError('CANCELLED', 'Cancelled.', { retryable: false })
  // The RPC layer ends what waits on a closed line with an AbortError of its own.
  const closed = thrown instanceof Error && thrown.name === 'AbortError'
  if (circumstances.lost || closed) return connectionLost()
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  return coreError('INTERNAL', 'The answer of the program cannot be read. Load the page again.', {
    retryable: false,
    detail,
  })
}
