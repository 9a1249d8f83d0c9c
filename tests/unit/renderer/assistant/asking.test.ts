import { expect, test } from 'vitest'
import { joined } from '../../../../src/renderer/state/asking.ts'

test('tokens of one frame become one, and keep their place among calls', () => {
  const by = { provider: 'p', model: 'm', local: false }
  const token = (text: string) => ({ type: 'token', text }) as const
  expect(joined([token('a'), token('b'), { type: 'model', by }, token('c'), token('d')])).toEqual([
    token('ab'),
    { type: 'model', by },
    token('cd'),
  ])
})
