// When a backup is due by itself. Pure.

const dayMs = 86_400_000

/** After one that failed, how long before it is tried again. */
export const retryAfterMs = 3_600_000

/** A day after the newest, or now when there is none. One from the future (a clock that was set back) does not hold the next one up. */
export function dueAt(backups: readonly { at: number }[], now: number): number {
  const newest = backups.reduce((latest, { at }) => (at <= now && at > latest ? at : latest), Number.NEGATIVE_INFINITY)
  return newest === Number.NEGATIVE_INFINITY ? now : newest + dayMs
}
