import type { MatchSpan } from '../../../shared/contract/matches.ts'

/** The share of `total` that lies in any of the spans, those that overlap counted once. */
export function coveredShare(spans: readonly MatchSpan[], total: number): number {
  if (total <= 0) return 0
  let [covered, reached] = [0, 0]
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    covered += Math.max(0, to - Math.max(from, reached))
    reached = Math.max(reached, to)
  }
  return Math.min(1, covered / total)
}
