import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decoderFor } from '../../../../../../src/main/core/media/text/decoder.ts'
import { encodingOf } from '../../../../../../src/main/core/media/text/encoding.ts'
import { pagePixels } from '../../../../../../src/main/core/media/text/page-picture.ts'
import { linesOf } from '../../../../../../src/main/core/media/text/pdf-text.ts'

/** Node encodes to no legacy encoding: the inverse of its decoder, character by character. */
function encode(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, number[]>()
  for (let first = 0; first < 256; first++) {
    const one = decoder.decode(Uint8Array.of(first))
    if ([...one].length === 1 && one !== '\ufffd') table.set(one, [first])
    for (let second = 0x40; second < 256 && first >= 0x80; second++) {
      const two = decoder.decode(Uint8Array.of(first, second))
      if ([...two].length === 1 && two !== '\ufffd' && !table.has(two)) table.set(two, [first, second])
    }
  }
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const bytes = table.get(character)
      if (bytes === undefined) throw new Error(`${character} is not in ${encoding}`)
      return bytes
    }),
  )
}

const japanese =
  '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。'
const chinese =
  '红楼梦是中国古典四大名著之首，清代作家曹雪芹创作的章回体长篇小说，这部小说以贾宝玉和林黛玉的爱情故事为主线。'
const taiwanese =
  '紅樓夢是中國古典四大名著之首，清代作家曹雪芹創作的章回體長篇小說，這部小說以賈寶玉和林黛玉的愛情故事為主線。'
const russian =
  'Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. Всё смешалось в доме.'
const french = 'Le cœur a ses raisons que la raison ne connaît point ; on le sait en mille choses – « où ça ? »'
const swedish = 'Åtta små grisar gick över ån för att äta blåbär och dricka öl på förmiddagen.'

describe('encoding', () => {
  test.each([
    ['shift_jis', japanese],
    ['euc-jp', japanese],
    ['gb18030', chinese],
    ['big5', taiwanese],
    ['koi8-r', russian],
    ['windows-1251', russian],
    ['windows-1252', french],
    ['iso-8859-1', swedish],
  ])('%s is told and decoded', (name, text) => {
    const bytes = encode(text.repeat(3), name)
    const { name: found, markBytes } = encodingOf(bytes)
    const decoder = decoderFor(found)
    expect([found, markBytes, decoder.decode(bytes) + decoder.finish()]).toEqual([name, 0, text.repeat(3)])
  })

  test('a few broken bytes do not make another encoding of UTF-8, and a cut character at the end is none', () => {
    const utf8 = new TextEncoder().encode(russian)
    const broken = Uint8Array.of(...utf8, 0xff, ...utf8)
    expect([encodingOf(broken).name, encodingOf(utf8.subarray(0, 101)).name]).toEqual(['utf-8', 'utf-8'])
  })

  test('UTF-16 of Chinese with line breaks is not taken for UTF-8 or bytes', () => {
    expect(encodingOf(Buffer.from('\ufeff' + chinese, 'utf16le'))).toEqual({ name: 'utf-16le', markBytes: 2 })
  })

  test('a decoder gives the same text however its bytes are parted', () => {
    const sources: [string, Uint8Array][] = [
      ['utf-8', new TextEncoder().encode(`a😀é${chinese}`)],
      ['utf-16be', Buffer.from(`a😀é${chinese}`, 'utf16le').swap16()],
      [
        'utf-32be',
        Uint8Array.from(
          [...`a😀é`].flatMap((each) => {
            const code = each.codePointAt(0) ?? 0
            return [code >>> 24, (code >> 16) & 255, (code >> 8) & 255, code & 255]
          }),
        ),
      ],
      ['utf-32le', Uint8Array.of(1, 2, 3, 4, 0x41, 0, 0, 0, 9)],
    ]
    const one = (name: string, parts: readonly Uint8Array[]): string => {
      const decoder = decoderFor(name)
      return parts.map((part) => decoder.decode(part)).join('') + decoder.finish()
    }
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.nat(40), fc.nat(40), ([name, bytes], first, second) => {
        const parts = [bytes.subarray(0, first), bytes.subarray(first, first + second), bytes.subarray(first + second)]
        expect(one(name, parts)).toBe(one(name, [bytes]))
      }),
    )
    expect(one('utf-32le', [sources[3]?.[1] ?? new Uint8Array()])).toBe('\ufffdA\ufffd')
  })
})

test('lines of a PDF page are joined as it says, and its page number goes', () => {
  const items = (lines: readonly string[]) =>
    lines.flatMap((line) => [
      { str: line, hasEOL: false },
      { str: '', hasEOL: true },
    ])
  expect([
    linesOf([
      { str: 'one ', hasEOL: false },
      { str: 'line', hasEOL: true },
      { str: 'two', hasEOL: false },
    ]),
    linesOf(items(['12', 'text', '– 3 –'])),
    linesOf(items(['text', 'Page 3 of 12'])),
    linesOf(items(['42'])),
    linesOf(items(['1984', '', 'a book of 1984'])),
  ]).toEqual([['one line', 'two'], ['text'], ['text'], ['42'], ['a book of 1984']])
})

test('the picture of a page has a bar for each word, and no text is too long for it', () => {
  const ink = (text: string): number => pagePixels(text).filter((sample, at) => at % 3 === 0 && sample === 96).length
  expect([ink(''), ink('four'), ink('four four'), ink('红楼')]).toEqual([0, 16 * 5, 32 * 5, 16 * 5])
  for (const text of ['x'.repeat(100_000), 'a\n'.repeat(10_000), `${'红'.repeat(9000)}\n`, 'word '.repeat(9000)]) {
    expect(pagePixels(text).length).toBe(362 * 512 * 3)
  }
})
