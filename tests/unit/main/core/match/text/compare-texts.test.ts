import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ShingleHasher } from '../../../../../../src/main/core/fingerprint/text/shingle-hashes.ts'
import { compareTexts } from '../../../../../../src/main/core/match/text/compare-texts.ts'
import { exactPassage } from '../../../../../../src/main/core/match/text/exact-overlap.ts'
import { TextIndex } from '../../../../../../src/main/core/match/text/text-index.ts'

function read(tokens: readonly string[]) {
  const hasher = new ShingleHasher()
  for (const token of tokens) hasher.add(token)
  const hashes = hasher.finish()
  if (hashes === null) throw new Error('no words')
  return hashes
}

/** Words that no other text of the test has. */
function prose(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${name}${i}`)
}

function changed(tokens: readonly string[], every: number): string[] {
  return tokens.map((token, i) => (i % every === 0 ? `other${i}` : token))
}

const poem = prose('poem', 400)
const essay = prose('essay', 900)

describe('comparing two texts', () => {
  test('a quotation in another text is located to the word in both', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 60, max: 100 }),
        fc.nat(900),
        (from, length, at) => {
          const host = [...essay.slice(0, at), ...poem.slice(from, from + length), ...essay.slice(at)]
          const { kind, passages } = compareTexts(read(poem).marks, read(host).marks)
          const [passage] = passages
          const exact = passage === undefined ? null : exactPassage({ left: poem, right: host }, passage)
          expect({ kind, count: passages.length, exact }).toEqual({
            kind: 'partial',
            count: 1,
            exact: { left: { from, to: from + length }, right: { from: at, to: at + length }, equal: length },
          })
        },
      ),
      { numRuns: 60 },
    )
  })

  test('an edited copy is the same work, and its edits are bridged in one passage', () => {
    const copy = changed(poem, 13)
    const { kind, similarity, passages } = compareTexts(read(poem).marks, read(copy).marks)
    const [passage] = passages
    if (passage === undefined) throw new Error('nothing was found')
    const exact = exactPassage({ left: poem, right: copy }, passage)
    expect({ kind, whole: similarity > 0.9, equal: exact.equal }).toEqual({
      kind: 'near',
      whole: true,
      equal: copy.filter((token) => token.startsWith('poem')).length,
    })
  })

  test('parts in another order are the same work, though no passage is long', () => {
    const verses = Array.from({ length: 40 }, (_, i) => poem.slice(10 * i, 10 * i + 10))
    const turned = verses.toReversed().flat()
    expect(compareTexts(read(poem).marks, read(turned).marks).resemblance).toBeGreaterThan(0.3)
    expect(compareTexts(read(poem).marks, read(turned).marks).kind).not.toBeNull()
  })

  test('a figure of speech in common is not a match', () => {
    const saying = prose('saying', 14)
    const ours = [...poem.slice(0, 200), ...saying, ...poem.slice(200)]
    const theirs = [...essay.slice(0, 500), ...saying, ...essay.slice(500)]
    expect(compareTexts(read(ours).marks, read(theirs).marks).kind).toBeNull()
  })

  test('a table of the same row a thousand times ends at once and matches nothing', () => {
    const table = Array.from({ length: 6000 }, (_, i) => ['yes', 'no', 'perhaps'][i % 3] ?? '')
    expect(compareTexts(read(table).marks, read([...essay, ...table.slice(0, 9)]).marks).kind).toBeNull()
  })
})

describe('proposing texts to compare', () => {
  test('the source of a quotation comes first, and one without marks is found by its MinHash', () => {
    const index = new TextIndex()
    index.add(1, read(essay))
    index.add(2, read(poem))
    index.add(3, { marks: null, minhash: read(changed(poem, 40)).minhash })
    index.add(4, read(poem))
    index.remove(4)
    const quoting = read([...prose('letter', 300), ...poem.slice(100, 180), ...prose('end', 50)])
    const found = index.candidates(quoting, 5)
    const whole = index.candidates({ marks: null, minhash: read(poem).minhash }, 5)
    expect([found.map(({ text }) => text), whole.map(({ text }) => text)]).toEqual([[2], [2, 3]])
  })
})
