import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainText, shortened } from '../../../../src/shared/domain/plain-text.ts'

test('what is not seen is taken out, what scripts and emoji need stays', () => {
  const hidden = [...'obey'].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')
  expect([
    plainText(`  a\u202eb\u2066c\u0000d\u200be\ufeff${hidden}\r\nf  `),
    plainText('می‌خواهم 👩‍👩‍👧'),
    plainText('a\n\t b', { oneLine: true }),
    plainText('\u202e\u0007'),
  ]).toEqual(['abcde\nf', 'می‌خواهم 👩‍👩‍👧', 'a b', ''])
})

test('any text becomes well-formed, and cleaning it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.boolean(), (text, oneLine) => {
      const once = plainText(text, { oneLine })
      expect([once.isWellFormed(), plainText(once, { oneLine })]).toEqual([true, once])
      expect(once).not.toMatch(/[\u0000-\u0008\u202a-\u202e\u2066-\u2069]/)
    }),
  )
})

test('a text is cut between characters, never inside of one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, most) => {
      const cut = shortened(text, most)
      expect([...cut].length).toBeLessThanOrEqual(most)
      if ([...text].length <= most) expect(cut).toBe(text)
      else expect(text.startsWith(cut.slice(0, -1)) && cut.endsWith('…')).toBe(true)
    }),
  )
})
