// Exact fractions of whole numbers. Money, shares and scores are computed in these and rounded once, at the end.

export type Rational = {
  readonly numerator: bigint
  /** Greater than zero; the fraction is in lowest terms. */
  readonly denominator: bigint
}

const decimalForm = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** The fraction in lowest terms. Throws a RangeError for a denominator of zero. */
export function rational(numerator: bigint, denominator = 1n): Rational {
  if (denominator === 0n) throw new RangeError('a fraction over zero')
  const sign = denominator < 0n ? -1n : 1n
  const divisor = greatestCommonDivisor(numerator, denominator) * sign
  return { numerator: numerator / divisor, denominator: denominator / divisor }
}

/** A plain decimal such as `-12.50`; null for anything else: exponents, separators, NaN. */
export function parseDecimal(text: string): Rational | null {
  const match = decimalForm.exec(text)
  if (match === null) return null
  const [, sign = '', whole = '0', fraction = ''] = match
  const value = rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length))
  return sign === '-' ? negate(value) : value
}

/** A decimal that a schema has let through. Throws a RangeError otherwise. */
export function decimal(text: string): Rational {
  const parsed = parseDecimal(text)
  if (parsed === null) throw new RangeError(`not a decimal: ${text.slice(0, 80)}`)
  return parsed
}

/** `1/3`, `0.25` or `25%` as a fraction of one; null for anything else. */
export function parseShare(text: string): Rational | null {
  const fraction = /^(\d{1,30})\s*\/\s*(\d{1,30})$/.exec(text.trim())
  if (fraction?.[1] !== undefined && fraction[2] !== undefined) {
    const denominator = BigInt(fraction[2])
    return denominator === 0n ? null : rational(BigInt(fraction[1]), denominator)
  }
  const percent = /^([\d.]+)\s*%$/.exec(text.trim())
  const value = parseDecimal(percent?.[1] ?? text.trim())
  if (value === null || value.numerator < 0n) return null
  return percent === null ? value : divide(value, rational(100n))
}

export const add = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
export const negate = (a: Rational): Rational => ({ numerator: -a.numerator, denominator: a.denominator })
export const subtract = (a: Rational, b: Rational): Rational => add(a, negate(b))
export const multiply = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.numerator, a.denominator * b.denominator)
/** Throws a RangeError when `b` is zero. */
export const divide = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator, a.denominator * b.numerator)

/** Negative, zero or positive, as a comparator gives. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
export const least = (a: Rational, b: Rational): Rational => (compare(a, b) <= 0 ? a : b)

/** The nearest whole number; of two equally near the even one, so that rounding many amounts drifts nowhere. */
export function roundHalfEven({ numerator, denominator }: Rational): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator
  const floor = magnitude / denominator
  const twice = (magnitude % denominator) * 2n
  const up = twice > denominator || (twice === denominator && floor % 2n === 1n)
  const rounded = up ? floor + 1n : floor
  return numerator < 0n ? -rounded : rounded
}

/** A whole number of 10^-scale as a decimal with exactly `scale` digits after the point. */
export function decimalOfUnits(units: bigint, scale: number): string {
  const sign = units < 0n ? '-' : ''
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** The value with at most `digits` digits after the point, without zeros at its end. */
export function toDecimal(value: Rational, digits: number): string {
  const units = roundHalfEven(multiply(value, rational(10n ** BigInt(digits))))
  const text = decimalOfUnits(units, digits)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

/** `1/3` in lowest terms; whole numbers too have a denominator. `parseShare` reads it back. */
export const toFraction = ({ numerator, denominator }: Rational): string =>
  `${numerator.toString()}/${denominator.toString()}`
