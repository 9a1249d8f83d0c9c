import { readFileSync } from 'node:fs'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { isBitcoinAddress, isEthereumAddress } from '../../../src/main/core/wallet/payouts/addresses.ts'
import { ibanProblem } from '../../../src/main/core/wallet/payouts/details.ts'
import { PayoutRequestInput, PayoutSettingsInput } from '../../../src/shared/domain/payout.ts'
import { createWalletBench, type WalletBench } from './bench.ts'

const iban = 'DE89 3704 0044 0532 0130 00'
const bank = (more: object = {}) =>
  PayoutSettingsInput.parse({
    details: { method: 'bank', holder: 'Ana Silva', iban, bic: 'COBADEFFXXX', ...more },
    minimum: { currency: 'USD', amount: '50.00' },
  })
const request = (bench: WalletBench, amount: string) =>
  bench.wallet.requestPayout(
    PayoutRequestInput.parse({ requestId: bench.id(), money: { currency: 'USD', amount }, description: 'May' }),
  )

describe('payouts', () => {
  it('check what has a checksum: published examples hold, each with one character changed does not', () => {
    const ibans = ['GB82 WEST 1234 5698 7654 32', 'NO93 8601 1117 947', 'MT84MALT011000012345MTLCAST001S', iban]
    expect(ibans.map(ibanProblem)).toEqual([null, null, null, null])
    expect(
      ['DE89370400440532013001', 'DE8937040044053201300', 'ZZ89370400440532013000', 'DE'].map(ibanProblem),
    ).toEqual([
      expect.stringContaining('check digits'),
      expect.stringContaining('22 characters'),
      expect.stringContaining('no IBANs in ZZ'),
      expect.stringContaining('two letters'),
    ])
    const bitcoin = [
      '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
      '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy',
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
      'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4',
      'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
    ]
    expect(bitcoin.map(isBitcoinAddress)).toEqual(bitcoin.map(() => true))
    const wrong = [
      '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb',
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5',
      'bc1qw508D6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
      'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx',
      '',
      '0x',
    ]
    expect(wrong.map(isBitcoinAddress)).toEqual(wrong.map(() => false))
    const ethereum = ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed']
    expect([...ethereum, '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD', '0x5aAeb6'].map(isEthereumAddress)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it('are sealed: nothing of the account stands in an answer, a document or the profile', async () => {
    const bench = createWalletBench()
    expect(bench.wallet.payoutSettings()).toBeNull()
    const shown = bench.wallet.setPayoutSettings(bank())
    bench.earn('500.00')
    const asked = request(bench, '120.00')
    const document = Buffer.from((await bench.wallet.payoutDocument(asked.entryId)).content, 'base64')
    const page = await (await getDocument({ data: new Uint8Array(document), verbosity: 0 }).promise).getPage(1)
    const text = (await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('')
    for (const told of ['Payout request', '120.00 USD', 'DE89 … 3000', 'May', asked.entryId, 'moves no money'])
      expect(text).toContain(told)
    bench.store.close()
    const everything = [JSON.stringify([shown, asked]), text, readFileSync(bench.path, 'latin1')].join()
    for (const canary of ['37040044', '3704 0044', 'Ana Silva', 'COBADEFF']) expect(everything).not.toContain(canary)
  })

  it('are pending until a person says what became of them, and are never more than there is or less than the minimum', async () => {
    const bench = createWalletBench()
    bench.earn('500.00')
    const available = () => bench.wallet.balances().balances[0]?.available.amount
    expect(() => request(bench, '100.00')).toThrow('Say first where')
    bench.wallet.setPayoutSettings(bank())
    expect(() => request(bench, '49.99')).toThrow('below your minimum of 50.00')
    expect(() => request(bench, '500.01')).toThrow('only 500.00 USD is there')
    const [done, failed, voided] = [request(bench, '100.00'), request(bench, '60.00'), request(bench, '50.00')]
    expect([done.state, done.destination, available()]).toEqual([
      'pending',
      { method: 'bank', text: 'DE89 … 3000' },
      '290.00',
    ])
    const settle = (entryId: typeof done.entryId, outcome: 'posted' | 'failed' | 'voided', reason: string) =>
      bench.wallet.settle({ requestId: bench.id(), entryId, outcome, reason }).state
    expect(() => settle(failed.entryId, 'failed', '')).toThrow('Say why it failed')
    expect([
      settle(done.entryId, 'posted', ''),
      settle(failed.entryId, 'failed', 'The bank sent it back'),
      settle(voided.entryId, 'voided', 'Not wanted'),
      available(),
    ]).toEqual(['completed', 'failed', 'voided', '400.00'])
    expect(() => bench.wallet.setPayoutSettings(bank({ iban: 'DE00' }))).toThrow('Nothing was changed')
    expect([bench.wallet.clearPayoutSettings(), bench.wallet.payoutSettings()]).toEqual([true, null])
    expect(await bench.wallet.verify()).toMatchObject({ ok: true })
  })
})
