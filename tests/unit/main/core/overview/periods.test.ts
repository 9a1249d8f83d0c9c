import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mostPeriods, periodsOf } from '../../../../../src/main/core/overview/periods.ts'

const at = (year: number, month: number, day = 10) => new Date(year, month - 1, day, 15).getTime()

it('leaves no gap between the first arrival and now', () => {
  const rows = [
    { period: '2026-01', kind: 'image', n: 3 },
    { period: '2026-04', kind: 'audio', n: 1 },
    { period: '2026-04', kind: 'image', n: 2 },
  ] as const
  const periods = periodsOf(rows, 'month', at(2026, 1), at(2026, 5))
  expect(periods.map(({ from, image, audio }) => [new Date(from).getMonth() + 1, image, audio])).toEqual([
    [1, 3, 0],
    [2, 0, 0],
    [3, 0, 0],
    [4, 2, 1],
    [5, 0, 0],
  ])
})

it('counts every work once, however old, and whatever the clock said', () => {
  const row = fc.record({
    year: fc.integer({ min: 1990, max: 2060 }),
    month: fc.integer({ min: 1, max: 12 }),
    n: fc.integer({ min: 1, max: 9 }),
  })
  fc.assert(
    fc.property(fc.array(row), fc.constantFrom('day' as const, 'month' as const), (found, length) => {
      const rows = found.map(({ year, month, n }) => {
        const name = `${year}-${String(month).padStart(2, '0')}`
        return { period: length === 'month' ? name : `${name}-17`, kind: 'text' as const, n }
      })
      const periods = periodsOf(rows, length, at(1990, 1), at(2026, 5))
      expect(periods.length).toBe(mostPeriods)
      expect(periods.reduce((sum, { text }) => sum + text, 0)).toBe(rows.reduce((sum, { n }) => sum + n, 0))
    }),
  )
})
