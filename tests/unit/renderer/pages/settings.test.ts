import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesWords } from '../../../../src/renderer/pages/settings/match.ts'
import { bytesOfMegabytes, megabytesOf } from '../../../../src/renderer/pages/settings/megabytes.ts'

describe('the size limit', () => {
  it('reads megabytes with a point or a comma and refuses everything else', () => {
    expect(['500', ' 1.5 ', '1,5', '0', '-1', '', '1e3', '1 000', '1.2.3', '2000000'].map(bytesOfMegabytes)).toEqual([
      500_000_000,
      1_500_000,
      1_500_000,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ])
  })

  it('comes back as it was: looking at a setting must not change it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_099_511_627_776 }), (bytes) => {
        expect(bytesOfMegabytes(megabytesOf(bytes))).toBe(bytes)
      }),
    )
  })
})

describe('the search of settings', () => {
  it('finds all words in any order, whatever their case and accents', () => {
    expect(
      ['LANGUE francaise', 'française', 'langue deutsch', ''].map((query) => matchesWords('Langue : Française', query)),
    ).toEqual([true, true, false, true])
  })
})
