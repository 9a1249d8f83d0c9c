// A token bucket: as many requests at once as fit in it, and no more over time than run in. Pure: the caller has the clock.

/** `tokens` may be below zero: those are promised to requests that wait. */
export type Bucket = { tokens: number; at: number }

const minuteMs = 60_000

/** Takes one token from a bucket that fills with `perMinute` a minute. `waitMs` is how long the taker has to wait for it. */
export function takeToken(
  bucket: Bucket | undefined,
  perMinute: number,
  now: number,
): { bucket: Bucket; waitMs: number } {
  const before = bucket ?? { tokens: perMinute, at: now }
  const elapsedMs = Math.max(0, now - before.at)
  const tokens = Math.min(perMinute, before.tokens + (elapsedMs * perMinute) / minuteMs) - 1
  const waitMs = tokens >= 0 ? 0 : Math.ceil((-tokens * minuteMs) / perMinute)
  return { bucket: { tokens, at: Math.max(now, before.at) }, waitMs }
}

/** Gives back the token of a request that was given up before its turn came. */
export function returnToken(bucket: Bucket): Bucket {
  return { ...bucket, tokens: bucket.tokens + 1 }
}

const firstPauseMs = 500
const longestPauseMs = 8_000

/** How long to pause before attempt `attempt` + 1: exponential, anywhere up to it (“full jitter”), so that many do not come back at once. */
export function backOffMs(attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(longestPauseMs, firstPauseMs * 2 ** attempt))
}
