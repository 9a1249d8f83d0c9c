import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { titleKey } from '../../../../../src/main/core/store/title-key.ts'

describe('titleKey', () => {
  it('makes letters equal that people take for equal', () => {
    const pairs = [
      ['Zürich', 'zurich'],
      ['ZU\u0308RICH', 'zurich'],
      ['STRASSE', 'straße'],
      ['ΟΔΟΣ', 'οδοσ'],
      ['İstanbul', 'istanbul'],
      ['ﬁlm', 'film'],
      ['ＡＢＣ', 'abc'],
      ['Å', '\u212b'],
      ['tab\there', 'tab here'],
    ]
    expect(pairs.map(([a = '', b = '']) => [titleKey(a), titleKey(a) === titleKey(b)])).toEqual(
      pairs.map(([, b = '']) => [titleKey(b), true]),
    )
  })

  it('keeps marks that change the letter: が is not か', () => {
    expect(titleKey('がか')).toBe('がか')
  })

  it('replaces lone surrogates, which SQLite could not store', () => {
    expect(titleKey('a\ud800b')).toBe('a\ufffdb')
  })

  it('folds a key to itself, or a search for a title would miss it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const key = titleKey(text)
        expect(titleKey(key)).toBe(key)
      }),
      { numRuns: 2_000 },
    )
  })
})
