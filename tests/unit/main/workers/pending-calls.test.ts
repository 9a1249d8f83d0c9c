import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPendingCalls } from '../../../../src/main/workers/pending-calls.ts'
import { Failure } from '../../../../src/shared/contract/errors.ts'

const gone = new Failure('WORKER_DIED', 'gone')

describe('pending calls', () => {
  it('settle once: a second answer, an answer after the end, and an unknown id are dropped', async () => {
    const calls = createPendingCalls()
    const first = calls.open()
    const second = calls.open()
    const accepted = [
      calls.resolve(first.id, 'a'),
      calls.resolve(first.id, 'b'),
      calls.reject(first.id, gone),
      calls.resolve(99, 'c'),
    ]
    calls.rejectAll(gone)
    const late = calls.resolve(second.id, 'late')
    expect({
      accepted,
      late,
      first: await first.answer,
      second: await second.answer.catch((thrown: unknown) => thrown),
      size: calls.size,
    }).toEqual({
      accepted: [true, false, false, false],
      late: false,
      first: 'a',
      second: gone,
      size: 0,
    })
  })

  it('answers in any order reach the call they belong to', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), async (order) => {
        const calls = createPendingCalls()
        const opened = order.map(() => calls.open())
        for (const index of order) calls.resolve(opened[index]?.id ?? -1, index)
        expect(await Promise.all(opened.map(({ answer }) => answer))).toEqual(order.map((_, index) => index))
      }),
    )
  })
})
