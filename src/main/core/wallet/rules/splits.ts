import { add, compare, multiply, type Rational, rational, subtract } from '../../../../shared/domain/rational.ts'
import { ownParty } from './accounts.ts'
import type { Weighted } from './allocate.ts'

// Who gets which part of what a work earns. Composition and master are two rights with splits of their own; a derivative
// work passes a part on to the works it is made from.

export type Right = 'composition' | 'master'

export type Split = {
  id: string
  /** Null: for every work that has none of its own. */
  assetId: string | null
  right: Right
  /** An ISO 3166 country, or `WW` for the world. */
  territory: string
  /** Days in UTC, `2026-01-31`; the last day is included, null is open. */
  fromDay: string
  toDay: string | null
  shares: readonly { party: string; share: Rational }[]
}

export type Derivative = { derivativeId: string; originalId: string; right: Right; share: Rational }

export const world = 'WW'

const one = rational(1n)
const zero = rational(0n)

export type SplitProblem = { at: 'total'; total: Rational } | { at: 'party'; party: string } | { at: 'share' }

/** What keeps shares from being a split: a party twice, a share of nothing or less, a total that is not one. */
export function splitProblem(shares: Split['shares']): SplitProblem | null {
  const seen = new Set<string>()
  for (const { party, share } of shares) {
    if (seen.has(party)) return { at: 'party', party }
    if (share.numerator <= 0n) return { at: 'share' }
    seen.add(party)
  }
  const total = shares.reduce((sum, { share }) => add(sum, share), zero)
  return compare(total, one) === 0 ? null : { at: 'total', total }
}

const covers = (split: Split, day: string): boolean =>
  split.fromDay <= day && (split.toDay === null || day <= split.toDay)

/** Do the two ask for the same money? */
export const overlaps = (a: Split, b: Split): boolean =>
  a.assetId === b.assetId &&
  a.right === b.right &&
  a.territory === b.territory &&
  (a.toDay === null || b.fromDay <= a.toDay) &&
  (b.toDay === null || a.fromDay <= b.toDay)

export type Occasion = { right: Right; territory: string; day: string }

/** The split that holds: the work's own before the general one, its territory's before the world's. */
export function splitFor(splits: readonly Split[], assetId: string | null, on: Occasion): Split | null {
  const due = splits.filter((split) => split.right === on.right && covers(split, on.day))
  const owners = assetId === null ? [null] : [assetId, null]
  for (const owner of owners) {
    for (const territory of on.territory === world ? [world] : [on.territory, world]) {
      const found = due.find((split) => split.assetId === owner && split.territory === territory)
      if (found !== undefined) return found
    }
  }
  return null
}

/**
 * Everyone's part of what a work earns, derivatives followed to their originals, as exact fractions that total one. A work
 * without any split is its owner's. Throws a RangeError on a cycle, which `cycleThrough` is there to keep out.
 */
export function partiesOf(
  assetId: string | null,
  on: Occasion,
  splits: readonly Split[],
  derivatives: readonly Derivative[],
): Weighted[] {
  const parts = new Map<string, Rational>()
  const give = (work: string | null, portion: Rational, above: readonly string[]): void => {
    if (work !== null && above.includes(work)) throw new RangeError('derivatives in a circle')
    const originals = derivatives.filter(({ derivativeId, right }) => derivativeId === work && right === on.right)
    let own = one
    for (const { originalId, share } of originals) {
      own = subtract(own, share)
      give(originalId, multiply(portion, share), work === null ? above : [...above, work])
    }
    if (own.numerator === 0n) return
    const shares = splitFor(splits, work, on)?.shares ?? [{ party: ownParty, share: one }]
    for (const { party, share } of shares) {
      parts.set(party, add(parts.get(party) ?? zero, multiply(portion, multiply(own, share))))
    }
  }
  give(assetId, one, [])
  return [...parts].map(([key, share]) => ({ key, share }))
}

/** The works a new derivative would lead around in a circle, from itself back to itself; null when it leads nowhere. */
export function cycleThrough(added: Derivative, derivatives: readonly Derivative[]): string[] | null {
  const follow = (work: string, path: readonly string[]): string[] | null => {
    if (work === added.derivativeId) return [...path, work]
    if (path.includes(work)) return null
    for (const { derivativeId, originalId, right } of derivatives) {
      if (derivativeId !== work || right !== added.right) continue
      const found = follow(originalId, [...path, work])
      if (found !== null) return found
    }
    return null
  }
  return follow(added.originalId, [added.derivativeId])
}

/** What a derivative passes on in all, the new one included; may not be more than everything. */
export function passedOn(added: Derivative, derivatives: readonly Derivative[]): Rational {
  return derivatives
    .filter(({ derivativeId, right }) => derivativeId === added.derivativeId && right === added.right)
    .reduce((sum, { share }) => add(sum, share), added.share)
}
