import type { PassageMarks } from '../../fingerprint/text/passage-marks.ts'
import { type SharedPassage, type Span, sharedPassages } from './shared-passages.ts'

export type TextComparison = {
  /** `near`: the same work, edited; `partial`: one holds a part of the other; null: what they share may be chance or habit of language. */
  kind: 'near' | 'partial' | null
  /** 0–1: the share of the shorter text that stands in the other, in tokens. */
  similarity: number
  /** 0–1: of the different marks of both, those in common (Jaccard), whatever their order. */
  resemblance: number
  /** Tokens of each text that stand in passages of the other. */
  leftTokens: number
  rightTokens: number
  /** Of the left text, the longest first. */
  passages: SharedPassage[]
}

/**
 * Marks in common, of passages of at least two, under which nothing is said. Set by the protocol in `bench/accuracy/text` on half of the works,
 * on which the most of documents that do not quote each other is one less.
 */
export const leastMarks = 6
/** Resemblance from which two texts are told to be one work whatever the order of their parts; twice the most of unrelated ones. */
export const leastResemblance = 0.1
/** From this share of both texts on they are one work. */
const nearShare = 0.5

function covered(spans: readonly Span[], tokens: number): number {
  let count = 0
  let end = 0
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = Math.min(to, tokens)
    if (last > end) count += last - Math.max(from, end)
    end = Math.max(end, last)
  }
  return count
}

/** Compares two texts by their marks. See: docs/fingerprints/text.md. */
export function compareTexts(left: PassageMarks, right: PassageMarks): TextComparison {
  const all = sharedPassages(left, right)
  const passages = all.filter(({ marks }) => marks > 1)
  const leftTokens = covered(
    passages.map((passage) => passage.left),
    left.tokens,
  )
  const rightTokens = covered(
    passages.map((passage) => passage.right),
    right.tokens,
  )
  const leftShare = left.tokens === 0 ? 0 : leftTokens / left.tokens
  const rightShare = right.tokens === 0 ? 0 : rightTokens / right.tokens
  const alike = resemblance(left, right)
  const told = evidence(passages) >= leastMarks || alike >= leastResemblance
  return {
    kind: !told ? null : Math.min(leftShare, rightShare) >= nearShare ? 'near' : 'partial',
    similarity: Math.max(leftShare, rightShare),
    resemblance: alike,
    leftTokens,
    rightTokens,
    passages: passages.sort((a, b) => b.marks - a.marks || a.left.from - b.left.from),
  }
}

function resemblance(left: PassageMarks, right: PassageMarks): number {
  const [ours, theirs] = [new Set(left.hashes), new Set(right.hashes)]
  let common = 0
  for (const hash of ours) if (theirs.has(hash)) common++
  return common === 0 ? 0 : common / (ours.size + theirs.size - common)
}

/** How much two texts share that is unlikely by chance: the marks of all passages, less one each, for one alone is chance. */
export function evidence(passages: readonly SharedPassage[]): number {
  return passages.reduce((sum, { marks }) => sum + marks - 1, 0)
}
