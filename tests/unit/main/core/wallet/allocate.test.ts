import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate, type Weighted } from '../../../../../src/main/core/wallet/rules/allocate.ts'
import { parseShare, rational } from '../../../../../src/shared/domain/rational.ts'

/** 2–50 parties with random whole weights: exact fractions that total one. */
const splits = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 50 })
  .chain((keys) =>
    fc
      .array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: keys.length, maxLength: keys.length })
      .map((weights): Weighted[] => {
        const total = weights.reduce((sum, weight) => sum + weight, 0n)
        return keys.map((key, index) => ({ key, share: rational(weights[index] ?? 1n, total) }))
      }),
  )
const totals = fc.bigInt({ min: 1n, max: 10n ** 15n })
const of = (shares: Record<string, string>): Weighted[] =>
  Object.entries(shares).map(([key, text]) => ({ key, share: parseShare(text) ?? rational(0n) }))

describe('dividing money', () => {
  it('loses and makes not a unit, whoever comes first', () => {
    fc.assert(
      fc.property(splits, totals, fc.infiniteStream(fc.nat()), (shares, total, chance) => {
        const divided = allocate(total, shares)
        expect([...divided.values()].reduce((sum, units) => sum + units, 0n)).toBe(total)
        const shuffled = shares
          .map((share) => ({ share, at: chance.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ share }) => share)
        expect([...allocate(total, shuffled)]).toEqual([...divided])
        for (const { key, share } of shares) {
          const exact = total * share.numerator
          const given = (divided.get(key) ?? -1n) * share.denominator
          expect(given > exact - share.denominator && given < exact + share.denominator).toBe(true)
        }
        expect([...allocate(-total, shares)]).toEqual([...divided].map(([key, units]) => [key, -units]))
      }),
      { numRuns: 60 },
    )
  })

  it('gives the units left over to the largest remainders, ties to the smaller name', () => {
    const thirds = { b: '1/3', a: '1/3', c: '1/3' }
    expect(Object.fromEntries(allocate(100n, of(thirds)))).toEqual({ a: 34n, b: 33n, c: 33n })
    expect(Object.fromEntries(allocate(101n, of(thirds)))).toEqual({ a: 34n, b: 34n, c: 33n })
    expect(Object.fromEntries(allocate(10n, of({ a: '1/20', b: '19/20' })))).toEqual({ a: 1n, b: 9n })
    expect(Object.fromEntries(allocate(1n, of({ a: '0.5', b: '50%' })))).toEqual({ a: 1n, b: 0n })
  })

  it('refuses shares that are not one in all, below zero, or of one party twice', () => {
    expect(() => allocate(1n, of({ a: '99.99%' }))).toThrow(RangeError)
    expect(() => allocate(1n, of({ a: '100.01%' }))).toThrow(RangeError)
    expect(() => allocate(1n, [...of({ a: '1/2' }), ...of({ a: '1/2' })])).toThrow(RangeError)
    expect(() =>
      allocate(1n, [
        { key: 'a', share: rational(-1n) },
        { key: 'b', share: rational(2n) },
      ]),
    ).toThrow(RangeError)
  })
})
