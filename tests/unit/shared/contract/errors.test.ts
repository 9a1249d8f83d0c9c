import { expect, test } from 'vitest'
import { scriptedChat } from '../../../fakes/scripted-chat.ts'
import { Failure, failureFrom, toFailure, toFailureRecord } from '../../../../src/shared/contract/errors.ts'

test('how long to wait survives every border', () => {
  const limited = new Failure('RATE_LIMITED', 'Too many requests.', { retryable: true, retryAfterMs: 1500 })
  expect([failureFrom(toFailureRecord(limited)).retryAfterMs, toFailure(limited.data()).retryAfterMs]).toEqual([
    1500,
    undefined,
  ])
})

test('a scripted model says its turns in order, keeps what it was asked, and breaks where the script does', async () => {
  const broken = new Failure('INTERRUPTED', 'The answer broke off.', { retryable: true })
  const chat = scriptedChat([
    [{ type: 'token', text: 'a' }, broken],
    [
      { type: 'call', call: { id: '1', name: 'list', arguments: {} } },
      { type: 'end', reason: 'calls', usage: null },
    ],
  ])
  const request = { operation: 'chat', system: '', messages: [], tools: [], maxTokens: 10 }
  const said: unknown[] = []
  for (let turn = 0; turn < 3; turn += 1) {
    try {
      for await (const event of chat.chat(request, new AbortController().signal)) said.push(event.type)
    } catch (thrown) {
      said.push(toFailure(thrown).code)
    }
  }
  expect([said, chat.asked.length]).toEqual([
    ['model', 'token', 'INTERRUPTED', 'model', 'call', 'end', 'model', 'PROVIDER_FAILED'],
    3,
  ])
})
