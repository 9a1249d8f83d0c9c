import { roundToMoney } from '../../../shared/domain/money.ts'
import { decimal, toDecimal } from '../../../shared/domain/rational.ts'
import type { ValueInputs, ValueResult } from '../../../shared/domain/valuation.ts'
import { confidenceOf, roomFor } from './confidence.ts'
import { formulaVersion, platformMultipliers, steps, toScore, trainingContribution, usageExposure } from './formula.ts'

/** Stored with each calculation, so that what a person was told can be shown later. */
export const disclaimer =
  'An estimate for orientation and negotiation. It is not money owed, not legal or tax advice, and no balance: it never enters the wallet.'

/** How long a calculation stands for today, in milliseconds: 90 days. */
export const validForMs = 90 * 86_400_000

const roomDigits = 2

/** The AI Touch Value of inputs that the schema has let through, with everything that led to it. */
export function touchValue(inputs: ValueInputs): ValueResult {
  const contribution = trainingContribution(inputs.contribution, inputs.platform)
  const exposure = usageExposure(inputs.exposure, inputs.platform)
  const made = steps(inputs, contribution.percent, exposure.percent)
  const room = roomFor(contribution.percent)
  return {
    formulaVersion,
    platformMultiplier: platformMultipliers[inputs.platform],
    contribution: toScore(contribution),
    exposure: toScore(exposure),
    steps: made,
    value: made.at(-1)?.amount ?? roundToMoney(inputs.currency, decimal('0')),
    roomFor: room === null ? null : toDecimal(room, roomDigits),
    confidence: confidenceOf(inputs, contribution, exposure),
    disclaimer,
  }
}
