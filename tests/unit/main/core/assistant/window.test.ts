import fc from 'fast-check'
import { expect, test } from 'vitest'
import { windowOf } from '../../../../../src/main/core/assistant/engine/window.ts'
import type { Answer, AnswerPart, Message } from '../../../../../src/shared/contract/assistant.ts'
import { ConversationId, MessageId } from '../../../../../src/shared/domain/ids.ts'
import { uuid7 } from '../../../../../src/shared/domain/uuid.ts'

const id = () => uuid7(0, new Uint8Array(16))
const base = { messageId: MessageId.parse(id()), conversationId: ConversationId.parse(id()), at: 0 }
const asked = (text: string): Message => ({ ...base, role: 'person', text, ready: null })
const answered = (parts: AnswerPart[]): Answer => ({
  ...base,
  role: 'assistant',
  parts,
  state: 'done',
  failure: null,
  by: null,
  usage: null,
  costMicro: null,
})
const said = (text: string): AnswerPart => ({ type: 'text', text })
const called = (callId: string, state: 'done' | 'refused' = 'done'): AnswerPart => ({
  type: 'tool',
  callId,
  name: 'wallet_balance',
  access: 'read',
  arguments: {},
  state,
  result: state === 'done' ? { type: 'balance', balances: [] } : null,
  message: '',
})

test('an answer is told as it came about: text, calls, results, text', () => {
  const messages = windowOf(
    [asked('a'), answered([said('looking'), called('1'), called('2', 'refused'), said('so')])],
    'b',
  )
  expect(messages.map((message) => [message.role, message.role === 'tool' ? message.callId : message.text])).toEqual([
    ['user', 'a'],
    ['assistant', 'looking'],
    ['tool', '1'],
    ['tool', '2'],
    ['assistant', 'so'],
    ['user', 'b'],
  ])
})

test('however long a conversation, the window is bounded, sides take turns, each call has its answer, and the rest is summed up', () => {
  const turn = fc.record({
    question: fc.string({ maxLength: 4_000 }),
    parts: fc.array(
      fc.oneof(
        fc.string({ minLength: 1, maxLength: 9_000 }).map(said),
        fc.uuid().map((callId) => called(callId)),
      ),
      { maxLength: 6 },
    ),
  })
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 30 }), (turns) => {
      const messages = windowOf(
        turns.flatMap(({ question, parts }) => [asked(question), answered(parts)]),
        'now',
      )
      expect(messages.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(50_000)
      expect([messages[0]?.role, messages.at(-1)]).toEqual(['user', { role: 'user', text: 'now' }])
      const calls = messages.flatMap((message) =>
        message.role === 'assistant' ? message.calls.map((call) => call.id) : [],
      )
      expect(messages.flatMap((message) => (message.role === 'tool' ? [message.callId] : []))).toEqual(calls)
      for (const [at, message] of messages.entries())
        if (message.role === 'user') expect(messages[at + 1]?.role).not.toBe('user')
    }),
    { numRuns: 60 },
  )
})
