import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { ledgerPageSql } from '../../../src/main/core/store/ledger.ts'
import { TransactionQuery } from '../../../src/shared/contract/wallet.ts'
import { Money } from '../../../src/shared/domain/money.ts'
import { addWork } from '../store/temp-store.ts'
import { createWalletBench, type WalletBench } from './bench.ts'

const usd = (amount: string) => Money.parse({ currency: 'USD', amount })
const all = TransactionQuery.parse({})

function balance(bench: WalletBench, currency = 'USD') {
  const found = bench.wallet.balances().balances.find((each) => each.currency === currency)
  if (found === undefined) return null
  const { available, pending, reserved, lifetimeEarned, lifetimeWithdrawn, held } = found
  return [available, pending, reserved, lifetimeEarned, lifetimeWithdrawn, held].map(({ amount }) => amount)
}
const day = 86_400_000

describe('the ledger', () => {
  it('keeps available, pending, reserved and lifetime apart from the first cent to the payout', () => {
    const bench = createWalletBench()
    const { wallet, earn, id } = bench
    earn('100.00')
    const pending = earn('50.00', { pending: true })
    const payout = wallet.record({
      type: 'payout',
      requestId: id(),
      money: usd('30.00'),
      description: '',
      pending: true,
    })
    expect(balance(bench)).toEqual(['70.00', '50.00', '30.00', '100.00', '0.00', '0.00'])
    wallet.settle({ requestId: id(), entryId: pending.entryId, outcome: 'posted', reason: '' })
    wallet.settle({ requestId: id(), entryId: payout.entryId, outcome: 'posted', reason: '' })
    expect(balance(bench)).toEqual(['120.00', '0.00', '0.00', '150.00', '30.00', '0.00'])
    const refused = earn('9.99', { pending: true })
    wallet.settle({ requestId: id(), entryId: refused.entryId, outcome: 'voided', reason: 'Never came' })
    expect([balance(bench)?.[0], wallet.get(refused.entryId)]).toMatchObject([
      '120.00',
      { state: 'voided', reason: 'Never came' },
    ])
    wallet.reverse({ requestId: id(), entryId: pending.entryId, reason: 'Paid twice' })
    expect(balance(bench)).toEqual(['70.00', '0.00', '0.00', '100.00', '30.00', '0.00'])
    expect(wallet.get(pending.entryId).state).toBe('reversed')
  })

  it('refuses what cannot be, and books nothing of it', () => {
    const bench = createWalletBench()
    const { wallet, earn, id } = bench
    const earned = earn('10.00')
    const payout = (amount: string) => () =>
      wallet.record({ type: 'payout', requestId: id(), money: usd(amount), description: '', pending: false })
    expect(payout('10.01')).toThrow('10.01 USD would leave, and only 10.00 USD is there')
    const reversed = wallet.reverse({ requestId: id(), entryId: earned.entryId, reason: 'mistake' })
    for (const entryId of [earned.entryId, reversed.entryId])
      expect(() => wallet.reverse({ requestId: id(), entryId, reason: 'again' })).toThrow(/revers/)
    expect(() => wallet.settle({ requestId: id(), entryId: earned.entryId, outcome: 'posted', reason: '' })).toThrow(
      'not pending',
    )
    const pending = earn('1.00', { pending: true })
    expect(() => wallet.settle({ requestId: id(), entryId: pending.entryId, outcome: 'voided', reason: '' })).toThrow(
      'Say why',
    )
    expect(() => wallet.reverse({ requestId: id(), entryId: pending.entryId, reason: 'x' })).toThrow('still pending')
    expect(
      wallet
        .list(all, null, 10)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['earning', 'earning', 'reversal'])
    expect(balance(bench)).toEqual(['0.00', '1.00', '0.00', '0.00', '0.00', '0.00'])
  })

  it('books a request once however often it comes, and refuses its id for anything else', () => {
    const bench = createWalletBench()
    const requestId = bench.id()
    const answers = Array.from({ length: 100 }, () => bench.earn('5.00', { requestId }).entryId)
    expect([new Set(answers).size, balance(bench)?.[0]]).toEqual([1, '5.00'])
    expect(() => bench.earn('5.01', { requestId })).toThrow('used for another booking')
    const exchange = {
      requestId: bench.id(),
      money: usd('2.00'),
      to: bench.earn('1', { currency: 'JPY' }).money.currency,
    }
    const once = () => bench.wallet.exchange({ ...exchange, rate: '150', rateSource: 'Bank', description: '' })
    expect(once()).toEqual(once())
    expect([balance(bench)?.[0], balance(bench, 'JPY')?.[0]]).toEqual(['3.00', '301'])
  })

  it('never mixes currencies: an exchange is two linked transfers with rate and source, reversed together', () => {
    const bench = createWalletBench()
    const { wallet, earn, id } = bench
    earn('100.00')
    const kwd = earn('0.001', { currency: 'KWD' }).money.currency
    const { from, to } = wallet.exchange({
      requestId: id(),
      money: usd('33.33'),
      to: kwd,
      rate: '0.30755',
      rateSource: 'ECB 2026-01-15',
      description: 'Fees in Kuwait',
    })
    // 33.33 × 0.30755 = 10.2506415
    expect([from.money.amount, to.money.amount]).toEqual(['-33.33', '10.251'])
    expect([from.link, to.link]).toEqual([
      { entryId: to.entryId, rate: '0.30755', rateSource: 'ECB 2026-01-15' },
      { entryId: from.entryId, rate: '0.30755', rateSource: 'ECB 2026-01-15' },
    ])
    wallet.reverse({ requestId: id(), entryId: to.entryId, reason: 'Wrong account' })
    expect([balance(bench)?.[0], balance(bench, 'KWD')?.[0]]).toEqual(['100.00', '0.001'])
    expect([wallet.get(from.entryId).state, wallet.get(to.entryId).state]).toEqual(['reversed', 'reversed'])
  })

  it('adds up beyond 64 bits, to the last unit', () => {
    const bench = createWalletBench()
    for (let i = 0; i < 12; i++) bench.earn('999999999999999999', { currency: 'JPY' })
    expect(balance(bench, 'JPY')?.[0]).toBe('11999999999999999988')
    bench.earn('0.000001', { currency: 'USD.6' })
    expect([balance(bench, 'USD.6')?.[0], balance(bench)]).toEqual(['0.000001', null])
  })

  it('ends pending transactions whose time has run out', () => {
    const bench = createWalletBench()
    const { entryId } = bench.earn('7.00', { pending: true, expiresAt: bench.clock.at + day })
    bench.clock.at += day - 1
    expect(balance(bench)?.[1]).toBe('7.00')
    bench.clock.at += 1
    expect([balance(bench)?.[1], bench.wallet.get(entryId).state]).toEqual(['0.00', 'expired'])
  })

  it('keeps its order when the clock is set back', () => {
    const bench = createWalletBench()
    const first = bench.earn('1.00')
    bench.clock.at -= 10 * day
    const second = bench.earn('2.00')
    expect([second.recordedAt - first.recordedAt, second.effectiveAt - first.effectiveAt]).toEqual([1, -10 * day])
  })

  it('pages newest first without gap or repetition, and filters by type, state, currency, work and words', () => {
    const bench = createWalletBench()
    const { wallet, earn, store } = bench
    const work = store.transaction('work', (write) => addWork(write))
    for (let i = 0; i < 7; i++) {
      bench.clock.at += i % 2 === 0 ? 1000 : -500
      earn(`${i + 1}.00`, {
        description: i === 3 ? 'Ｓync fee, Film' : `Streams ${i}`,
        ...(i === 5 ? { assetId: work.assetId } : {}),
      })
    }
    earn('3', { currency: 'JPY', pending: true })
    const seen: string[] = []
    let place: { effectiveAt: number; sequence: number } | null = null
    for (;;) {
      const page = wallet.list(all, place, 3)
      if (page.length === 0) break
      seen.push(...page.map(({ entryId }) => entryId))
      place = page.at(-1) ?? null
    }
    const whole = wallet.list(all, null, 100)
    expect(seen).toEqual(whole.map(({ entryId }) => entryId))
    expect(whole.map(({ effectiveAt }) => effectiveAt)).toEqual(
      whole.map(({ effectiveAt }) => effectiveAt).sort((a, b) => b - a),
    )
    const found = (query: Partial<TransactionQuery>) =>
      wallet.list({ ...all, ...query }, null, 100).map(({ money }) => money.amount)
    expect([
      found({ states: ['pending'] }),
      found({ assetId: work.assetId }),
      found({ text: 'FILM sync' }),
      found({ text: "x' OR 1=1 --" }),
      found({ types: ['payout'] }),
    ]).toEqual([['3'], ['6.00'], ['4.00'], [], []])
  })

  it('reads its pages by index', () => {
    const { store } = createWalletBench()
    const base = { types: [], states: [], currency: null, assetId: null, words: [] }
    const plans = [base, { ...base, currency: 'USD' }, { ...base, assetId: 'a' }, { ...base, states: ['pending'] }].map(
      (filter) => {
        const { sql, values } = ledgerPageSql(filter, { effectiveAt: 5, sequence: 5 }, 50)
        return store
          .read((read) => read.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values))
          .map(({ detail }) => detail)
      },
    )
    expect(plans.map((plan) => plan.some((detail) => detail.includes('TEMP B-TREE')))).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(plans.map((plan) => /USING INDEX (\w+)/.exec(plan[0] ?? '')?.[1])).toEqual([
      'ledger_newest',
      'ledger_currency',
      'ledger_asset',
      'ledger_pending',
    ])
  })

  it('refuses changes and removals in the database itself', () => {
    const bench = createWalletBench()
    bench.earn('1.00')
    bench.store.close()
    const database = new Database(bench.path)
    const refused = [
      'UPDATE ledger_entry SET currency = currency',
      'DELETE FROM ledger_entry',
      'INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry',
      'UPDATE ledger_posting SET amount = amount + 1',
      'DELETE FROM ledger_posting',
      'INSERT OR REPLACE INTO ledger_posting SELECT sequence, line, account, currency, phase, effective_at, 5 FROM ledger_posting',
    ].map((sql) => {
      try {
        database.exec(sql)
        return 'done'
      } catch (thrown) {
        return thrown instanceof Error ? thrown.message : ''
      }
    })
    database.close()
    expect(refused).toEqual(refused.map(() => 'the ledger is append-only'))
  })
})
