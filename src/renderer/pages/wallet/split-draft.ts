import { add, parseShare, rational, toDecimal } from '../../../shared/domain/rational.ts'

export type ShareDraft = { key: number; party: string; share: string }

/** What the shares that can be read total, in per cent; whether that is exactly one, and every line filled. Pure. */
export function totalOf(shares: readonly ShareDraft[]): { percent: string; whole: boolean } {
  const parsed = shares.map(({ share }) => parseShare(share))
  const total = parsed.filter((share) => share !== null).reduce((sum, share) => add(sum, share), rational(0n))
  const complete = shares.every(({ party }, index) => party.trim() !== '' && parsed[index] != null)
  return {
    percent: toDecimal({ ...total, numerator: total.numerator * 100n }, 4),
    whole: complete && total.numerator === total.denominator,
  }
}
