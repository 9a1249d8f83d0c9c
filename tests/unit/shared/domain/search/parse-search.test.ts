import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSearch, termOf, withoutTerm, withTerm } from '../../../../../src/shared/domain/search/parse-search.ts'
import { mostTerms } from '../../../../../src/shared/domain/search/search-filter.ts'
import { rangeOf } from '../../../../../src/shared/domain/search/search-values.ts'

const now = new Date(2026, 5, 15, 9, 30).getTime()
const day = (year: number, month: number, date: number) => new Date(year, month - 1, date).getTime()

/** What a search asks for, without where it stands. */
function asked(text: string) {
  const { terms, problems } = parseSearch(text, now)
  return {
    terms: terms.map((term) => [
      term.negated ? 'not' : 'is',
      term.type === 'word' ? term.text : JSON.parse(JSON.stringify(term.filter)),
    ]),
    problems: problems.map(({ text: typed, reason }) => `${reason}: ${typed}`),
  }
}

describe('the language of the search box', () => {
  it('reads words, phrases, filters and what to leave out', () => {
    expect(asked('sunset "night market" kind:image tag:"on tour" -draft created:2025-01 bpm:120..130')).toEqual({
      terms: [
        ['is', 'sunset'],
        ['is', 'night market'],
        ['is', { field: 'kind', kinds: ['image'] }],
        ['is', { field: 'tag', names: ['on tour'] }],
        ['not', 'draft'],
        ['is', { field: 'range', of: 'created', range: { min: day(2025, 1, 1), max: day(2025, 2, 1) } }],
        ['is', { field: 'range', of: 'bpm', range: { min: 119.5, max: 130.5 } }],
      ],
      problems: [],
    })
  })

  it('takes alternatives, other names and any case', () => {
    expect(asked('Kind:photos,film -has:note LANG:de,fr').terms).toEqual([
      ['is', { field: 'kind', kinds: ['image', 'video'] }],
      ['not', { field: 'is', traits: ['noted'] }],
      ['is', { field: 'text', of: 'language', values: ['de', 'fr'] }],
    ])
  })

  it('looks for what it does not understand as words, and says so', () => {
    expect(asked('bmp:120 kind:pear bpm:fast created:2025-13 rating:9 size:3 parsecs')).toEqual({
      terms: ['bmp:120', 'kind:pear', 'bpm:fast', 'created:2025-13', 'rating:9']
        .map((word) => ['is', word])
        .concat([
          ['is', expect.anything()],
          ['is', 'parsecs'],
        ]),
      problems: ['field: bmp:120', 'value: kind:pear', 'value: bpm:fast', 'value: created:2025-13', 'value: rating:9'],
    })
  })

  it('lets addresses, times, lone hyphens and filters that are being typed alone', () => {
    expect(asked('https://example.org 12:30 - kind: tag:"" ""')).toEqual({
      terms: [
        ['is', 'https://example.org'],
        ['is', '12:30'],
        ['is', '-'],
      ],
      problems: [],
    })
  })

  it('takes the rest as one piece when a quote is never closed', () => {
    expect(asked('one "two three').terms).toEqual([
      ['is', 'one'],
      ['is', 'two three'],
    ])
  })

  it('takes any text without a throw, in bounds, with places that are those of its terms', () => {
    const pieces = fc.constantFrom(
      'kind:',
      'image',
      '"',
      '-',
      ':',
      ' ',
      'created:>',
      '2025',
      '..',
      ',',
      'tag:',
      '雨',
      '\u0000',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (typed) => {
        const { terms } = parseSearch(typed, now)
        expect(terms.length).toBeLessThanOrEqual(mostTerms)
        let before = 0
        for (const { start, end } of terms) {
          expect([start >= before, end > start, end <= typed.length]).toEqual([true, true, true])
          before = end
        }
      }),
      { numRuns: 400 },
    )
  })

  it('is read in time that grows no faster than its length', () => {
    for (const part of ['"', 'a"', 'kind:"', '-', 'a:', 'tag:a,', ' "']) {
      const text = part.repeat(10_000).slice(0, 10_000)
      const startedAt = process.cpuUsage().user
      parseSearch(text, now)
      // A quadratic reading of this takes seconds; the bound is far from either.
      expect(process.cpuUsage().user - startedAt).toBeLessThan(500_000)
    }
  })

  it('stops at the most terms and says so', () => {
    const { terms, problems } = parseSearch(Array.from({ length: 60 }, (_, i) => `w${i}`).join(' '), now)
    expect([terms.length, problems]).toEqual([48, [{ text: 'w48', reason: 'many' }]])
  })

  it('gives up one term and keeps what the others ask for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('red', 'kind:image', '-tag:"on tour"', '"two words"'), { minLength: 1 }),
        (parts) => {
          const text = parts.join('  ')
          const before = asked(text).terms
          parseSearch(text, now).terms.forEach((term, at) => {
            expect(asked(withoutTerm(text, term)).terms).toEqual(before.toSpliced(at, 1))
          })
        },
      ),
      { numRuns: 60 },
    )
    expect(withTerm(' red ', termOf('tag', 'on "tour", 2024'))).toBe('red tag:"on tour, 2024"')
  })
})

describe('values of filters', () => {
  const range = (field: Parameters<typeof rangeOf>[0], value: string) => {
    const found = rangeOf(field, value, now)
    return found === null ? null : [found.min, found.max]
  }
  it.each([
    ['created', '2024', [day(2024, 1, 1), day(2025, 1, 1)]],
    ['created', '>2025-01', [day(2025, 2, 1), null]],
    ['created', '>=2025-01', [day(2025, 1, 1), null]],
    ['created', '<2025-01-15', [null, day(2025, 1, 15)]],
    ['created', '2025-01..2025-03', [day(2025, 1, 1), day(2025, 4, 1)]],
    ['created', 'today', [day(2026, 6, 15), day(2026, 6, 16)]],
    ['created', 'yesterday', [day(2026, 6, 14), day(2026, 6, 15)]],
    ['created', '2024-02-29', [day(2024, 2, 29), day(2024, 3, 1)]],
    ['created', '2023-02-29', null],
    ['size', '>10mb', [10_500_000, null]],
    ['size', '1.5GB', [1_450_000_000, 1_550_000_000]],
    ['duration', '1:30', [89.5, 90.5]],
    ['duration', '>=2m', [90, null]],
    ['rating', '>=4', [4, null]],
    ['rating', '5', [5, 6]],
    ['width', '1920px', [1920, 1921]],
    ['quality', '80%..', [80, null]],
    ['bpm', '..', null],
    ['bpm', '1..x', null],
  ] as const)('%s:%s', (field, value, expected) => {
    expect(range(field, value)).toEqual(expected)
  })
})
