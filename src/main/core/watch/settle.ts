import type { Ending } from './ending.ts'

// When a file that is being written may be read, pure: its size and time must be equal twice, and stay so for as long as its
// kind of ending asks. What is read too early after all is caught by the second stat after hashing, and waits here again.

export type Sight = {
  at: number
  bytes: number
  mtimeUs: number
  restedMs: number
  ending: Ending
  beingWritten: boolean | null
}

/** What is known of a waiting file: since when it has looked the same, and whether it was seen to grow. */
export type Waiting = { since: number; bytes: number; mtimeUs: number; grew: boolean }

export type Settled = { type: 'ready' } | { type: 'wait'; waiting: Waiting; forMs: number }

/** Files that nobody has touched for this long are at rest: a scan takes them at once. */
export const longRestedMs = 60_000

const quiet = {
  /** It ends as its format ends. */
  whole: 250,
  /** The same, but a program keeps it open: some write their index last. */
  wholeButOpen: 2_000,
  /** No format to tell by, and the system says that nobody writes. */
  closed: 500,
  /** The same, for a file that came in pieces. */
  closedInPieces: 5_000,
  /** Nothing to tell by. A writer may pause for half a minute. */
  untold: 2_000,
  untoldInPieces: 35_000,
  /** It ends in the middle, or someone still writes. */
  unfinished: longRestedMs,
} as const

export function settle(before: Waiting | undefined, sight: Sight): Settled {
  const same = before !== undefined && before.bytes === sight.bytes && before.mtimeUs === sight.mtimeUs
  const waiting: Waiting = same
    ? before
    : {
        since: sight.at,
        bytes: sight.bytes,
        mtimeUs: sight.mtimeUs,
        grew: before !== undefined && (before.grew || sight.bytes > before.bytes) && before.bytes > 0,
      }
  const needed = quietMs(sight, waiting.grew)
  const quietFor = sight.at - waiting.since
  if (same && quietFor >= needed) return { type: 'ready' }
  // A clock that disagrees with the drive's must not hold a file for ever: then only what was seen here counts.
  return { type: 'wait', waiting, forMs: Math.min(1_000, Math.max(100, needed - quietFor)) }
}

function quietMs({ ending, beingWritten }: Sight, grew: boolean): number {
  if (ending === 'cut') return quiet.unfinished
  if (ending === 'whole') return beingWritten === true ? quiet.wholeButOpen : quiet.whole
  if (beingWritten === true) return quiet.unfinished
  if (beingWritten === false) return grew ? quiet.closedInPieces : quiet.closed
  return grew ? quiet.untoldInPieces : quiet.untold
}
