import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atLeast, atMost, quantile, spreadOf, toRow } from '../../../bench/row.ts'

describe('a row of the bench', () => {
  it('takes ratios pair by pair, so that a slow minute that slowed both is no loss', () => {
    const row = toRow({
      topic: 't',
      figure: 'f',
      unit: 'ms',
      values: [10, 40, 20],
      peer: { name: 'p', values: [10, 40, 10] },
      limit: atMost(1.5, 'ratio'),
    })
    // The ratio of the medians would be 2 and miss the limit.
    expect(row).toEqual({
      topic: 't',
      figure: 'f',
      unit: 'ms',
      value: { median: 20, least: 10, most: 40 },
      peer: { name: 'p', value: { median: 10, least: 10, most: 40 } },
      ratio: { median: 1, least: 1, most: 2 },
      limit: { of: 'ratio', is: 'at most', bound: 1.5 },
      holds: true,
    })
  })

  it('says no where the median misses its limit, on either side', () => {
    const holds = (limit: ReturnType<typeof atMost>, values: number[]) =>
      toRow({ topic: 't', figure: 'f', unit: 'u', values, limit }).holds
    expect([
      holds(atMost(300), [301, 301, 100]),
      holds(atMost(300), [300]),
      holds(atLeast(600), [599, 1000, 20]),
      holds(atLeast(600), [600]),
    ]).toEqual([false, true, false, true])
  })

  it('does not pass a ratio limit when the peer was not here', () => {
    const { holds, ratio, peer } = toRow({
      topic: 't',
      figure: 'f',
      unit: 'u',
      values: [1],
      peer: { name: 'p', values: [] },
      limit: atLeast(8, 'ratio'),
    })
    expect({ holds, ratio, peer }).toEqual({ holds: null, ratio: undefined, peer: { name: 'p', value: null } })
  })

  it('refuses peers that do not pair with the values', () => {
    const measured = { topic: 't', figure: 'f', unit: 'u', values: [1, 2, 3], peer: { name: 'p', values: [1, 2] } }
    expect(() => toRow(measured)).toThrow(RangeError)
  })
})

describe('quantiles and spreads', () => {
  const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 })

  it('give p95 as a value that was seen, with at most a twentieth above it', () => {
    fc.assert(
      fc.property(values, (seen) => {
        const p95 = quantile(seen, 0.95)
        expect(seen).toContain(p95)
        expect(seen.filter((value) => value > p95).length).toBeLessThanOrEqual(seen.length * 0.05)
      }),
    )
  })

  it('keep the median between the least and the most, and do not sort the caller’s array', () => {
    fc.assert(
      fc.property(values, (seen) => {
        const before = [...seen]
        const { least, median, most } = spreadOf(seen)
        expect(seen).toEqual(before)
        expect(least <= median && median <= most).toBe(true)
      }),
    )
  })

  it('refuse to make a figure of nothing', () => {
    expect(() => spreadOf([])).toThrow(RangeError)
    expect(() => quantile([], 0.5)).toThrow(RangeError)
  })
})
