import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  compare,
  decimal,
  divide,
  multiply,
  parseDecimal,
  parseShare,
  rational,
  roundHalfEven,
  subtract,
  toDecimal,
  toFraction,
} from '../../../../src/shared/domain/rational.ts'

const fractions = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 20n }))
  .map(([numerator, denominator]) => rational(numerator, denominator))

describe('exact fractions', () => {
  it('keep the laws of arithmetic, in lowest terms', () => {
    fc.assert(
      fc.property(fractions, fractions, fractions, (a, b, c) => {
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)))
        expect(add(subtract(a, b), b)).toEqual(a)
        if (b.numerator !== 0n) expect(multiply(divide(a, b), b)).toEqual(a)
        expect(parseShare(toFraction(a)) ?? a).toEqual(a)
      }),
    )
  })

  it('round to the nearest whole number, ties to even, alike on both sides of zero', () => {
    expect(['0.5', '1.5', '2.5', '-0.5', '-1.5', '2.51', '-2.49'].map((text) => roundHalfEven(decimal(text)))).toEqual([
      0n,
      2n,
      2n,
      0n,
      -2n,
      3n,
      -2n,
    ])
    fc.assert(
      fc.property(fractions, (a) => {
        const distance = subtract(a, rational(roundHalfEven(a)))
        expect(compare(distance, rational(1n, 2n))).toBeLessThan(1)
        expect(compare(distance, rational(-1n, 2n))).toBeGreaterThan(-1)
      }),
    )
  })

  it('write decimals that read back, and never an exponent', () => {
    expect(toDecimal(rational(1n, 3n), 5)).toBe('0.33333')
    expect(toDecimal(rational(-1n, 10n ** 9n), 18)).toBe('-0.000000001')
    expect(toDecimal(decimal('100.00'), 6)).toBe('100')
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.nat(12), (units, scale) => {
        const value = rational(units, 10n ** BigInt(scale))
        expect(decimal(toDecimal(value, scale))).toEqual(value)
      }),
    )
  })

  it('refuse what is no plain decimal and no share', () => {
    expect(['', '.5', '5.', '1e9', 'NaN', 'Infinity', '1,5', '0x10', '--1', ' 1'].map(parseDecimal)).toEqual(
      Array.from({ length: 10 }, () => null),
    )
    expect(
      ['1/3', '25%', '0.25', '12.5 %', '1/0', '-1/2', '-5%', 'half'].map((text) => {
        const share = parseShare(text)
        return share === null ? null : toFraction(share)
      }),
    ).toEqual(['1/3', '1/4', '1/4', '1/8', null, null, null, null])
  })
})
