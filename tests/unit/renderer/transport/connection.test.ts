import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backOffMs } from '../../../../src/renderer/transport/back-off.ts'
import { type Connection, type Dialed, keepConnected } from '../../../../src/renderer/transport/connection.ts'
import { coreLink } from '../../../../src/renderer/transport/core-link.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A line that the test can cut, and whose calls are answered by the test's own function. */
function fakeLine(name: string) {
  let lost = false
  const listeners: (() => void)[] = []
  const rejects: ((reason: unknown) => void)[] = []
  const cut = () => {
    if (lost) return
    lost = true
    for (const listener of listeners) listener()
    for (const reject of rejects) reject(new DOMException('[AsyncIdQueue] closed', 'AbortError'))
  }
  const dialed: Dialed = {
    link: {
      call: async (path) =>
        path[0] === 'hang' ? new Promise((_, reject) => rejects.push(reject)) : `${name} ${path.join('.')}`,
    },
    get lost() {
      return lost
    },
    onLost: (listener) => listeners.push(listener),
    close: cut,
  }
  return { dialed, cut }
}

type Answer = ReturnType<typeof fakeLine> | 'refuse' | 'silence'

function connect(answers: Answer[], options: { callWaitMs?: number } = {}) {
  const dialledAt: number[] = []
  const states: string[] = []
  const connection: Connection = keepConnected({
    dial: (signal) => {
      dialledAt.push(Date.now())
      const answer = answers.shift() ?? 'silence'
      if (answer === 'refuse') return Promise.reject(new Error('refused'))
      if (answer === 'silence')
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      return Promise.resolve(answer.dialed)
    },
    backOff: { firstMs: 100, maxMs: 400 },
    random: () => 1,
    ...options,
  })
  connection.subscribe(() => states.push(connection.state))
  const link = coreLink((signal) => connection.line(signal))
  const call = (path: string, signal?: AbortSignal) =>
    link.call([path], {}, { context: {}, ...(signal === undefined ? {} : { signal }) }).catch((thrown: unknown) => ({
      error: typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : String(thrown),
      retryable: typeof thrown === 'object' && thrown !== null && 'data' in thrown ? thrown.data : null,
    }))
  return { connection, call, states, dialledAt }
}

const lostError = { error: 'UNAVAILABLE', retryable: { retryable: true } }

describe('the connection to the core', () => {
  it('fails what was under way when it is lost, never sends it again, and goes on over a new line', async () => {
    const first = fakeLine('first')
    const { connection, call, states } = connect([first, fakeLine('second')])
    const early = await call('a')
    const underWay = call('hang')
    await vi.advanceTimersByTimeAsync(1)
    first.cut()
    const ended = await underWay
    const waiting = call('b')
    await vi.advanceTimersByTimeAsync(150)
    expect({ early, ended, late: await waiting, states }).toEqual({
      early: 'first a',
      ended: lostError,
      late: 'second b',
      states: ['open', 'lost', 'open'],
    })
    connection.close()
  })

  it('pauses longer after each refusal and says lost meanwhile', async () => {
    const start = Date.now()
    const { connection, dialledAt, states } = connect(['refuse', 'refuse', 'refuse', 'refuse', fakeLine('late')])
    await vi.advanceTimersByTimeAsync(5000)
    expect({ at: dialledAt.map((at) => at - start), states }).toEqual({
      at: [0, 100, 300, 700, 1100],
      states: ['lost', 'open'],
    })
    connection.close()
  })

  it('a line that dies at once does not bring the quick repeats back', async () => {
    const lines = [fakeLine('1'), fakeLine('2'), fakeLine('3')]
    const { connection, dialledAt } = connect([...lines])
    const start = Date.now()
    for (const line of lines) {
      await vi.advanceTimersByTimeAsync(1)
      line.cut()
      await vi.advanceTimersByTimeAsync(399)
    }
    await vi.advanceTimersByTimeAsync(10)
    expect(dialledAt.map((at) => at - start)).toEqual([0, 101, 601, 1201])
    connection.close()
  })

  it('a call that waits for a line gives up as retryable, or at once when cancelled, or when the page closes', async () => {
    const { connection, call } = connect(['silence'], { callWaitMs: 1000 })
    const abort = new AbortController()
    const [timedOut, cancelled] = [call('a'), call('b', abort.signal)]
    abort.abort()
    const first = await cancelled
    await vi.advanceTimersByTimeAsync(1000)
    const closedWhileWaiting = call('c')
    await vi.advanceTimersByTimeAsync(1)
    connection.close()
    expect([first, await timedOut, await closedWhileWaiting, await call('d'), connection.state]).toEqual([
      { error: 'CANCELLED', retryable: { retryable: false } },
      lostError,
      lostError,
      lostError,
      'lost',
    ])
  })

  it('closing while a dial is under way closes what it brings', async () => {
    const line = fakeLine('late')
    const { connection } = connect([line])
    connection.close()
    await vi.advanceTimersByTimeAsync(1)
    expect(line.dialed.lost).toBe(true)
  })

  it('the pause doubles to its maximum and is spread over the upper half', () => {
    const backOff = { firstMs: 100, maxMs: 1000 }
    expect(
      [0, 1, 2, 3, 4, 5].map((attempt) => [backOffMs(attempt, backOff, 0), backOffMs(attempt, backOff, 1)]),
    ).toEqual([
      [50, 100],
      [100, 200],
      [200, 400],
      [400, 800],
      [500, 1000],
      [500, 1000],
    ])
  })
})
