import { describe, expect, it } from 'vitest'
import { searchWords } from '../../../../../src/main/core/library/search-words.ts'

describe('searchWords', () => {
  it('finds no word in blanks and controls', () => {
    expect(['', '  \t\n', '\u0000', '\u3000'].map(searchWords)).toEqual([null, null, null, null])
  })

  it('sends long words to the index and keeps short ones to compare', () => {
    expect(searchWords('Été um Meer')).toEqual({
      words: ['meer', 'ete', 'um'],
      match: '"meer" AND "ete"',
      rest: ['um'],
    })
  })

  it('counts characters, not code units: two emoji are too short for the index', () => {
    expect(searchWords('🌅🌊')).toEqual({ words: ['🌅🌊'], match: null, rest: ['🌅🌊'] })
  })

  it('quotes, so that operators and quotes are words', () => {
    expect(searchWords('NEAR(a" OR*')?.match).toBe('"near(a""" AND "or*"')
  })

  it('drops words that another contains', () => {
    expect(searchWords('sun sunset set')?.words).toEqual(['sunset'])
  })

  it('asks the index for at most 16 of many words, and compares the rest', () => {
    const found = searchWords(Array.from({ length: 1_000 }, (_, i) => `word${i}x`).join(' '))
    expect([found?.match?.split(' AND ').length, found?.rest.length]).toEqual([16, 984])
  })
})
