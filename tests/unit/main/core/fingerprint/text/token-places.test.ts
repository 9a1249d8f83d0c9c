import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalizeText } from '../../../../../../src/main/core/fingerprint/text/normalize.ts'
import { tokenPlaces } from '../../../../../../src/main/core/fingerprint/text/token-places.ts'
import { tokensOf } from '../../../../../../src/main/core/fingerprint/text/tokens.ts'

const piece = fc.constantFrom(
  'Well',
  '-',
  'known',
  ' ',
  '\n',
  '3.14',
  '’',
  'don',
  't',
  'ﬁne',
  '水',
  '曜',
  '…',
  'É',
  '(',
  ')',
)

test('finds the tokens that fingerprints are made of, whatever stands between them', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('')
      expect(tokenPlaces(text).tokens).toEqual(tokensOf(normalizeText(text)))
    }),
    { numRuns: 500 },
  )
})

test('each token stands where a reader sees it, a word broken at the end of a line from its first half to its second', () => {
  const text = 'The “old” water-\n  mill,\nhere.'
  const { tokens, starts, ends } = tokenPlaces(text)
  expect(tokens.map((token, i) => [token, text.slice(starts[i], ends[i])])).toEqual([
    ['the', 'The'],
    ['old', '“old”'],
    ['watermill', 'water-\n  mill,'],
    ['here', 'here.'],
  ])
})
