import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markdownStart, stripMarkdown } from '../../../../../../src/main/core/fingerprint/text/markdown.ts'
import { normalizeText } from '../../../../../../src/main/core/fingerprint/text/normalize.ts'

const read = (text: string): string => normalizeText(stripMarkdown(text, markdownStart()))

test.each([
  ['headings', '# One #\n\nTwo\n===\n### Three', 'one two three'],
  [
    'emphasis inside a word',
    'un*frigging*believable **bold**er ~~gone~~ snake_case',
    'unfriggingbelievable bolder gone snake case',
  ],
  [
    'links',
    'see [the *mill*](https://x.org/a_(b) "title"), [ref][1] and <https://x.org>\n\n[1]: https://y.org "Y"',
    'see the mill ref and x org',
  ],
  ['images, which show no text', 'a ![alt text](pic.png) b [![badge](x)](y) c', 'a b c'],
  ['code', 'use `a*b*c` and ``x`y``\n\n```js\nlet a_b = *1*\n```\nend', 'use a b c and x y let a b 1 end'],
  ['a fence in a fence', '~~~\n```\n# not a heading\n```\n~~~\nend', 'not a heading end'],
  [
    'HTML, comments and entities',
    '<b class="x">bold</b>er<br> <!-- a\nb --> Fish &amp; chips &#233; &Uuml;ber &unknown;',
    'bolder fish chips é über unknown',
  ],
  ['escapes', '\\*no emphasis\\* 1\\. not \\<b\\>', 'no emphasis 1 not b'],
  ['lists and tasks', '- [x] done\n- [ ] open\n1. first\n> quoted\n> - deep', 'done open 1 first quoted deep'],
  ['tables', '| a | b |\n|---|:-:|\n| 1 | 2 |', 'a b 1 2'],
  ['front matter', '---\ntitle: T\ntags: [a]\n---\nText', 'text'],
  ['footnotes', 'word[^1]\n\n[^1]: note', 'word1 1 note'],
  ['less-than that is no tag', 'a < b and c > d', 'a b and c d'],
])('%s', (_, markdown, expected) => {
  expect(read(markdown)).toBe(expected)
})

test('plain words are left as they are', () => {
  const words = fc.array(fc.constantFrom('the', 'Mill', 'öl', '红楼', "don't", '3.14', 'well-known'), { maxLength: 30 })
  fc.assert(
    fc.property(words, fc.constantFrom(' ', '\n', '\n\n'), (list, separator) => {
      expect(read(list.join(separator))).toBe(normalizeText(list.join(separator)))
    }),
  )
})

test('a fence goes on from one piece to the next', () => {
  const state = markdownStart()
  const pieces = ['```\n*a*\n', '*b*\n```\n*c*'].map((piece) => stripMarkdown(piece, state).trim())
  expect(pieces).toEqual(['*a*', '*b*\nc'])
})

test('hostile markup ends in time', () => {
  const hostile = ['[', '![', '`', '<', '*_', '](', '<!--', '> ', '\\'].map((part) => part.repeat(30_000))
  const started = performance.now()
  for (const text of hostile) stripMarkdown(text, markdownStart())
  expect(performance.now() - started).toBeLessThan(10_000)
})
