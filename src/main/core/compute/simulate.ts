import type { ValueInputs, ValueRange } from '../../../shared/domain/valuation.ts'
import { simulate } from '../value/range.ts'

export type SimulateRequest = { inputs: ValueInputs }

/** The estimate as a range: 200,000 draws, in a thread because they take a tenth of a second. */
export async function simulateValue({ inputs }: SimulateRequest): Promise<ValueRange> {
  return simulate(inputs)
}
