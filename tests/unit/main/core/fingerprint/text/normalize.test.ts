import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  closeGaps,
  joint,
  normalizeText,
  spacedWords,
} from '../../../../../../src/main/core/fingerprint/text/normalize.ts'
import { TextReader } from '../../../../../../src/main/core/fingerprint/text/text-reading.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 60 })
const words = fc.array(
  fc.constantFrom('straße', 'ΣΊΣΥΦΟΣ', 'quick', 'ﬁne', 'école', 'Zürich', 'İzmir', 'x²', '北京', 'ไทย', '42', 'ГОРОД'),
  {
    minLength: 1,
    maxLength: 30,
  },
)

describe('normalised text', () => {
  test.each([
    ['case, also where it changes the length', 'STRASSE Straße STRAẞE', 'strasse strasse strasse'],
    ['the final sigma', 'ΟΔΟΣ οδος οδοσ', 'οδοσ οδοσ οδοσ'],
    ['Unicode forms', 'e\u0301 é ﬁ ① Ａ', 'é é fi 1 a'],
    ['apostrophes of every shape', "don't don’t donʼt 'quoted'", 'dont dont dont quoted'],
    [
      'hyphens, also at the end of a line',
      'well-known exam-\n  ple Ara\u00adbic non‑breaking',
      'wellknown example arabic nonbreaking',
    ],
    ['dashes', 'a – b—c - d', 'a b c d'],
    ['numbers', '1,000.50 3.14 3-5', '100050 314 3 5'],
    ['what cannot be seen', '\ufeffze\u200bro\u200d', 'zero'],
    ['lone surrogates', 'a\ud800b \udfff', 'a b'],
    ['emoji', 'hi 👩‍🚀! 🇩🇪 ✔', 'hi 👩🚀 🇩🇪'],
    ['Chinese over lines', '红楼梦。\n红 楼 ABC', '红楼梦红楼 abc'],
    ['Thai', 'สวัสดี ชาวโลก', 'สวัสดีชาวโลก'],
    ['Korean, which has spaces', '안녕 하세요', '안녕 하세요'],
    ['Arabic with its marks', 'مُحَمَّد، كِتَاب', 'مُحَمَّد كِتَاب'],
    ['nothing', ' \t—\n', ''],
  ])('%s', (_, text, expected) => {
    expect(normalizeText(text)).toBe(expected)
  })

  test('of a normalised text is that text, for every character there is', () => {
    for (let code = 0; code < 0x110000; code++) {
      const text = `x${String.fromCodePoint(code)}y ${String.fromCodePoint(code)}`
      const once = normalizeText(text)
      if (normalizeText(once) !== once) throw new Error(`U+${code.toString(16)} is not stable: ${once}`)
    }
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalizeText(normalizeText(text))).toBe(normalizeText(text))
      }),
      { numRuns: 2000 },
    )
  })

  test('does not change with reflow, case, punctuation and Unicode form', () => {
    const separators = fc.constantFrom(' ', '\n', '\r\n', '  ', ', ', '. ', ' – ', '… ', '\u3000', '”\n\n“', '\u2028')
    fc.assert(
      fc.property(
        words,
        fc.infiniteStream(separators),
        fc.boolean(),
        fc.constantFrom('NFC', 'NFD', 'NFKC'),
        (list, stream, upper, form) => {
          const between = stream[Symbol.iterator]()
          const other = list.map((word) => (upper ? word.toUpperCase() : word) + between.next().value).join('')
          expect(normalizeText(other.normalize(form))).toBe(normalizeText(list.join(' ')))
        },
      ),
    )
  })

  test('of parts that are put together is that of the whole', () => {
    fc.assert(
      fc.property(words, words, (left, right) => {
        const [first, second] = [normalizeText(left.join(' ')), normalizeText(right.join(' '))]
        expect(first + joint(first, second) + second).toBe(normalizeText([...left, ...right].join(' ')))
      }),
    )
  })

  test('keeps words apart that a reader sees apart until gaps are closed', () => {
    expect([spacedWords('红楼。梦 x'), closeGaps('红楼 梦 x')]).toEqual(['红楼 梦 x', '红楼梦 x'])
  })
})

describe('reading', () => {
  const text = Array.from(
    { length: 60_000 },
    (_, i) => `wörd${i % 7919}${i % 13 === 0 ? ' 红楼梦' : ''}${i % 11 === 0 ? '.\n' : ''}`,
  ).join(' ')
  const read = (parts: readonly string[]) => {
    const reader = new TextReader({ markdown: false })
    for (const part of parts) reader.add(part)
    return reader.finish()
  }

  test('a long text in parts of any size gives what the whole gives', () => {
    const whole = read([text])
    const parts = Array.from({ length: Math.ceil(text.length / 7777) }, (_, i) => text.slice(7777 * i, 7777 * (i + 1)))
    expect(read(parts)).toEqual(whole)
    expect(whole.hashes?.normalizedSha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('reflow and case leave every hash as it is', () => {
    const { hashes } = read([text])
    expect(read([`\n${text.replaceAll(' ', ' \n').toUpperCase()}  `]).hashes).toEqual(hashes)
  })

  test('what lies behind the limit is left out and said', () => {
    const long = 'word '.repeat((1 << 24) / 5 + 100)
    const { cut, wordCount } = read([long])
    expect([cut, wordCount]).toEqual([true, Math.ceil((1 << 24) / 5)])
  }, 60_000)
})
