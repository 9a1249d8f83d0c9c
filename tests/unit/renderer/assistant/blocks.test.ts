import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blocksOf } from '../../../../src/renderer/pages/assistant/blocks.ts'

test('a text is cut at blank lines, but not inside a fence or a list', () => {
  expect(blocksOf('# A\n\nb\nc\n\n```js\nx\n\ny\n```\n\n1. a\n\n   more\n\n2. b\n\nend')).toEqual([
    '# A\n\n',
    'b\nc\n\n',
    '```js\nx\n\ny\n```\n\n',
    '1. a\n\n   more\n\n2. b\n\n',
    'end',
  ])
})

const line = fc.constantFrom(
  '',
  '',
  'words and words',
  '- item',
  '1. item',
  '  more',
  '```',
  '~~~~',
  '# title',
  '| a |',
  '    code',
)

test('blocks are the text again, and what has come to an end stays as it is while more comes in', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), fc.array(line, { maxLength: 10 }), (lines, more) => {
      const text = `${lines.join('\n')}\n`
      const before = blocksOf(text)
      const after = blocksOf(`${text}${more.join('\n')}`)
      expect(before.join('')).toBe(text)
      expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1))
    }),
  )
})

test('a list without an end is cut all the same', () => {
  const list = Array.from({ length: 400 }, (_, i) => `${i + 1}. ${'word '.repeat(20)}\n\n`).join('')
  expect(blocksOf(list).every((block) => block.length < 3_300)).toBe(true)
})
