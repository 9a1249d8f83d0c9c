import { type Currency, roundToMoney } from '../../../shared/domain/money.ts'
import {
  add,
  compare,
  decimal,
  divide,
  least,
  multiply,
  type Rational,
  rational,
  toDecimal,
} from '../../../shared/domain/rational.ts'
import type {
  ContributionInput,
  ExposureInput,
  Platform,
  Score,
  ValueInputs,
  ValueStep,
} from '../../../shared/domain/valuation.ts'

// AI Touch Value = model earnings × (training contribution / 100) × (usage exposure / 100) × equity factor.
// In exact fractions from the first figure to the last; only what is shown is rounded.

/** Raised when a figure of the formula changes; stored with each calculation. */
export const formulaVersion = '1'

export const platformMultipliers: Readonly<Record<Platform, string>> = {
  youtube: '1.2',
  instagram: '1',
  twitter: '0.9',
  tiktok: '0.8',
  other: '0.7',
}

const hundred = rational(100n)
/** Digits after the point in which scores are shown. Contributions go down to parts per billion and below. */
const scoreDigits = 18

export type ExactScore = { percent: Rational; uncapped: Rational }

const capped = (uncapped: Rational): ExactScore => ({ percent: least(hundred, uncapped), uncapped })

/** min(100, content hours × 0.1 + followers / 10,000 × platform multiplier), or as stated. In per cent. */
export function trainingContribution(input: ContributionInput, platform: Platform): ExactScore {
  switch (input.by) {
    case 'percent':
      return capped(decimal(input.percent))
    case 'corpus':
      return capped(multiply(divide(decimal(input.part), decimal(input.whole)), hundred))
    case 'reach': {
      const hours = divide(decimal(input.contentHours), rational(10n))
      const followers = divide(decimal(input.followers), rational(10_000n))
      return capped(add(hours, multiply(followers, decimal(platformMultipliers[platform]))))
    }
  }
}

/** min(100, views / 50,000 × platform multiplier), or as stated. In per cent. */
export function usageExposure(input: ExposureInput, platform: Platform): ExactScore {
  if (input.by === 'percent') return capped(decimal(input.percent))
  return capped(multiply(divide(decimal(input.views), rational(50_000n)), decimal(platformMultipliers[platform])))
}

export function toScore({ percent, uncapped }: ExactScore): Score {
  return {
    percent: toDecimal(percent, scoreDigits),
    uncapped: toDecimal(uncapped, scoreDigits),
    capped: compare(uncapped, percent) > 0,
  }
}

/** The four steps from the model's earnings to the value, each amount rounded by itself from its exact value. */
export function steps(inputs: ValueInputs, contribution: Rational, exposure: Rational): ValueStep[] {
  const factors: [ValueStep['id'], Rational][] = [
    ['contribution', divide(contribution, hundred)],
    ['exposure', divide(exposure, hundred)],
    ['equity', decimal(inputs.equityFactor)],
  ]
  const currency: Currency = inputs.currency
  let exact = decimal(inputs.modelEarnings)
  const made: ValueStep[] = [{ id: 'earnings', factor: null, amount: roundToMoney(currency, exact) }]
  for (const [id, factor] of factors) {
    exact = multiply(exact, factor)
    made.push({ id, factor: toDecimal(factor, scoreDigits), amount: roundToMoney(currency, exact) })
  }
  return made
}
