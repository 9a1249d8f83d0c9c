import { describe, expect, it } from 'vitest'
import { parseAmount } from '../../../../src/renderer/pages/wallet/amount.ts'
import { emptyBooking, readBooking } from '../../../../src/renderer/pages/wallet/book-draft.ts'
import { totalOf } from '../../../../src/renderer/pages/wallet/split-draft.ts'

describe('amounts as people type them', () => {
  it.each([
    ['1,234.5', 'USD', '1234.50'],
    ['1.234,56', 'EUR', '1234.56'],
    ['64000', 'JPY', '64000'],
    ['0.1234', 'KWD', null],
    ['1.5', 'JPY', null],
    ['0.000001', 'USD.6', '0.000001'],
    ['0', 'USD', null],
    ['-5', 'USD', null],
    ['5', 'XXX', null],
  ])('%s in %s', (text, currency, amount) => expect(parseAmount(text, currency)?.amount ?? null).toBe(amount))
})

describe('the booking form', () => {
  const draft = { ...emptyBooking('USD'), amount: '12.5' }

  it('becomes the booking of its kind', () => {
    const contents = [
      { ...draft, source: 'Spotify', right: 'master' as const, territory: 'de', day: '2026-03-31' },
      { ...draft, type: 'adjustment' as const, reason: 'Fee', minus: true },
      { ...draft, type: 'payout' as const, pending: true },
      { ...draft, type: 'exchange' as const, to: 'EUR', rate: '0,92', rateSource: 'ECB' },
    ].map((each) => readBooking(each).ready?.content)
    expect(contents).toMatchObject([
      { type: 'earning', source: 'Spotify', right: 'master', territory: 'DE', effectiveAt: Date.UTC(2026, 2, 31, 12) },
      { type: 'adjustment', money: { amount: '-12.50' }, reason: 'Fee' },
      { type: 'payout', pending: true },
      { to: 'EUR', rate: '0.92', rateSource: 'ECB' },
    ])
  })

  it('tells what is missing or cannot be', () => {
    expect([
      readBooking({ ...draft, amount: '12.505' }).problems,
      readBooking({ ...draft, type: 'adjustment' }).problems,
      readBooking({ ...draft, type: 'advance' }).problems,
      readBooking({ ...draft, type: 'exchange', rate: 'much' }).problems,
      readBooking({ ...draft, right: 'master', territory: 'Germany' }).problems,
    ]).toEqual([
      { amount: 'amount' },
      { reason: 'needed' },
      { party: 'needed' },
      { rateSource: 'needed', rate: 'amount' },
      { territory: 'amount' },
    ])
  })
})

describe('shares as people type them', () => {
  const total = (...shares: string[]) => totalOf(shares.map((share, key) => ({ key, party: 'x', share })))
  it('are whole at exactly 100 % only', () => {
    expect([
      total('1/3', '1/3', '1/3'),
      total('33.33%', '66.66%'),
      total('50%', '50.01%'),
      total('1/2', 'half'),
    ]).toEqual([
      { percent: '100', whole: true },
      { percent: '99.99', whole: false },
      { percent: '100.01', whole: false },
      { percent: '50', whole: false },
    ])
  })
})
