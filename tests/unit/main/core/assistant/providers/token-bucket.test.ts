import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  backOffMs,
  type Bucket,
  returnToken,
  takeToken,
} from '../../../../../../src/main/core/assistant/providers/token-bucket.ts'

/** When each taker may start, given when each comes. */
function starts(arrivals: readonly number[], perMinute: number): number[] {
  let bucket: Bucket | undefined
  return arrivals.map((now) => {
    const taken = takeToken(bucket, perMinute, now)
    bucket = taken.bucket
    return now + taken.waitMs
  })
}

test('lets a burst through at once, and then one at a time', () => {
  expect(starts([0, 0, 0, 0, 0], 3)).toEqual([0, 0, 0, 20_000, 40_000])
})

test('never starts more than the bucket and what runs in, in order, and nobody waits who need not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 60 }),
      (gaps, perMinute) => {
        let now = 0
        const arrivals = gaps.map((gap) => (now += gap))
        const begun = starts(arrivals, perMinute)
        begun.forEach((start, index) => {
          const before = begun.slice(0, index + 1)
          // Of those that start within any span, at most a full bucket and what ran in meanwhile (a millisecond for rounding).
          for (const [from, first] of before.entries()) {
            const most = perMinute + ((start - first + 1) * perMinute) / 60_000
            expect(index - from + 1).toBeLessThanOrEqual(Math.floor(most) + 1)
          }
          expect(start).toBeGreaterThanOrEqual(arrivals[index] ?? 0)
        })
      },
    ),
  )
})

test('a token that is given back is there for the next', () => {
  const first = takeToken(undefined, 1, 0)
  const second = takeToken(first.bucket, 1, 0)
  expect([second.waitMs, takeToken(returnToken(second.bucket), 1, 0).waitMs]).toEqual([60_000, 60_000])
})

test('a clock that goes back fills nothing and takes nothing', () => {
  const { bucket } = takeToken(undefined, 2, 50_000)
  expect(takeToken(bucket, 2, 10_000)).toEqual({ bucket: { tokens: 0, at: 50_000 }, waitMs: 0 })
})

test('pauses grow, stay below eight seconds, and are anywhere in between', () => {
  const most = [0, 1, 2, 3, 4, 9].map((attempt) => backOffMs(attempt, () => 1))
  expect([most, backOffMs(5, () => 0), backOffMs(1, () => 0.5)]).toEqual([[500, 1000, 2000, 4000, 8000, 8000], 0, 500])
})
