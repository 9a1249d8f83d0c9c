import type { Currency, Money } from '../../../shared/domain/money.ts'
import { scaleOf } from '../../../shared/domain/money.ts'
import { type Rational, toDecimal } from '../../../shared/domain/rational.ts'
import type { RangeField, ValueInputs, ValueRange } from '../../../shared/domain/valuation.ts'
import { type Distribution, logNormalBetween, medianOf, shareBetween } from './distributions.ts'
import { createChance, draw } from './draws.ts'
import { platformMultipliers, trainingContribution, usageExposure } from './formula.ts'

// The estimate as a range: every input drawn from what a person thinks it may be, the formula applied to each draw
// (Monte Carlo), and the result told as quantiles. Doubles are right here: an estimate is not money.

export const defaultDraws = 200_000
const binCount = 48
const curvePoints = 25
const z95 = 1.6448536269514722

/** An input that the formula reads: how it is spread, and between what it lies nine times out of ten. */
type Input = { field: RangeField; spread: Distribution; low: number; high: number; assumed: boolean }

/** How far off an input may be that was given as one figure: a factor down and up. Shown as an assumption. */
const assumedFactor: Readonly<Record<RangeField, number>> = {
  modelEarnings: 2,
  contentHours: 1.1,
  followers: 1.1,
  contribution: 3,
  views: 1.2,
  exposure: 2,
  // A policy choice has no error.
  equityFactor: 1,
}
const sourcedEarningsFactor = 1.1
const measuredContributionFactor = 1.5
const shares: ReadonlySet<RangeField> = new Set(['contribution', 'exposure', 'equityFactor'])

function pointsOf(inputs: ValueInputs): [RangeField, number][] {
  const { contribution, exposure, platform } = inputs
  const share = (percent: Rational): number => Number(toDecimal(percent, 18)) / 100
  return [
    ['modelEarnings', Number(inputs.modelEarnings)],
    ...(contribution.by === 'reach'
      ? ([
          ['contentHours', Number(contribution.contentHours)],
          ['followers', Number(contribution.followers)],
        ] satisfies [RangeField, number][])
      : ([['contribution', share(trainingContribution(contribution, platform).percent)]] satisfies [
          RangeField,
          number,
        ][])),
    exposure.by === 'reach'
      ? ['views', Number(exposure.views)]
      : ['exposure', share(usageExposure(exposure, platform).percent)],
    ['equityFactor', Number(inputs.equityFactor)],
  ]
}

function factorOf(inputs: ValueInputs, field: RangeField): number {
  if (field === 'modelEarnings' && inputs.earningsSource !== '') return sourcedEarningsFactor
  if (field === 'contribution' && inputs.contribution.by === 'corpus') return measuredContributionFactor
  return assumedFactor[field]
}

function inputsOf(inputs: ValueInputs): Input[] {
  return pointsOf(inputs).map(([field, at]) => {
    const between = shares.has(field) ? shareBetween : logNormalBetween
    const given = inputs.ranges[field]
    if (given !== undefined) {
      // Contribution and exposure are given in per cent, the equity factor as a share.
      const unit = field === 'contribution' || field === 'exposure' ? 100 : 1
      const [low, high] = [Number(given.low) / unit, Number(given.high) / unit]
      return { field, spread: between(low, high), low, high, assumed: false }
    }
    const factor = factorOf(inputs, field)
    const fixed = at === 0 || factor === 1 || (shares.has(field) && at >= 1)
    if (fixed) return { field, spread: { kind: 'point', at }, low: at, high: at, assumed: false }
    // Of a share it is the odds that may be off by the factor: it stays below one.
    const odds = at / (1 - at)
    const off = (by: number): number => (shares.has(field) ? (odds * by) / (1 + odds * by) : at * by)
    const [low, high] = [off(1 / factor), off(factor)]
    return { field, spread: between(low, high), low, high, assumed: true }
  })
}

/** The formula on plain numbers; the exact one is in formula.ts. */
function valueAt(inputs: ValueInputs, at: (field: RangeField) => number): number {
  const multiplier = Number(platformMultipliers[inputs.platform])
  const contribution =
    inputs.contribution.by === 'reach'
      ? Math.min(1, (at('contentHours') * 0.1 + (at('followers') / 10_000) * multiplier) / 100)
      : at('contribution')
  const exposure =
    inputs.exposure.by === 'reach' ? Math.min(1, ((at('views') / 50_000) * multiplier) / 100) : at('exposure')
  return at('modelEarnings') * contribution * exposure * at('equityFactor')
}

/** Three digits that count: more would claim a knowledge nobody has. */
function rounded(currency: Currency, value: number): Money {
  return { currency, amount: Number(value.toPrecision(3)).toFixed(scaleOf(currency)) }
}

