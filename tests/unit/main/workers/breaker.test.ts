import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterFailure,
  afterSuccess,
  atTime,
  type Breaker,
  closedBreaker,
  restartDelayMs,
} from '../../../../src/main/workers/breaker.ts'

const options = { threshold: 3, coolDownMs: 1000 }
const fail = (breaker: Breaker, nowMs: number) => afterFailure(breaker, options, nowMs)

describe('the breaker', () => {
  it('opens on the third failure in a row and counts on from there', () => {
    const states = [0, 1, 2, 3].reduce<Breaker[]>(
      (all, nowMs) => [...all, fail(all.at(-1) ?? closedBreaker, nowMs)],
      [],
    )
    expect(states).toEqual([
      { state: 'closed', failures: 1 },
      { state: 'closed', failures: 2 },
      { state: 'open', failures: 3, openedAtMs: 2 },
      { state: 'open', failures: 4, openedAtMs: 3 },
    ])
  })

  it('lets a trial through only after the cool-down; the trial decides', () => {
    const open: Breaker = { state: 'open', failures: 3, openedAtMs: 100 }
    const halfOpen = atTime(open, options, 1100)
    expect([atTime(open, options, 1099), halfOpen, fail(halfOpen, 1200), afterSuccess()]).toEqual([
      open,
      { state: 'half-open', failures: 3 },
      { state: 'open', failures: 4, openedAtMs: 1200 },
      closedBreaker,
    ])
  })

  it('is open exactly when at least three failures have followed the last success', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (outcomes) => {
        const breaker = outcomes.reduce<Breaker>((now, ok) => (ok ? afterSuccess() : fail(now, 0)), closedBreaker)
        const inARow = outcomes.length - 1 - outcomes.lastIndexOf(true)
        expect([breaker.failures, breaker.state === 'open']).toEqual([inARow, inARow >= 3])
      }),
    )
  })

  it('restarts at once after a death that does not count, then waits twice as long each time, up to the maximum', () => {
    const delays = [0, 1, 2, 3, 4, 60].map((failures) => restartDelayMs(failures, { firstMs: 100, maxMs: 500 }))
    expect(delays).toEqual([0, 100, 200, 400, 500, 500])
  })
})
