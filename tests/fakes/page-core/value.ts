import { implement } from '@orpc/server'
import { changesBetween } from '../../../src/main/core/value/changes.ts'
import { builtInComparables } from '../../../src/main/core/value/comparables.ts'
import { simulate } from '../../../src/main/core/value/range.ts'
import { touchValue, validForMs } from '../../../src/main/core/value/value.ts'
import { errorData } from '../../../src/shared/contract/errors.ts'
import { type Calculation, valueContract } from '../../../src/shared/contract/value.ts'
import { CalculationId } from '../../../src/shared/domain/ids.ts'
import { ValueInputs, type ValueScope } from '../../../src/shared/domain/valuation.ts'
import { createRandom, uuidAt } from './random.ts'
import type { PageCoreState } from './state.ts'

const random = createRandom(23)
/** Enough to look right, and quick. */
const fakeDraws = 20_000

function make(at: number, scope: ValueScope, title: string | null, inputs: ValueInputs): Calculation {
  return {
    calculationId: CalculationId.parse(uuidAt(at, random)),
    at,
    expiresAt: at + validForMs,
    expired: at + validForMs < Date.now(),
    scope,
    title,
    inputs,
    result: touchValue(inputs),
    range: simulate(inputs, fakeDraws),
  }
}

/** Two estimates of the portfolio, one of them too old to stand for today. */
export function sampleCalculations(now: number): Calculation[] {
  const inputs = (modelEarnings: string) =>
    ValueInputs.parse({
      modelEarnings,
      earningsSource: 'Annual report 2025',
      platform: 'youtube',
      contribution: { by: 'reach', contentHours: '40', followers: '120000' },
      exposure: { by: 'reach', views: '900000' },
    })
  return [
    make(now - 5 * 86_400_000, { type: 'portfolio' }, null, inputs('1300000000')),
    make(now - 120 * 86_400_000, { type: 'portfolio' }, null, inputs('1000000000')),
  ]
}

/** `value.*` over memory, with the product's own formula. */
export function valueRouter(state: PageCoreState) {
  const os = implement(valueContract)
  const removed = new Map<string, Calculation>()
  return {
    simulate: os.simulate.handler(({ input }) => simulate(input.inputs, fakeDraws)),
    comparables: os.comparables.handler(({ input }) => ({
      items: builtInComparables.map((each) => ({ ...each, own: false })),
      compared:
        input.value === null
          ? null
          : {
              low: { currency: input.value.currency, amount: '1200.00' },
              high: { currency: input.value.currency, amount: '48000.00' },
              factor: Number(input.value.amount) / 48_000 > 10 ? Number(input.value.amount) / 48_000 : null,
            },
      problems: [],
    })),
    preview: os.preview.handler(({ input }) => touchValue(input.inputs)),
    calculate: os.calculate.handler(({ input }) => {
      const { scope } = input
      const work = scope.type === 'work' ? state.works.find(({ assetId }) => assetId === scope.assetId) : undefined
      const calculation = make(Date.now(), scope, work?.title ?? null, input.inputs)
      const since = state.calculations.find(({ calculationId }) => calculationId === input.since)
      state.calculations.unshift(calculation)
      state.changed('value')
      return { calculation, changes: since === undefined ? [] : changesBetween(since, calculation) }
    }),
    list: os.list.handler(({ input }) => ({ items: state.calculations.slice(0, input.limit), nextCursor: null })),
    get: os.get.handler(({ input, errors }) => {
      const found = state.calculations.find(({ calculationId }) => calculationId === input.calculationId)
      if (found === undefined)
        throw errors.NOT_FOUND({ message: 'No such calculation.', data: errorData.parse({ retryable: false }) })
      return found
    }),
    latest: os.latest.handler(() => state.calculations[0] ?? null),
    remove: os.remove.handler(({ input }) => {
      const gone = state.calculations.filter(({ calculationId }) => input.calculationIds.includes(calculationId))
      for (const each of gone) removed.set(each.calculationId, each)
      state.calculations = state.calculations.filter((each) => !gone.includes(each))
      state.changed('value')
      return { removed: gone.map(({ calculationId }) => calculationId) }
    }),
    restore: os.restore.handler(({ input }) => {
      const back = input.calculationIds.flatMap((id) => removed.get(id) ?? [])
      state.calculations = [...back, ...state.calculations].sort((a, b) => b.at - a.at)
      state.changed('value')
      return { restored: back.map(({ calculationId }) => calculationId) }
    }),
    metrics: os.metrics.handler(() => state.metrics),
    setMetrics: os.setMetrics.handler(({ input }) => {
      state.metrics = input
      state.changed('value')
      return input
    }),
  }
}