/** `draws` outcomes of the formula, told as quantiles, drivers and curves. The same inputs and seed give the same bytes. */
export function simulate(inputs: ValueInputs, draws = defaultDraws): ValueRange {
  const plan = inputsOf(inputs)
  const columns = new Map(
    plan.map(({ field, spread }, stream) => [field, draw(spread, createChance(inputs.seed, stream), draws)]),
  )
  const values = valuesOf(inputs, columns, draws)
  const sorted = values.toSorted()
  const quantile = (q: number): Money => rounded(inputs.currency, sorted[Math.floor(q * (draws - 1))] ?? 0)
  const ranged = plan.filter(({ spread }) => spread.kind !== 'point')
  const medians = new Map(plan.map(({ field, spread }) => [field, medianOf(spread)]))
  return {
    draws,
    seed: inputs.seed,
    p5: quantile(0.05),
    p50: quantile(0.5),
    p95: quantile(0.95),
    bins: histogram(sorted),
    drivers: driversOf(ranged, columns, values),
    curves: ranged.map(({ field, low, high }) => ({
      field,
      points: Array.from({ length: curvePoints }, (_, index) => {
        const input = low * (high / low) ** (index / (curvePoints - 1))
        return { input, value: valueAt(inputs, (other) => (other === field ? input : (medians.get(other) ?? 0))) }
      }),
    })),
    closedForm: closedForm(inputs, plan),
  }
}

/** The formula over whole columns: no call and no look-up within the loop. */
function valuesOf(inputs: ValueInputs, columns: ReadonlyMap<RangeField, Float64Array>, draws: number): Float64Array {
  const multiplier = Number(platformMultipliers[inputs.platform])
  const values = Float64Array.from(columns.get('modelEarnings') ?? new Float64Array(draws))
  const times = (factor: Float64Array | undefined): void => {
    if (factor === undefined) return
    for (let i = 0; i < draws; i++) values[i] = (values[i] ?? 0) * (factor[i] ?? 0)
  }
  const hours = columns.get('contentHours')
  const followers = columns.get('followers')
  if (hours !== undefined && followers !== undefined) {
    for (let i = 0; i < draws; i++) {
      const score = (hours[i] ?? 0) / 1_000 + ((followers[i] ?? 0) / 1_000_000) * multiplier
      values[i] = (values[i] ?? 0) * (score > 1 ? 1 : score)
    }
  }
  const views = columns.get('views')
  if (views !== undefined) {
    for (let i = 0; i < draws; i++) {
      const score = ((views[i] ?? 0) / 5_000_000) * multiplier
      values[i] = (values[i] ?? 0) * (score > 1 ? 1 : score)
    }
  }
  times(columns.get('contribution'))
  times(columns.get('exposure'))
  times(columns.get('equityFactor'))
  return values
}

/** Equal steps of the logarithm between the outermost half per cents. */
function histogram(sorted: Float64Array): ValueRange['bins'] {
  const low = sorted[Math.floor(sorted.length * 0.005)] ?? 0
  const high = sorted[Math.floor(sorted.length * 0.995)] ?? 0
  if (!(low > 0) || !(high > low)) return []
  const edges = Array.from({ length: binCount + 1 }, (_, index) => low * (high / low) ** (index / binCount))
  let at = sorted.findIndex((value) => value >= low)
  return Array.from({ length: binCount }, (_, index) => {
    const [from = low, to = high] = [edges[index], edges[index + 1]]
    const first = at
    while (at < sorted.length && (sorted[at] ?? 0) < to) at++
    return { from, to, count: at - first }
  })
}

/** Squared correlation of logarithms: the share of the result's variance that goes with an input. */
function driversOf(
  ranged: readonly Input[],
  columns: ReadonlyMap<RangeField, Float64Array>,
  values: Float64Array,
): ValueRange['drivers'] {
  const result = values.map(Math.log)
  return ranged
    .map(({ field, low, high, assumed }) => {
      const share = correlation((columns.get(field) ?? values).map(Math.log), result) ** 2
      return { field, share: Math.round(share * 1e6) / 1e6, assumed, low, high }
    })
    .sort((a, b) => b.share - a.share)
}

/** Pearson's, over the draws in which both are finite. */
function correlation(inputs: Float64Array, values: Float64Array): number {
  let [n, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < values.length; i++) {
    const a = inputs[i] ?? 0
    const b = values[i] ?? 0
    if (!Number.isFinite(a) || !Number.isFinite(b)) continue
    n++
    x += a
    y += b
    xx += a * a
    yy += b * b
    xy += a * b
  }
  const spread = (n * xx - x * x) * (n * yy - y * y)
  return spread <= 0 ? 0 : (n * xy - x * y) / Math.sqrt(spread)
}

/** A product of log-normals is log-normal: where nothing is added or cut off, the quantiles are known exactly. */
function closedForm(inputs: ValueInputs, plan: readonly Input[]): ValueRange['closedForm'] {
  if (inputs.contribution.by === 'reach') return null
  const parts = plan.map(({ spread }) => spread)
  if (parts.some(({ kind }) => kind === 'beta')) return null
  let mu = inputs.exposure.by === 'reach' ? Math.log(Number(platformMultipliers[inputs.platform]) / 5_000_000) : 0
  let variance = 0
  for (const part of parts) {
    if (part.kind === 'point') mu += Math.log(part.at)
    if (part.kind === 'log-normal') {
      mu += part.mu
      variance += part.sigma ** 2
    }
  }
  const views = plan.find(({ field }) => field === 'views')?.spread
  if (views?.kind === 'log-normal') {
    // Cut off at 100 % in more than one draw of ten thousand: not a plain product any more.
    const cap = Math.log(5_000_000 / Number(platformMultipliers[inputs.platform]))
    if (views.mu + 3.7 * views.sigma > cap) return null
  }
  if (!Number.isFinite(mu)) return null
  const spread = z95 * Math.sqrt(variance)
  return { p5: Math.exp(mu - spread), p50: Math.exp(mu), p95: Math.exp(mu + spread) }
}
