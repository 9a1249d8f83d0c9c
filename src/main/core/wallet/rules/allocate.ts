import type { Rational } from '../../../../shared/domain/rational.ts'

export type Weighted = { key: string; share: Rational }

/** Plain code-unit order: the same on every machine, whatever its language. */
const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

/**
 * Divides whole units by exact shares that total one, so that not a unit is lost or made: each party gets the whole part
 * of its quota, and the units left over go to the largest remainders (Hamilton's method), ties to the smaller key. The
 * order of `shares` does not matter; a negative total is divided like its positive, so that a reversal takes back exactly
 * what was given. Throws a RangeError unless shares are from zero up, total one and have different keys.
 */
export function allocate(total: bigint, shares: readonly Weighted[]): ReadonlyMap<string, bigint> {
  if (new Set(shares.map(({ key }) => key)).size !== shares.length) throw new RangeError('a party twice in one split')
  const common = shares.reduce((product, { share }) => leastCommonMultiple(product, share.denominator), 1n)
  const weights = shares.map(({ key, share }) => ({ key, weight: share.numerator * (common / share.denominator) }))
  if (weights.some(({ weight }) => weight < 0n)) throw new RangeError('a share below zero')
  if (weights.reduce((sum, { weight }) => sum + weight, 0n) !== common) throw new RangeError('shares do not total one')
  const magnitude = total < 0n ? -total : total
  const quotas = weights.map(({ key, weight }) => ({
    key,
    units: (magnitude * weight) / common,
    remainder: (magnitude * weight) % common,
  }))
  let left = magnitude - quotas.reduce((sum, { units }) => sum + units, 0n)
  const largestFirst = [...quotas].sort((a, b) =>
    a.remainder === b.remainder ? byKey(a, b) : a.remainder > b.remainder ? -1 : 1,
  )
  for (const quota of largestFirst) {
    if (left === 0n) break
    quota.units += 1n
    left -= 1n
  }
  return new Map([...quotas].sort(byKey).map(({ key, units }) => [key, total < 0n ? -units : units]))
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return (a / x) * b
}
