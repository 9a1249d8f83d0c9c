import { assertNever } from '../../../shared/domain/assert-never.ts'
import { genesisHash, type Link, linkHash, sameHash } from './chain.ts'

// Reads a log from its first link to its last, in whatever order it is stored, and names the first that does not hold.
// Memory stays constant; after a break the rest is read only to tell what kind of break it was.

export type BrokenReason = 'altered' | 'removed' | 'reordered' | 'truncated' | 'inserted'
export type Broken = { sequence: number; reason: BrokenReason; message: string }
export type ChainHead = { sequence: number; hash: Uint8Array }
export type ChainResult = { events: number; head: Uint8Array | null; broken: Broken | null }

export interface ChainVerifier {
  push(link: Link): void
  /** `head` is where the log ended when it was last written; null for a log that never was. */
  finish(head: ChainHead | null): ChainResult
}

/** What is known at the first link that does not hold. */
type Break = { expected: number; found: Link; follows: boolean; selfConsistent: boolean; successorAt: number | null }

/** How many removed and renumbered links are still recognised as removed rather than altered. */
const renumberReach = 64

function isAuthentic(link: Link, sequence: number): boolean {
  return sameHash(linkHash(link.previousHash, { ...link, sequence }), link.hash)
}

function reasonOf({ expected, found, follows, selfConsistent, successorAt }: Break): BrokenReason {
  if (successorAt !== null) {
    // The link that belongs here stands further on; so this one was moved here, or made up.
    const moved = found.sequence > expected ? selfConsistent : isAuthentic(found, successorAt)
    return moved ? 'reordered' : 'inserted'
  }
  if (found.sequence > expected) return 'removed'
  if (found.sequence < expected) return 'inserted'
  if (follows) return 'altered'
  for (let shift = 1; shift <= renumberReach; shift++) {
    if (isAuthentic(found, expected + shift)) return 'removed'
  }
  return 'altered'
}

/** What a log and its links are called when one of them is named. */
export type ChainWords = { link: string; log: string }

function describe({ link, log }: ChainWords, sequence: number, reason: BrokenReason): string {
  const event = `${link} ${sequence} of ${log}`
  switch (reason) {
    case 'altered':
      return `${event} is not what was recorded: it, or the link to the ${link.toLowerCase()} before it, has been changed.`
    case 'removed':
      return `${event} is missing.`
    case 'reordered':
      return `${event} stands in another place than it was recorded in.`
    case 'truncated':
      return `${log.charAt(0).toUpperCase()}${log.slice(1)} ends before ${link.toLowerCase()} ${sequence}, which had been recorded.`
    case 'inserted':
      return `${event} was not recorded by this program: it has been put in later.`
    default:
      return assertNever(reason)
  }
}

export function createChainVerifier(words: ChainWords = { link: 'Event', log: 'the custody log' }): ChainVerifier {
  const broken = (sequence: number, reason: BrokenReason): Broken => ({
    sequence,
    reason,
    message: describe(words, sequence, reason),
  })
  let events = 0
  let last: Uint8Array = genesisHash
  let position = 0
  let firstBreak: Break | null = null

  const push = (link: Link): void => {
    position++
    if (firstBreak !== null) {
      if (firstBreak.successorAt === null && sameHash(link.previousHash, last)) firstBreak.successorAt = position
      return
    }
    const expected = events + 1
    const follows = sameHash(link.previousHash, last)
    const selfConsistent = isAuthentic(link, link.sequence)
    if (link.sequence === expected && follows && selfConsistent) {
      events = expected
      last = link.hash
      return
    }
    firstBreak = { expected, found: link, follows, selfConsistent, successorAt: null }
  }

  const endOf = (head: ChainHead | null): Broken | null => {
    if (firstBreak !== null) {
      const complete = head !== null && head.sequence === events && sameHash(head.hash, last)
      return broken(firstBreak.expected, complete ? 'inserted' : reasonOf(firstBreak))
    }
    if (head === null) return events === 0 ? null : broken(events + 1, 'truncated')
    if (head.sequence > events) return broken(events + 1, 'truncated')
    if (head.sequence < events) return broken(head.sequence + 1, 'inserted')
    return sameHash(head.hash, last) ? null : broken(events, 'altered')
  }

  return {
    push,
    finish: (head) => ({ events, head: events === 0 ? null : last, broken: endOf(head) }),
  }
}

/** The whole log at once. */
export function verifyChain(links: Iterable<Link>, head: ChainHead | null): ChainResult {
  const verifier = createChainVerifier()
  for (const link of links) verifier.push(link)
  return verifier.finish(head)
}
