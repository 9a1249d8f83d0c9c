import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { builtInComparables, compareWith } from '../../../../../src/main/core/value/comparables.ts'
import { betaCdf, logNormalBetween, medianOf, shareBetween } from '../../../../../src/main/core/value/distributions.ts'
import { createChance, draw } from '../../../../../src/main/core/value/draws.ts'
import { simulate } from '../../../../../src/main/core/value/range.ts'
import { ValueInputs } from '../../../../../src/shared/domain/valuation.ts'

const product = ValueInputs.parse({
  modelEarnings: '1000000000',
  contribution: { by: 'corpus', part: '3', whole: '10000' },
  exposure: { by: 'reach', views: '900000' },
  ranges: {
    modelEarnings: { low: '500000000', high: '2000000000' },
    contribution: { low: '0.01', high: '0.1' },
    views: { low: '500000', high: '1500000' },
  },
})
const quantile = (values: Float64Array, q: number) => values.toSorted()[Math.floor(q * values.length)] ?? 0

describe('the range', () => {
  it('agrees with the closed form of a product of log-normals', () => {
    const { p5, p50, p95, closedForm } = simulate(product)
    const ratios = [p5, p50, p95].map(({ amount }, index) => {
      const exact = [closedForm?.p5, closedForm?.p50, closedForm?.p95][index] ?? 0
      return Math.abs(Number(amount) / exact - 1)
    })
    // Three digits are shown, and 200,000 draws leave about half a per cent.
    expect(ratios.filter((ratio) => ratio > 0.02)).toEqual([])
    expect(closedForm).not.toBeNull()
  })

  it('is the same to the byte for the same seed, and another for another', () => {
    const told = (seed: number) => JSON.stringify(simulate({ ...product, seed }, 5_000))
    expect(told(1)).toBe(told(1))
    expect(told(1)).not.toBe(told(2))
  })

  it('shares the variance out by what each input brings in', () => {
    const shares = simulate(product).drivers.map(({ field, share }) => [field, share] as const)
    const variance = { contribution: Math.log(10) ** 2, modelEarnings: Math.log(4) ** 2, views: Math.log(3) ** 2 }
    const total = Object.values(variance).reduce((sum, each) => sum + each, 0)
    const off = shares.filter(([field, share]) => {
      const exact = field in variance ? variance[field as keyof typeof variance] / total : 0
      return Math.abs(share - exact) > 0.01
    })
    expect([shares.map(([field]) => field), off]).toEqual([['contribution', 'modelEarnings', 'views'], []])
  })

  it('never leaves what the model earned, assumes what is not given, and says so', () => {
    const points = ValueInputs.parse({
      modelEarnings: '1000000',
      contribution: { by: 'percent', percent: '75' },
      exposure: { by: 'percent', percent: '100' },
    })
    const { bins, drivers, p95 } = simulate(points, 20_000)
    expect(drivers.map(({ field, assumed }) => [field, assumed])).toEqual([
      ['modelEarnings', true],
      ['contribution', true],
    ])
    expect(Number(p95.amount)).toBeLessThan(500_000)
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(19_700)
    expect(simulate({ ...points, modelEarnings: '0' }, 1_000)).toMatchObject({ p95: { amount: '0.00' }, bins: [] })
  })

  it('fits shares to the quantiles that were given', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.9, noNaN: true }),
        fc.double({ min: 1.1, max: 20, noNaN: true }),
        (low, times) => {
          const high = Math.max(Math.min(low * times, 0.99), 0.02)
          if (high <= low) return
          const fitted = shareBetween(low, high)
          if (fitted.kind !== 'beta') throw new Error('not a Beta')
          expect(betaCdf(low, fitted.alpha, fitted.beta)).toBeCloseTo(0.05, 4)
          expect(betaCdf(high, fitted.alpha, fitted.beta)).toBeCloseTo(0.95, 4)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('draws from the distributions it names', () => {
    const beta = shareBetween(0.1, 0.5)
    const draws = draw(beta, createChance(7, 0), 100_000)
    expect(
      [quantile(draws, 0.05), quantile(draws, 0.95), medianOf(beta) - quantile(draws, 0.5)].map((each) =>
        Math.round(each * 100),
      ),
    ).toEqual([10, 50, 0])
    const tiny = draw(shareBetween(1e-9, 4e-9), createChance(7, 1), 100_000)
    expect(quantile(tiny, 0.5) / 2e-9).toBeCloseTo(1, 1)
    const normal = draw(logNormalBetween(1, 100), createChance(7, 2), 100_000)
    expect(quantile(normal, 0.5)).toBeGreaterThan(9.7)
    expect(quantile(normal, 0.5)).toBeLessThan(10.3)
  })

  it('warns when estimate and comparables are more than tenfold apart', () => {
    const pictures = [{ medium: 'image' as const, works: 100, words: null, hours: null }]
    const factor = (amount: number) => compareWith({ currency: 'USD', amount }, pictures, builtInComparables)?.factor
    expect([factor(100), factor(1_999), factor(2_001)?.toFixed(1), factor(0.05)?.toFixed(2)]).toEqual([
      null,
      null,
      '10.0',
      '0.07',
    ])
    expect(compareWith({ currency: 'JPY', amount: 1 }, pictures, builtInComparables)).toBeNull()
  })

  it('refuses ranges that are none', () => {
    const refused = [
      { modelEarnings: { low: '2', high: '1' } },
      { views: { low: '0', high: '1' } },
      { exposure: { low: '1', high: '101' } },
      { equityFactor: { low: '0.2', high: '1.1' } },
      { nonsense: { low: '1', high: '2' } },
    ].map((ranges) => ValueInputs.safeParse({ ...product, ranges }).success)
    expect(refused).toEqual(refused.map(() => false))
  })
})
