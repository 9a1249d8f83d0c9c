import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountPart } from '../../../../../src/main/core/wallet/rules/accounts.ts'
import { canonicalJson, imbalance } from '../../../../../src/main/core/wallet/rules/entry.ts'
import {
  earningPostings,
  payoutPostings,
  reversalPostings,
  settlementPostings,
  walletEffect,
} from '../../../../../src/main/core/wallet/rules/postings.ts'
import {
  cycleThrough,
  type Derivative,
  type Occasion,
  overlaps,
  partiesOf,
  passedOn,
  type Split,
  splitFor,
  splitProblem,
} from '../../../../../src/main/core/wallet/rules/splits.ts'
import { add, parseShare, rational, toFraction } from '../../../../../src/shared/domain/rational.ts'

const share = (text: string) => parseShare(text) ?? rational(0n)
const split = (part: Partial<Split>, shares: Record<string, string> = { me: '1/1' }): Split => ({
  id: 's',
  assetId: null,
  right: 'master',
  territory: 'WW',
  fromDay: '1970-01-01',
  toDay: null,
  shares: Object.entries(shares).map(([party, text]) => ({ party, share: share(text) })),
  ...part,
})
const derivative = (derivativeId: string, originalId: string, text: string): Derivative => ({
  derivativeId,
  originalId,
  right: 'master',
  share: share(text),
})
const on: Occasion = { right: 'master', territory: 'DE', day: '2026-05-01' }

describe('bookings', () => {
  it('balance in every phase, whatever is divided, recouped, settled or reversed', () => {
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 15n })
    const parties = fc.array(fc.record({ amount: amounts, part: fc.bigInt({ min: 0n, max: 4n }) }), { maxLength: 6 })
    fc.assert(
      fc.property(amounts, parties, fc.constantFrom('pending' as const, 'posted' as const), (own, others, state) => {
        const shares = [
          { party: 'me', share: '1/2', amount: own, recouped: 0n },
          ...others.map(({ amount, part }, index) => ({
            party: `P${index}`,
            share: '1/9',
            amount,
            recouped: part === 0n ? 0n : amount / part,
          })),
        ]
        const total = shares.reduce((sum, { amount }) => sum + amount, 0n)
        const postings = earningPostings(state, total, 'Spotify', shares)
        const settled = settlementPostings(postings, 'posted')
        const all = [postings, settled, settlementPostings(postings, 'voided'), reversalPostings(settled)]
        expect(all.map(imbalance)).toEqual([null, null, null, null])
        const recouped = shares.reduce((sum, each) => sum + each.recouped, 0n)
        expect(walletEffect(postings)).toBe(own + recouped)
      }),
    )
  })

  it('keep money on its way in apart from money on its way out', () => {
    expect(payoutPostings('pending', 500n, null)).toEqual([
      { account: 'Assets:Wallet', phase: 'reserved', amount: -500n },
      { account: 'Assets:PaidOut', phase: 'reserved', amount: 500n },
    ])
    expect(earningPostings('pending', 500n, 'Bandcamp', [])).toEqual([
      { account: 'Assets:Wallet', phase: 'pending', amount: 500n },
      { account: 'Income:Bandcamp', phase: 'pending', amount: -500n },
    ])
  })

  it('name accounts by what people write', () => {
    expect(['spotify AB', '  ', 'Élan & Co.', '7digital', '音楽 出版', '=cmd|x'].map(accountPart)).toEqual([
      'Spotify-AB',
      'Other',
      'Élan-Co',
      '7digital',
      '音楽-出版',
      'Cmd-x',
    ])
  })

  it('are hashed as text that does not depend on the order of keys', () => {
    expect(canonicalJson({ b: 1n, a: [{ d: 'x"', c: undefined }], c: null })).toBe(
      '{"a":[{"d":"x\\""}],"b":"1","c":null}',
    )
  })
})

describe('splits', () => {
  it('total one exactly: a hundredth of a per cent too much or too little is refused', () => {
    const problems = [
      { a: '1/3', b: '1/3', c: '1/3' },
      { a: '33.33%', b: '33.33%', c: '33.33%' },
      { a: '50%', b: '50.01%' },
      { a: '100%', b: '0%' },
    ].map((shares) => splitProblem(split({}, shares).shares))
    expect(
      problems.map((problem) => (problem?.at === 'total' ? toFraction(problem.total) : (problem?.at ?? null))),
    ).toEqual([null, '9999/10000', '10001/10000', 'share'])
  })

  it('the work’s own comes before the general one, its territory’s before the world’s, in its days only', () => {
    const splits = [
      split({ id: 'general' }),
      split({ id: 'general DE', territory: 'DE' }),
      split({ id: 'own', assetId: 'w', fromDay: '2026-01-01', toDay: '2026-06-30' }),
      split({ id: 'own FR', assetId: 'w', territory: 'FR' }),
      split({ id: 'composition', assetId: 'w', right: 'composition' }),
    ]
    const found = (assetId: string, occasion: Partial<Occasion>) =>
      splitFor(splits, assetId, { ...on, ...occasion })?.id
    expect([
      found('w', {}),
      found('w', { day: '2026-06-30' }),
      found('w', { day: '2026-07-01' }),
      found('w', { territory: 'FR' }),
      found('other', { territory: 'US' }),
    ]).toEqual(['own', 'own', 'general DE', 'own FR', 'general'])
    expect(overlaps(split({ toDay: '2026-01-31' }), split({ fromDay: '2026-01-31' }))).toBe(true)
    expect(overlaps(split({ toDay: '2026-01-31' }), split({ fromDay: '2026-02-01' }))).toBe(false)
    expect(overlaps(split({}), split({ territory: 'DE' }))).toBe(false)
  })

  it('follow derivatives to their originals, in exact fractions', () => {
    const splits = [
      split({ assetId: 'song' }, { me: '1/2', Ana: '1/2' }),
      split({ assetId: 'remix' }, { me: '2/3', Ben: '1/3' }),
    ]
    const parts = partiesOf('edit', on, splits, [
      derivative('edit', 'remix', '1/2'),
      derivative('remix', 'song', '1/4'),
    ])
    expect(Object.fromEntries(parts.map(({ key, share: part }) => [key, toFraction(part)]))).toEqual({
      me: '13/16',
      Ana: '1/16',
      Ben: '1/8',
    })
    expect(toFraction(parts.reduce((sum, part) => add(sum, part.share), rational(0n)))).toBe('1/1')
  })

  it('form no circle: the works that would be one are named', () => {
    const links = [derivative('b', 'a', '10%'), derivative('c', 'b', '10%'), derivative('d', 'c', '10%')]
    expect(cycleThrough(derivative('a', 'd', '10%'), links)).toEqual(['a', 'd', 'c', 'b', 'a'])
    expect(cycleThrough(derivative('a', 'a', '10%'), links)).toEqual(['a', 'a'])
    expect(cycleThrough(derivative('d', 'a', '10%'), links)).toBeNull()
    expect(cycleThrough({ ...derivative('a', 'd', '10%'), right: 'composition' }, links)).toBeNull()
    expect(toFraction(passedOn(derivative('b', 'z', '95%'), links))).toBe('21/20')
  })
})
