import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { Money } from '../../../src/shared/domain/money.ts'
import { openAt } from '../store/temp-store.ts'
import { verifyLedger } from '../../../src/main/core/wallet/verify.ts'
import { createWalletBench } from './bench.ts'
import { dirname } from 'node:path'

/** Eight entries, closed; then somebody takes the triggers away and changes the file. */
async function tampered(sql: string) {
  const bench = createWalletBench()
  const { wallet, earn, id } = bench
  for (let i = 1; i <= 5; i++) earn(`${i}.00`)
  const pending = earn('6.00', { pending: true })
  wallet.settle({ requestId: id(), entryId: pending.entryId, outcome: 'posted', reason: '' })
  wallet.record({
    type: 'payout',
    requestId: id(),
    money: Money.parse({ currency: 'USD', amount: '2.00' }),
    description: '',
    pending: false,
  })
  expect(await wallet.verify()).toMatchObject({ ok: true, entries: 8, broken: null })
  bench.store.close()
  const database = new Database(bench.path)
  const triggers = database
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger%'")
    .all()
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`)
  database.pragma('foreign_keys = OFF')
  database.exec(sql)
  database.close()
  const { broken } = await verifyLedger(openAt(dirname(bench.path)))
  return broken === null ? null : [broken.sequence, broken.reason]
}

describe('the check of the ledger', () => {
  it.each([
    ['an amount in a posting', 'UPDATE ledger_posting SET amount = amount * 10 WHERE sequence = 3', [3, 'altered']],
    [
      'an amount in the text',
      `UPDATE ledger_entry SET body = replace(body, '"300"', '"900"') WHERE sequence = 3`,
      [3, 'altered'],
    ],
    [
      'text and postings alike',
      `UPDATE ledger_entry SET body = replace(replace(body, '"300"', '"900"'), '"-300"', '"-900"') WHERE sequence = 3; UPDATE ledger_posting SET amount = amount * 3 WHERE sequence = 3`,
      [3, 'altered'],
    ],
    [
      'a column beside the text',
      'UPDATE ledger_entry SET effective_at = effective_at - 1 WHERE sequence = 4',
      [4, 'altered'],
    ],
    ['what is searched', `UPDATE ledger_entry SET text_key = 'nothing' WHERE sequence = 2`, [2, 'altered']],
    [
      'a removed entry',
      'DELETE FROM ledger_posting WHERE sequence = 5; DELETE FROM ledger_entry WHERE sequence = 5',
      [5, 'removed'],
    ],
    ['removed postings', 'DELETE FROM ledger_posting WHERE sequence = 5', [5, 'altered']],
    [
      'a cut tail',
      'DELETE FROM ledger_posting WHERE sequence > 6; DELETE FROM ledger_entry WHERE sequence > 6',
      [7, 'truncated'],
    ],
    [
      'a posting slipped in',
      `INSERT INTO ledger_posting VALUES (2, 9, 'Assets:Wallet', 'USD', 'posted', 0, 100)`,
      [2, 'altered'],
    ],
    [
      'postings behind the last entry',
      `INSERT INTO ledger_posting VALUES (99, 0, 'Assets:Wallet', 'USD', 'posted', 0, 100)`,
      [9, 'inserted'],
    ],
    ['a kept balance', `UPDATE ledger_sum SET low = low + 1 WHERE account = 'Assets:Wallet'`, [8, 'sums']],
    ['a kept balance taken out', `DELETE FROM ledger_sum WHERE account = 'Assets:PaidOut'`, [8, 'sums']],
    ['an entry that cannot be read', `UPDATE ledger_entry SET body = '{' WHERE sequence = 1`, [1, 'altered']],
  ])('names the first that does not hold: %s', async (_, sql, expected) => {
    expect(await tampered(sql)).toEqual(expected)
  })
})
