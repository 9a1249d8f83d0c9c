import type { MatchEvidence } from '../../../shared/contract/matches.ts'

const swapped = <T>({ first, second }: { first: T; second: T }): { first: T; second: T } => ({
  first: second,
  second: first,
})

/** Quarter turns are the only orientations that do not undo themselves. */
function turnedBack(orientation: string): string {
  if (orientation === 'rotate90') return 'rotate270'
  return orientation === 'rotate270' ? 'rotate90' : orientation
}

/** The same evidence with first and second exchanged. */
export function otherWayRound(evidence: MatchEvidence): MatchEvidence {
  switch (evidence.kind) {
    case 'bytes':
      return evidence
    case 'picture':
      return {
        ...evidence,
        ...(evidence.regions === undefined ? {} : { regions: swapped(evidence.regions) }),
        ...(evidence.orientation === undefined ? {} : { orientation: turnedBack(evidence.orientation) }),
      }
    case 'sound':
      return {
        kind: 'sound',
        stretches: evidence.stretches.map((stretch) => ({
          ...swapped(stretch),
          speed: 1 / stretch.speed,
          semitones: -stretch.semitones,
        })),
      }
    case 'film':
      return { ...evidence, ...swapped(evidence), speed: 1 / evidence.speed }
    case 'text':
      return { kind: 'text', tokens: swapped(evidence.tokens), passages: evidence.passages.map(swapped) }
  }
}
