import type { Failure } from '../../../shared/contract/errors.ts'

/** Tries before a job waits for a person. */
export const maxAttempts = 3

const firstDelayMs = 2_000
const factor = 5

/** What becomes of a job after its `attempts`-th failure: due again at a time, or parked. Waits 2 s, then 10 s. */
export function afterFailure(
  failure: Failure,
  attempts: number,
  now: number,
): { state: 'queued'; notBefore: number } | { state: 'parked' } {
  if (!failure.retryable || attempts >= maxAttempts) return { state: 'parked' }
  return { state: 'queued', notBefore: now + firstDelayMs * factor ** (attempts - 1) }
}

/** From so many unclean ends of the program on, a job runs with nothing else beside it, so that the culprit is known if it happens again. */
export const crashesBeforeSolo = 3

/** A job that was running alone when the program died so often is what kills it. */
export const crashesBeforeParked = 6
