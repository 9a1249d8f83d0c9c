import { createHash } from 'node:crypto'
import { defaultDraws, simulate } from '../../src/main/core/value/range.ts'
import { ValueInputs } from '../../src/shared/domain/valuation.ts'
import type { Context } from '../context.ts'
import { atMost, type Row, toRow } from '../row.ts'

// The Monte Carlo of an estimate on one core, in processor time; the same seed gives the same bytes, or this fails.

const inputs = ValueInputs.parse({
  currency: 'USD',
  modelEarnings: '1000000000',
  earningsSource: '',
  platform: 'youtube',
  contribution: { by: 'reach', contentHours: '500', followers: '250000' },
  exposure: { by: 'reach', views: '1500000' },
  equityFactor: '0.25',
  ranges: {},
})

export async function run(context: Context): Promise<Row[]> {
  const draws = context.size(defaultDraws)
  const seen = new Set<string>()
  const values = await context.repeat(async () => {
    const before = process.cpuUsage()
    const range = simulate(inputs, draws)
    const { user, system } = process.cpuUsage(before)
    seen.add(createHash('sha256').update(JSON.stringify(range)).digest('hex'))
    return (user + system) / 1000
  })
  if (seen.size !== 1) throw new Error('the same seed gave other bytes')
  return [
    toRow({
      topic: 'value',
      figure: `range of an estimate, ${draws.toLocaleString('en')} draws`,
      unit: 'ms of CPU',
      values,
      limit: atMost(300),
    }),
  ]
}
