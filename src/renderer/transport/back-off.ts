export type BackOff = { firstMs: number; maxMs: number }

/**
 * Milliseconds to wait before attempt `attempt` (0 is the first repeat): doubling, then spread over the upper half so that
 * several pages do not knock at the same moment.
 * @param random 0 ≤ random < 1
 */
export function backOffMs(attempt: number, { firstMs, maxMs }: BackOff, random: number): number {
  const full = Math.min(maxMs, firstMs * 2 ** attempt)
  return full / 2 + (full / 2) * random
}
