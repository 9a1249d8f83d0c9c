import type { MatchEvidence } from '../../../shared/contract/matches.ts'

const swapped = <T>({ first, second }: { first: T; second: T }): { first: T; second: T } => ({
  first: second,
  second: first,
})

/** The same evidence with first and second exchanged. */
export function otherWayRound(evidence: MatchEvidence): MatchEvidence {
  switch (evidence.kind) {
    case 'bytes':
      return evidence
    case 'picture':
      return evidence.regions === undefined ? evidence : { ...evidence, regions: swapped(evidence.regions) }
    case 'sound':
      return {
        kind: 'sound',
        stretches: evidence.stretches.map((stretch) => ({
          ...swapped(stretch),
          speed: 1 / stretch.speed,
          semitones: -stretch.semitones,
        })),
      }
    case 'text':
      return { kind: 'text', tokens: swapped(evidence.tokens), passages: evidence.passages.map(swapped) }
  }
}
