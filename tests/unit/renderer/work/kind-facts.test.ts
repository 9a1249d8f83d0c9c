import { describe, expect, test } from 'vitest'
import { createFormatters } from '../../../../src/renderer/i18n/format.ts'
import { createTranslate } from '../../../../src/renderer/i18n/translate.ts'
import { languageName, soundFacts, textFacts } from '../../../../src/renderer/pages/work/kind-facts.ts'

const t = createTranslate('en')
const format = createFormatters('en')
const rows = (items: ReturnType<typeof soundFacts>) => items.map(({ term, value }) => [term, value])

describe('facts of a kind', () => {
  test('of a sound, in the units people use; an unknown bit rate has no row', () => {
    const sound = { durationSeconds: 245.2, codec: 'mp3', sampleRate: 44_100, channels: 2 }
    expect(rows(soundFacts({ ...sound, bitrate: 192_031 }, t, format))).toEqual([
      ['Length', '4 min 5 sec'],
      ['Codec', 'mp3'],
      ['Bit rate', '192 kbit/s'],
      ['Sample rate', '44.1 kHz'],
      ['Channels', 'Stereo'],
    ])
    const surround = rows(soundFacts({ ...sound, sampleRate: 11_025, channels: 6 }, t, format))
    expect(surround.slice(-2)).toEqual([
      ['Sample rate', '11.025 kHz'],
      ['Channels', '6 channels'],
    ])
  })
  test('of a text; a page of no words takes no time, an unsure language has no row', () => {
    const text = { wordCount: 2400, characterCount: 14_000, language: 'de', encoding: 'windows-1252' }
    expect(rows(textFacts(text, 'fr', t, format))).toEqual([
      ['Words', '2,400'],
      ['Characters', '14,000'],
      ['Reading time', '10 min'],
      ['Language', 'allemand'],
      ['Encoding', 'WINDOWS-1252'],
    ])
    expect(
      rows(textFacts({ wordCount: 0, characterCount: 0, language: 'und', pageCount: 3 }, 'en', t, format)),
    ).toEqual([
      ['Words', '0'],
      ['Characters', '0'],
      ['Pages', '3'],
    ])
    expect(rows(textFacts({ ...text, wordCount: 40 }, 'en', t, format))[2]?.[1]).toBe('Less than a minute')
  })
  test('names no language for a code that is none, instead of failing to draw', () => {
    expect([languageName('not a code', 'en'), languageName('', 'en'), languageName('pt', 'de')]).toEqual([
      null,
      null,
      'Portugiesisch',
    ])
  })
})
