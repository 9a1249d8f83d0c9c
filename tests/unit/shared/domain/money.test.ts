import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  Currency,
  currencyCodes,
  maxUnits,
  Money,
  moneyOf,
  roundToMoney,
  scaleOf,
  unitsOf,
} from '../../../../src/shared/domain/money.ts'
import { decimal } from '../../../../src/shared/domain/rational.ts'

const currency = (code: string) => Currency.parse(code)

describe('money', () => {
  it('has as many digits as its currency', () => {
    expect(['JPY', 'USD', 'KWD', 'USD.6', 'EUR'].map((code) => moneyOf(currency(code), 123_456n).amount)).toEqual([
      '123456',
      '1234.56',
      '123.456',
      '0.123456',
      '1234.56',
    ])
  })

  it('goes out and comes back without losing a unit, at any size an entry can hold', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('JPY', 'USD', 'KWD', 'USD.6').map(currency),
        fc.bigInt({ min: -maxUnits, max: maxUnits }),
        (code, units) => {
          const money = moneyOf(code, units)
          expect(Money.parse(money)).toEqual(money)
          expect(unitsOf(money)).toBe(units)
        },
      ),
    )
  })

  it('refuses amounts that are none, digits the currency has not, and currencies that are none', () => {
    const wrong = [
      ['USD', 'NaN'],
      ['USD', '1e3'],
      ['USD', '1,000.00'],
      ['USD', '01.00'],
      ['USD', '1.005'],
      ['JPY', '1.5'],
      ['KWD', '0.0001'],
      ['USD', '10000000000000000'],
      ['XYZ', '1'],
      ['usd', '1'],
      ['USD.4', '1'],
    ].map(([code, amount]) => Money.safeParse({ currency: code, amount }).success)
    expect(wrong).toEqual(wrong.map(() => false))
  })

  it('rounds an exact value once, ties to even', () => {
    const rounded = ['0.005', '0.015', '2.675', '-0.005'].map(
      (text) => roundToMoney(currency('USD'), decimal(text)).amount,
    )
    expect(rounded).toEqual(['0.00', '0.02', '2.68', '0.00'])
  })

  it('knows the currencies that do not have two digits', () => {
    const other = currencyCodes.filter((code) => scaleOf(currency(code)) !== 2)
    const asIntlSays = other.map(
      (code) =>
        new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits,
    )
    // Intl follows usage for a few (IQD has no coins left); ISO 4217 decides here.
    const differing = other.filter((code, index) => asIntlSays[index] !== scaleOf(currency(code)))
    expect(differing).toEqual(['IQD'])
  })
})
