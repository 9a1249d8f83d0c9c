import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countGraphemes, WordCounter } from '../../../../../../src/main/core/fingerprint/text/counts.ts'
import { languageOf } from '../../../../../../src/main/core/fingerprint/text/language.ts'
import { spacedWords } from '../../../../../../src/main/core/fingerprint/text/normalize.ts'
import { textQuality, Variety } from '../../../../../../src/main/core/fingerprint/text/quality.ts'

function wordsIn(text: string): number {
  const counter = new WordCounter()
  counter.add(spacedWords(text))
  return counter.count
}

describe('counts', () => {
  test('graphemes equal the segmenter’s over the whole text, by whichever way they are counted', () => {
    const pieces = fc.constantFrom(
      ' ',
      'a',
      'é',
      'e\u0301',
      '👩‍👩‍👧',
      '🇩🇪',
      '🇫',
      '红',
      'か\u3099',
      'ไทย',
      '한',
      '\u1100\u1161',
      'كَ',
      'क्षि',
      '\u0600',
      '—',
    )
    const segmenter = new Intl.Segmenter('und')
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join('')
        expect(countGraphemes(text)).toBe([...segmenter.segment(text)].length)
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['It wasn’t a well-known fox, was it?', 7],
    ['我喜欢读书。', 3],
    ['私は学生です', 4],
    ['ฉันชอบอ่านหนังสือ', 4],
    ['أنا أحب القراءة', 3],
    ['나는 책을 좋아한다', 3],
    ['👩‍🚀 🎉', 0],
    ['3.14 + 1,000', 2],
    ['', 0],
  ])('%j has %i words', (text, expected) => {
    expect(wordsIn(text)).toBe(expected)
  })
})

test.each([
  ['en', 'The rain in Spain stays mainly in the plain, and it was not the first time.'],
  ['de', 'Der Hund läuft durch den Wald und die Katze schläft auf dem Dach.'],
  ['fr', 'Le chat dort sur la table et le chien regarde par la fenêtre de la maison.'],
  ['es', 'El perro corre por el parque y la gata duerme en la casa de los vecinos.'],
  ['zh', '红楼梦是中国古典小说'],
  ['ja', '吾輩は猫である。名前はまだ無い。'],
  ['ko', '나는 책을 좋아한다'],
  ['th', 'สวัสดีชาวโลก'],
  ['el', 'Καλημέρα κόσμε'],
  [
    'ru',
    'Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. Всё смешалось в доме Облонских.',
  ],
  ['und', 'ok'],
  ['und', '12345 67890 2024-01-01'],
  ['und', 'xq zzv kkpl wrrt bnmq plokij mnbvc'],
])('language %s: %s', (expected, text) => {
  expect(languageOf(text)).toBe(expected)
})

test('quality falls with damage, with repetition and with pages that are pictures', () => {
  const good = { wordCount: 2000, variety: 0.72, damaged: 0, characters: 12_000, readable: 11_800, pagesWithText: null }
  const variety = new Variety()
  for (let i = 0; i < 500; i++) variety.add(i % 2 === 0 ? 'la' : 'lala')
  expect(textQuality(good)).toEqual({ score: 1, parts: { length: 1, variety: 1, encoding: 1, readable: 1 } })
  expect(textQuality({ ...good, variety: variety.value, damaged: 120, pagesWithText: 0.5 })).toEqual({
    score: 0.6057,
    parts: { length: 1, variety: 0.0286, encoding: 0.5, readable: 1, pages: 0.5 },
  })
  expect(textQuality({ ...good, wordCount: 0, characters: 0, readable: 0, variety: 0 }).score).toBe(0)
})
