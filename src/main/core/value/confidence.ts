import { compare, divide, type Rational, rational } from '../../../shared/domain/rational.ts'
import type { Confidence, ConfidenceFactor, ValueInputs } from '../../../shared/domain/valuation.ts'
import type { ExactScore } from './formula.ts'

// How far an estimate can be trusted, from what is known about its inputs. Each factor is shown with its direction.

const weights: Readonly<Record<ConfidenceFactor, number>> = {
  'earnings-sourced': 2,
  'earnings-unsourced': -1,
  'contribution-measured': 2,
  'contribution-stated': 0,
  'contribution-proxy': -1,
  'contribution-capped': -1,
  'exposure-stated': 0,
  'exposure-proxy': -1,
  'exposure-capped': -1,
  'adding-up-implausible': -2,
}
const highFrom = 3
const mediumFrom = 0

/** Models are trained on millions of works: a contribution that leaves room for fewer than this cannot be everybody's. */
const implausiblyFew = rational(1000n)

/** How many works of this contribution fit into one corpus; null when the contribution is zero. */
export function roomFor(contributionPercent: Rational): Rational | null {
  return contributionPercent.numerator === 0n ? null : divide(rational(100n), contributionPercent)
}

export function confidenceOf(inputs: ValueInputs, contribution: ExactScore, exposure: ExactScore): Confidence {
  const found: ConfidenceFactor[] = [inputs.earningsSource === '' ? 'earnings-unsourced' : 'earnings-sourced']
  switch (inputs.contribution.by) {
    case 'corpus':
      found.push('contribution-measured')
      break
    case 'percent':
      found.push('contribution-stated')
      break
    case 'reach':
      found.push('contribution-proxy')
  }
  found.push(inputs.exposure.by === 'reach' ? 'exposure-proxy' : 'exposure-stated')
  if (compare(contribution.uncapped, contribution.percent) > 0) found.push('contribution-capped')
  if (compare(exposure.uncapped, exposure.percent) > 0) found.push('exposure-capped')
  const room = roomFor(contribution.percent)
  if (room !== null && compare(room, implausiblyFew) < 0) found.push('adding-up-implausible')
  const factors = found.map((id) => ({ id, weight: weights[id] }))
  const sum = factors.reduce((total, { weight }) => total + weight, 0)
  return { level: sum >= highFrom ? 'high' : sum >= mediumFrom ? 'medium' : 'low', factors }
}
