import { describe, expect, it } from 'vitest'
import type { ThreadMessage } from '../../../../src/main/workers/thread-messages.ts'
import { createThreadPeer } from '../../../../src/main/workers/thread-peer.ts'
import { Failure, toFailureRecord } from '../../../../src/shared/contract/errors.ts'

type Methods = { double: { input: number; output: number }; hold: { input: null; output: string } }

/** Two peers on a line that clones what passes, as a real one does. */
function pair() {
  const passed: ThreadMessage['type'][] = []
  const held: AbortSignal[] = []
  const left = createThreadPeer<Methods, Record<never, never>>((message) => {
    passed.push(message.type)
    const copy = structuredClone(message)
    queueMicrotask(() => right.receive(copy))
  }, {})
  const right = createThreadPeer<Record<never, never>, Methods>(
    (message) => {
      passed.push(message.type)
      const copy = structuredClone(message)
      queueMicrotask(() => left.receive(copy))
    },
    {
      double: async (value) => value * 2,
      hold: (_, signal) =>
        new Promise((_resolve, reject) => {
          held.push(signal)
          signal.addEventListener('abort', () => reject(signal.reason))
        }),
    },
  )
  return { left, right, passed, held }
}

const outcome = (call: Promise<unknown>) =>
  call.then(
    (value) => value,
    (thrown: unknown) => (thrown instanceof Failure ? toFailureRecord(thrown).code : thrown),
  )

describe('a thread peer', () => {
  it('has only the methods of its table, not those every object inherits', async () => {
    const { left } = pair()
    const call = left.call as (method: string, input: unknown) => Promise<unknown> // names the table does not have
    expect(
      await Promise.all([
        left.call('double', 4),
        ...['toString', '__proto__', 'none'].map((name) => outcome(call(name, null))),
      ]),
    ).toEqual([8, 'INTERNAL', 'INTERNAL', 'INTERNAL'])
  })

  it('sends a cancel once and drops its listeners afterwards', async () => {
    const { left, passed } = pair()
    const abort = new AbortController()
    const ended = outcome(left.call('hold', null, { signal: abort.signal }))
    await Promise.resolve()
    abort.abort()
    const code = await ended
    const finished = await left.call('double', 1, { signal: new AbortController().signal })
    expect({ code, finished, passed, waiting: left.waiting }).toEqual({
      code: 'CANCELLED',
      finished: 2,
      passed: ['call', 'cancel', 'answer', 'call', 'answer'],
      waiting: 0,
    })
  })

  it('at its end fails what waits, aborts what it was doing, and refuses what comes later', async () => {
    const { left, right, held } = pair()
    const waiting = outcome(left.call('hold', null))
    await new Promise((resolve) => setTimeout(resolve, 1))
    const gone = new Failure('WORKER_DIED', 'gone')
    left.end(gone)
    right.end(gone)
    expect([await waiting, held[0]?.aborted, await outcome(left.call('double', 1))]).toEqual([
      'WORKER_DIED',
      true,
      'WORKER_DIED',
    ])
  })
})
