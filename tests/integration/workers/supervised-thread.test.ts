import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type {
  SupervisedThread,
  SupervisedThreadOptions,
  ThreadState,
} from '../../../src/main/workers/supervised-thread.ts'
import { superviseThread } from '../../../src/main/workers/supervised-thread.ts'
import { Failure, toFailureRecord } from '../../../src/shared/contract/errors.ts'
import type { FakeHostMethods, FakeThreadMethods, FakeThreadStart } from '../../fakes/thread-methods.ts'

const opened: SupervisedThread<FakeThreadMethods>[] = []

function supervise(options: Partial<SupervisedThreadOptions<FakeHostMethods>> & { workerData?: FakeThreadStart } = {}) {
  const thread = superviseThread<FakeThreadMethods, FakeHostMethods>({
    name: 'The test thread',
    url: new URL('../../fakes/thread-entry.ts', import.meta.url),
    readyTimeoutMs: 5000,
    handlers: { question: async (question) => `${question}? yes` },
    replaceWhenUnresponsive: false,
    blameCalls: false,
    backOff: { firstMs: 5, maxMs: 20 },
    ...options,
  })
  opened.push(thread)
  return thread
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((thread) => thread.close()))
})

/** How a call ended, in a form that compares deeply. */
const outcome = (call: Promise<unknown>) =>
  call.then(
    (value) => ({ value }),
    (thrown: unknown) => ({ failure: thrown instanceof Failure ? toFailureRecord(thrown) : String(thrown) }),
  )
const died = { code: 'WORKER_DIED', retryable: true }

