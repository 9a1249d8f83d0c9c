import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readThreadMessage, type ThreadMessage } from '../../../../src/main/workers/thread-messages.ts'

const failure = { code: 'VANISHED' as const, message: 'gone', retryable: true }
const good: ThreadMessage[] = [
  { type: 'ready' },
  { type: 'failed', failure },
  { type: 'call', id: 1, method: 'm', input: undefined },
  { type: 'cancel', id: 2 },
  { type: 'answer', id: 3, ok: true, value: new Uint8Array(2) },
  { type: 'answer', id: 4, ok: false, failure },
  { type: 'note', name: 'log', value: { a: 1 } },
]

describe('thread messages', () => {
  it('every kind is read as it was written', () => {
    expect(good.map(readThreadMessage)).toEqual(good)
  })

  it('a message of another shape is refused rather than half read', () => {
    const bad = [
      null,
      'ready',
      [],
      { type: 'failed', failure: { code: 'NO_SUCH_CODE', message: 'm', retryable: true } },
      { type: 'call', id: '1', method: 'm' },
      { type: 'call', id: 1, method: 2 },
      { type: 'cancel' },
      { type: 'answer', id: 1, ok: false, failure: null },
      { type: 'answer', id: 1, value: 1 },
      { type: 'note', name: 1 },
      { type: 'other', id: 1 },
    ]
    expect(bad.map(readThreadMessage)).toEqual(bad.map(() => null))
  })

  it('nothing that arrives makes it throw', () => {
    fc.assert(fc.property(fc.anything(), (data) => void readThreadMessage(data)))
  })
})
