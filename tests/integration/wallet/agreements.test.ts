import { describe, expect, it } from 'vitest'
import { DerivativeInput, RecordInput, SplitInput } from '../../../src/shared/domain/ledger.ts'
import { addWork } from '../store/temp-store.ts'
import { createWalletBench } from './bench.ts'

const failureOf = (act: () => unknown) => {
  try {
    act()
    return null
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? [thrown.code, thrown.message] : [thrown]
  }
}

function withSplit() {
  const bench = createWalletBench()
  const work = bench.store.transaction('work', (write) => addWork(write))
  const set = (input: unknown) => bench.wallet.setSplit({ ...SplitInput.parse(input), replaces: null })
  return { ...bench, assetId: work.assetId, set }
}

describe('splits and recoupment', () => {
  it('divides an earning, takes an advance back first, and pays what is owed', () => {
    const { wallet, earn, id, assetId, set, clock } = withSplit()
    set({
      assetId,
      right: 'master',
      shares: [
        { party: 'me', share: '1/3' },
        { party: 'Ana Silva', share: '1/3' },
        { party: 'Ben', share: '1/3' },
      ],
    })
    earn('500.00')
    const advance = {
      type: 'advance',
      requestId: id(),
      party: 'Ana-Silva',
      money: { currency: 'USD', amount: '20.00' },
    }
    wallet.record(RecordInput.parse(advance))
    const first = earn('100.00', { assetId, right: 'master' })
    expect([
      first.money.amount,
      first.gross.amount,
      first.shares.map(({ party, money, recouped }) => [party, money.amount, recouped.amount]),
    ]).toEqual([
      '53.33',
      '100.00',
      [
        ['Ana-Silva', '33.34', '20.00'],
        ['Ben', '33.33', '0.00'],
        ['me', '33.33', '0.00'],
      ],
    ])
    const { balances, parties } = wallet.balances()
    expect([balances[0]?.available.amount, balances[0]?.held.amount, balances[0]?.lifetimeEarned.amount]).toEqual([
      '533.33',
      '46.67',
      '533.33',
    ])
    expect(parties.map(({ name, sums }) => [name, sums[0]?.owed.amount, sums[0]?.advanced.amount])).toEqual([
      ['Ana Silva', '13.34', '0.00'],
      ['Ben', '33.33', '0.00'],
    ])
    const payout = (amount: string) =>
      wallet.record(
        RecordInput.parse({ type: 'payout', requestId: id(), party: 'Ben', money: { currency: 'USD', amount } }),
      )
    payout('33.33')
    expect(wallet.balances().parties[1]?.sums).toEqual([])
    expect(
      wallet.shares({
        money: first.gross,
        assetId,
        right: 'composition',
        territory: 'WW',
        day: new Date(clock.at).toISOString().slice(0, 10),
      }),
    ).toEqual([{ party: 'me', share: '1/1', money: first.gross, recouped: { currency: 'USD', amount: '0.00' } }])
  })

  it('refuses splits that are not 100 %, that ask for the same money twice, and names that cannot be told apart', () => {
    const { assetId, set, wallet } = withSplit()
    const shares = (...parts: string[]) =>
      parts.map((share, index) => ({ party: index === 0 ? 'me' : `P${index}`, share }))
    expect(failureOf(() => set({ assetId, right: 'master', shares: shares('50%', '49.99%') }))).toEqual([
      'BAD_INPUT',
      'The shares total 99.99 % (exactly 9999/10000), not 100 %. Nothing was changed.',
    ])
    expect(failureOf(() => set({ assetId, right: 'master', shares: shares('50%', '50.01%') }))?.[0]).toBe('BAD_INPUT')
    const made = set({ assetId, right: 'master', shares: shares('1/2', '1/2') })
    expect(failureOf(() => set({ assetId, right: 'master', fromDay: '2030-01-01', shares: shares('1/1') }))?.[0]).toBe(
      'CONFLICT',
    )
    expect(set({ assetId, right: 'master', territory: 'DE', shares: shares('1/1') }).territory).toBe('DE')
    expect(
      failureOf(() =>
        set({
          right: 'composition',
          shares: [
            { party: 'P 1', share: '1/2' },
            { party: 'P_1', share: '1/2' },
          ],
        }),
      )?.[0],
    ).toBe('CONFLICT')
    const input = SplitInput.parse({ assetId, right: 'master', shares: shares('1/4', '3/4') })
    wallet.setSplit({ ...input, replaces: made.splitId })
    expect(
      wallet.splits(assetId).splits.map((split) => [split.territory, split.shares.map(({ share }) => share)]),
    ).toEqual([
      ['DE', ['1/1']],
      ['WW', ['1/4', '3/4']],
    ])
  })

  it('passes a part on to originals, and refuses circles and more than everything', () => {
    const { wallet, store, earn, assetId: song, set } = withSplit()
    const [remix, edit] = ['remix', 'edit'].map(
      (title) => store.transaction('work', (write) => addWork(write, { title })).assetId,
    )
    const link = (derivativeId: unknown, originalId: unknown, share: string) =>
      wallet.setDerivative(DerivativeInput.parse({ derivativeId, originalId, right: 'master', share }))
    set({ assetId: song, right: 'master', shares: [{ party: 'Ana', share: '1/1' }] })
    link(remix, song, '1/2')
    link(edit, remix, '50%')
    expect(failureOf(() => link(song, edit, '1/10'))).toMatchObject([
      'CONFLICT',
      expect.stringContaining('in a circle'),
    ])
    expect(failureOf(() => link(remix, edit, '1/10'))?.[0]).toBe('CONFLICT')
    expect(failureOf(() => link(edit, song, '51%'))).toMatchObject(['CONFLICT', expect.stringContaining('101 %')])
    const earned = earn('100.01', { ...(edit === undefined ? {} : { assetId: edit }), right: 'master' })
    expect(earned.shares.map(({ party, share, money }) => [party, share, money.amount])).toEqual([
      ['Ana', '1/4', '25.00'],
      ['me', '3/4', '75.01'],
    ])
  })
})