describe('a supervised thread', () => {
  it('carries values, failures and calls to the host, whole and under their own ids', async () => {
    const notes: unknown[] = []
    const thread = supervise({ onNote: (name, value) => notes.push([name, value]) })
    const deep = { list: [1, 'zwei', null], bytes: new Uint8Array([1, 2]), map: new Map([['a', 1n]]) }
    const answers = await Promise.all([
      outcome(thread.call('wait', { ms: 40 })),
      outcome(thread.call('echo', deep)),
      outcome(thread.call('fail', { code: 'VANISHED' })),
      outcome(thread.call('fail', { code: 'plain' })),
      outcome(thread.call('askHost', { question: 'sure' })),
      outcome(thread.call('answerFunction', null)),
    ])
    expect([...answers, ...notes]).toEqual([
      { value: 'waited' },
      { value: deep },
      { failure: { code: 'VANISHED', message: 'The file is gone.', retryable: true, path: '/x', detail: 'ENOENT' } },
      { failure: expect.objectContaining({ code: 'INTERNAL', detail: 'inner words' }) },
      { value: 'sure? yes' },
      { failure: expect.objectContaining({ code: 'INTERNAL', retryable: false }) },
      ['greeting', { from: 'thread' }],
    ])
  })

  it.each([
    [
      'its own Failure',
      'locked',
      { code: 'PROFILE_LOCKED', message: 'Another window has this profile open.', path: '/p' },
    ],
    ['a time-out', 'never', { code: 'UNAVAILABLE', detail: 'not ready after 300 ms' }],
    ['a throw', 'throws', { code: 'UNAVAILABLE', detail: 'no such library' }],
    ['an exit', 'exits', { code: 'UNAVAILABLE', detail: 'exit code 3' }],
  ] as const)('a start that ends in %s is told as it is, once, and tried no more', async (_, start, failure) => {
    const thread = supervise({ workerData: { start }, readyTimeoutMs: start === 'never' ? 300 : 5000 })
    const states: ThreadState[] = []
    thread.onStateChange((state) => states.push(state))
    const started = await outcome(thread.start())
    await sleep(50)
    expect({ started, last: states.at(-1), starts: states.filter((state) => state === 'starting').length }).toEqual({
      started: { failure: expect.objectContaining(failure) },
      last: 'closed',
      starts: 1,
    })
  })

  it.each([
    ['exits', (thread: SupervisedThread<FakeThreadMethods>) => thread.call('exit', { code: 1 })],
    ['throws outside a call', (thread: SupervisedThread<FakeThreadMethods>) => thread.call('throwLater', null)],
    ['posts rubbish', (thread: SupervisedThread<FakeThreadMethods>) => thread.call('postRubbish', null)],
    ['fills its memory', (thread: SupervisedThread<FakeThreadMethods>) => thread.call('fillMemory', null)],
  ] as const)('a thread that %s settles every call, and the next call finds a new thread', async (_, kill) => {
    const thread = supervise({ resourceLimits: { maxOldGenerationSizeMb: 24 } })
    const first = await thread.call('threadId', null)
    const bystander = outcome(thread.call('wait', { ms: 60_000 }))
    const ended = await Promise.all([outcome(kill(thread)), bystander])
    expect(ended).toEqual([{ failure: expect.objectContaining(died) }, { failure: expect.objectContaining(died) }])
    expect(await thread.call('threadId', null)).not.toBe(first)
  })

  it('opens the breaker after three deaths in a row, fails fast, and lets one trial through after the cool-down', async () => {
    const thread = supervise({ breaker: { threshold: 3, coolDownMs: 250 } })
    const states: ThreadState[] = []
    thread.onStateChange((state) => states.push(state))
    await thread.start()
    for (let death = 0; death < 3; death += 1) await outcome(thread.call('exit', { code: 1 }))
    const askedAt = performance.now()
    const refused = await outcome(thread.call('echo', 1))
    const refusedAfterMs = performance.now() - askedAt
    await sleep(300)
    const trial = await outcome(thread.call('exit', { code: 1 }))
    const refusedAgain = await outcome(thread.call('echo', 2))
    await sleep(300)
    const healed = await outcome(thread.call('echo', 3))
    expect({ refused, fast: refusedAfterMs < 100, trial, refusedAgain, healed, states }).toEqual({
      refused: { failure: expect.objectContaining({ code: 'UNAVAILABLE', retryable: true }) },
      fast: true,
      trial: { failure: expect.objectContaining(died) },
      refusedAgain: { failure: expect.objectContaining({ code: 'UNAVAILABLE' }) },
      healed: { value: 3 },
      states: [
        ...['starting', 'ready', 'restarting', 'ready', 'restarting', 'ready', 'broken'],
        ...['restarting', 'ready', 'broken', 'restarting', 'ready'],
      ],
    })
  })

  it('a success between deaths keeps the breaker closed', async () => {
    const thread = supervise()
    const answers: unknown[] = []
    for (let round = 0; round < 4; round += 1) {
      await outcome(thread.call('exit', { code: 1 }))
      answers.push(await outcome(thread.call('echo', round)))
    }
    expect(answers).toEqual([{ value: 0 }, { value: 1 }, { value: 2 }, { value: 3 }])
  })

  it('a cancel reaches the handler; one that is ignored settles the call anyway and leaves the thread alone', async () => {
    const thread = supervise({ cancelGraceMs: 80 })
    const before = await thread.call('threadId', null)
    const cancelled = { failure: { code: 'CANCELLED', message: 'Cancelled.', retryable: false } }
    const startedAt = performance.now()
    const ended = await Promise.all([
      outcome(thread.call('wait', { ms: 60_000 }, { signal: AbortSignal.timeout(20) })),
      outcome(thread.call('waitDeaf', { ms: 700 }, { signal: AbortSignal.timeout(20) })),
      outcome(thread.call('echo', 1, { signal: AbortSignal.abort() })),
    ])
    const tookMs = performance.now() - startedAt
    const same = (await thread.call('threadId', null)) === before
    expect({ ended, same, quick: tookMs < 600 }).toEqual({
      ended: [cancelled, cancelled, cancelled],
      same: true,
      quick: true,
    })
  })

  it('a call past its time-out ends its thread, even one in an endless loop', async () => {
    const thread = supervise()
    const before = await thread.call('threadId', null)
    const failed = await outcome(
      thread.call('loop', null, {
        timeoutMs: 100,
        timeoutFailure: () => new Failure('DECODER_TIMEOUT', 'Too slow.', { path: '/slow' }),
      }),
    )
    const after = await thread.call('threadId', null)
    expect({ failed, replaced: after !== before }).toEqual({
      failed: { failure: { code: 'DECODER_TIMEOUT', message: 'Too slow.', path: '/slow', retryable: false } },
      replaced: true,
    })
  })

  it('closing settles what is under way and refuses what comes later', async () => {
    const thread = supervise()
    await thread.start()
    const underWay = outcome(thread.call('waitDeaf', { ms: 60_000 }))
    await sleep(10)
    await thread.close()
    const closed = { failure: { code: 'UNAVAILABLE', message: 'The test thread has been closed.', retryable: true } }
    expect([await underWay, await outcome(thread.call('echo', 1)), thread.state]).toEqual([closed, closed, 'closed'])
  })

  it('moves large buffers out instead of copying them', async () => {
    const thread = supervise()
    const large = await thread.call('bytes', { length: 1_000_000 })
    const leftOfLarge = await thread.call('lengthOfLastBytes', null)
    const small = await thread.call('bytes', { length: 32 })
    const leftOfSmall = await thread.call('lengthOfLastBytes', null)
    expect([large.length, large[999_999], leftOfLarge, small.length, leftOfSmall]).toEqual([1_000_000, 7, 0, 32, 32])
  })
})
