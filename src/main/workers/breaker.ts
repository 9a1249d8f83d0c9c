// Decides whether a thread that keeps dying may be started once more. Pure: time comes in, the next state goes out.

export type BreakerOptions = {
  /** Failures in a row that open the breaker. */
  threshold: number
  /** How long it stays open before one trial is let through. */
  coolDownMs: number
}

export type Breaker =
  | { state: 'closed'; failures: number }
  | { state: 'open'; failures: number; openedAtMs: number }
  | { state: 'half-open'; failures: number }

export const defaultBreaker: BreakerOptions = { threshold: 3, coolDownMs: 10_000 }

export const closedBreaker: Breaker = { state: 'closed', failures: 0 }

/** A call succeeded: whatever went wrong before is over. */
export function afterSuccess(): Breaker {
  return closedBreaker
}

/** One more failure. A failed trial opens the breaker again at once. */
export function afterFailure(breaker: Breaker, options: BreakerOptions, nowMs: number): Breaker {
  const failures = breaker.failures + 1
  return breaker.state === 'half-open' || failures >= options.threshold
    ? { state: 'open', failures, openedAtMs: nowMs }
    : { state: 'closed', failures }
}

/** The breaker as it stands now: an open one becomes half-open when its cool-down is over. */
export function atTime(breaker: Breaker, options: BreakerOptions, nowMs: number): Breaker {
  return breaker.state === 'open' && nowMs - breaker.openedAtMs >= options.coolDownMs
    ? { state: 'half-open', failures: breaker.failures }
    : breaker
}

export type BackOffOptions = { firstMs: number; maxMs: number }

export const defaultBackOff: BackOffOptions = { firstMs: 100, maxMs: 5000 }

/** Milliseconds to wait before the restart after `failures` failures in a row: none after a death that does not count, then doubling. */
export function restartDelayMs(failures: number, options: BackOffOptions): number {
  return failures === 0 ? 0 : Math.min(options.maxMs, options.firstMs * 2 ** (failures - 1))
}
