import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChatMessage } from '../../../../../../src/main/core/assistant/providers/provider.ts'
import { argumentsObject, parseArguments, turnsOf } from '../../../../../../src/main/core/assistant/providers/turns.ts'

const call = fc.record({
  id: fc.constantFrom('a', 'b', 'c', ''),
  name: fc.constantFrom('x', 'y'),
  arguments: fc.constant({}),
})
const message: fc.Arbitrary<ChatMessage> = fc.oneof(
  fc.record({ role: fc.constant('user' as const), text: fc.string() }),
  fc.record({ role: fc.constant('assistant' as const), text: fc.string(), calls: fc.array(call, { maxLength: 3 }) }),
  fc.record({
    role: fc.constant('tool' as const),
    callId: fc.constantFrom('a', 'b', 'c', ''),
    name: fc.constant('x'),
    text: fc.string(),
  }),
)

test('whatever a window leaves of a conversation, each turn of calls is followed by the results of exactly those calls', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 20 }), (messages) => {
      const turns = turnsOf(messages)
      const ids = turns.flatMap((turn) => (turn.role === 'assistant' ? turn.calls.map(({ id }) => id) : []))
      expect(new Set(ids).size).toBe(ids.length)
      if (turns.length > 0) expect(turns[0]?.role).toBe('user')
      turns.forEach((turn, index) => {
        const next = turns[index + 1]
        if (turn.role === 'assistant' && turn.calls.length > 0) {
          expect(next?.role === 'results' ? next.results.map(({ id }) => id) : null).toEqual(
            turn.calls.map(({ id }) => id),
          )
        }
        if (turn.role === 'results') expect(turns[index - 1]?.role).toBe('assistant')
      })
      const asked = messages.flatMap((each) => (each.role === 'user' ? [each.text] : []))
      expect(turns.flatMap((turn) => (turn.role === 'user' ? [turn.text] : []))).toEqual(asked)
    }),
  )
})

test('an id that comes twice in one turn takes its results in order, and a call that was not run says so', () => {
  const made = { id: 'same', name: 'x', arguments: {} }
  const turns = turnsOf([
    { role: 'user', text: 'q' },
    { role: 'assistant', text: '', calls: [made, made, { ...made, id: 'late' }] },
    { role: 'tool', callId: 'same', name: 'x', text: 'first' },
    { role: 'tool', callId: 'same', name: 'x', text: 'second' },
    { role: 'tool', callId: 'same', name: 'x', text: 'one too many' },
  ])
  expect(turns.at(-1)).toEqual({
    role: 'results',
    results: [
      { id: 'call00001', name: 'x', text: 'first' },
      { id: 'call00002', name: 'x', text: 'second' },
      { id: 'call00003', name: 'x', text: 'There is no result: this call was not run.' },
    ],
  })
})

test('arguments that do not parse stay what they were', () => {
  expect([
    parseArguments(' '),
    parseArguments('{"a":1}'),
    parseArguments('{"a":'),
    argumentsObject('{"a":'),
    argumentsObject([1]),
  ]).toEqual([{}, { a: 1 }, '{"a":', { unreadable: '{"a":' }, { unreadable: [1] }])
})
