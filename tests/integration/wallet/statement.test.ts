import { execFileSync } from 'node:child_process'
import { accessSync, constants, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { cell } from '../../../src/main/core/wallet/rules/export-csv.ts'
import { StatementRequest } from '../../../src/shared/contract/wallet.ts'
import { ExchangeInput, RecordInput, SplitInput } from '../../../src/shared/domain/ledger.ts'
import { createWalletBench, type WalletBench } from './bench.ts'

const day = 86_400_000

function isThere(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** A year with everything in it that could trip another program. */
function year(): WalletBench {
  const bench = createWalletBench()
  const { clock, earn, id, wallet } = bench
  const shares = [
    { party: 'me', share: '2/3' },
    { party: 'Ána "X" 音', share: '1/3' },
  ]
  wallet.setSplit({ ...SplitInput.parse({ right: 'master', shares }), replaces: null })
  earn('100.01', { source: "=cmd|' /C calc'!A0", description: '"quoted"; and\nlines', right: 'master' })
  earn('0.000123', { currency: 'USD.6', source: 'crawler' })
  earn('500', { currency: 'JPY', source: '音楽' })
  clock.at += 40 * day
  const payout = { type: 'payout', requestId: id(), money: { currency: 'USD', amount: '20.00' }, description: '-5 out' }
  wallet.record(RecordInput.parse(payout))
  const pending = earn('1.234', { currency: 'KWD', source: '+1', pending: true })
  wallet.settle({ requestId: id(), entryId: pending.entryId, outcome: 'posted', reason: '' })
  earn('77.00', { pending: true })
  const exchange = {
    requestId: id(),
    money: { currency: 'USD', amount: '10.00' },
    to: 'EUR',
    rate: '0.9',
    rateSource: 'ECB',
  }
  wallet.exchange(ExchangeInput.parse(exchange))
  const wrong = earn('5.00')
  wallet.reverse({ requestId: id(), entryId: wrong.entryId, reason: 'Not mine' })
  return bench
}
/** What a reader of PDF finds on each page. */
async function textOfPages(bytes: Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const pages = []
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''))
  }
  return pages
}
const request = (format: string, fromDay: string, asOf: number | null = null) =>
  StatementRequest.parse({ format, fromDay, toDay: '2026-12-31', asOf })
const periods = ['2026-01-01', '2026-02-01']

describe('a statement', () => {
  it('is the same to the byte as of the same moment, whatever is booked afterwards', async () => {
    const { clock, earn, wallet } = year()
    const first = await wallet.statement(request('csv', '2026-01-01'))
    clock.at += day
    earn('999.00', { effectiveAt: clock.at - 30 * day })
    const asOf = first.head?.recordedAt ?? 0
    expect(await wallet.statement(request('csv', '2026-01-01', asOf))).toEqual(first)
    const later = await wallet.statement(request('csv', '2026-01-01'))
    expect([later.lines - first.lines, later.head?.hash === first.head?.hash]).toEqual([1, false])
    await expect(wallet.statement(request('csv', '2026-01-01', clock.at + day))).rejects.toThrow('known up to now')
    await expect(wallet.statement({ ...request('csv', '2026-01-01'), toDay: '2025-01-01' })).rejects.toThrow(
      'ends before it begins',
    )
  })

  it('ends with the head of the chain and with the balances of the wallet', async () => {
    const { wallet } = year()
    const { content, head } = await wallet.statement(request('csv', '2026-02-01'))
    const rows = content.split('\r\n').slice(0, -1)
    expect(rows.at(-1)).toContain(head?.hash)
    expect(
      rows.filter((row) => row.includes('opening balance')).map((row) => row.split(',').slice(5, 8).join(' ')),
    ).toEqual(['JPY  500', 'USD  66.67', 'USD.6  0.000123'])
    const lastOf = (currency: string) =>
      rows
        .findLast((row) => row.includes(`,${currency},`))
        ?.split(',')
        .at(7)
    const { balances } = wallet.balances()
    const booked = (currency: string) => balances.find((balance) => balance.currency === currency)?.available.amount
    expect(['USD', 'KWD', 'EUR'].map(lastOf)).toEqual(['USD', 'KWD', 'EUR'].map(booked))
  })

  it('on paper tells the same, page by page, and is the same bytes for the same moment', async () => {
    const bench = year()
    for (let i = 1; i <= 90; i++) bench.earn(`${i}.10`, { description: `Plate ${i}, Dvořák — Μουσική` })
    const made = await bench.wallet.statement(request('pdf', '2026-02-01'))
    const bytes = Buffer.from(made.content, 'base64')
    const pages = await textOfPages(bytes)
    const csv = (await bench.wallet.statement(request('csv', '2026-02-01'))).content
    const usdAfter = bench.wallet.balances().balances.find(({ currency }) => currency === 'USD')?.available.amount ?? ''
    expect([made.mediaType, made.encoding, pages.length]).toEqual(['application/pdf', 'base64', 3])
    const whole = pages.join('\n')
    for (const told of [
      'Wallet statement',
      '1 February 2026 – 31 December 2026',
      made.head?.hash ?? '',
      '4,140.67',
      '−20.00',
      '1.234',
      'Plate 90, Dvořák — Μουσική',
      'USD, continued',
    ])
      expect(whole).toContain(told)
    expect([usdAfter, csv.includes(usdAfter)]).toEqual(['4140.67', true])
    expect(pages.map((text) => /Page \d of \d/.exec(text)?.[0])).toEqual(['Page 1 of 3', 'Page 2 of 3', 'Page 3 of 3'])
    bench.clock.at += day
    bench.earn('1.00', { effectiveAt: bench.clock.at - 30 * day })
    const again = await bench.wallet.statement(request('pdf', '2026-02-01', made.head?.recordedAt ?? 0))
    expect(again.content === made.content).toBe(true)
  })

  it('makes cells inert that a spreadsheet would run', () => {
    const cells = ['=1+1', '+1', '-x', '@SUM(A1)', '\t=1', '-20.00', 'a "b"', 'plain', '']
    expect(cells.map(cell)).toEqual([
      `"'=1+1"`,
      '+1'.replace('+1', `"'+1"`),
      `"'-x"`,
      `"'@SUM(A1)"`,
      `"'\t=1"`,
      '-20.00',
      '"a ""b"""',
      'plain',
      '',
    ])
  })

  it.skipIf(!isThere('bean-check')).each(periods)(
    'is accepted by bean-check, balances included, from %s',
    async (fromDay) => {
      const { path, wallet } = year()
      const file = join(dirname(path), 'statement.beancount')
      writeFileSync(file, (await wallet.statement(request('beancount', fromDay))).content)
      expect(execFileSync('bean-check', [file], { encoding: 'utf8' })).toBe('')
    },
  )

  it.skipIf(!isThere('ledger')).each(periods)(
    'is accepted by ledger, which agrees with the app, from %s',
    async (fromDay) => {
      const { path, wallet } = year()
      const file = join(dirname(path), 'statement.ledger')
      writeFileSync(file, (await wallet.statement(request('ledger', fromDay))).content)
      const told = execFileSync('ledger', ['-f', file, 'balance', 'Assets:Wallet'], { encoding: 'utf8' })
      expect(told.trim().split(/\s*\n\s*/)).toEqual([
        '9.00 EUR',
        '500 JPY',
        '1.234 KWD',
        '36.67 USD',
        '0.000123 USD.6  Assets:Wallet',
      ])
    },
  )
})
