import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  guessDates,
  guessDecimal,
  readAmount,
  readDay,
} from '../../../../../src/main/core/wallet/rules/payout-cells.ts'
import { guessMapping } from '../../../../../src/main/core/wallet/rules/payout-mapping.ts'
import { type Payout, payoutIdentities, readRows } from '../../../../../src/main/core/wallet/rules/payout-row.ts'
import { readTable } from '../../../../../src/main/core/wallet/rules/payout-table.ts'
import { moneyOf, unitsOf, Currency } from '../../../../../src/shared/domain/money.ts'
import { PayoutMapping } from '../../../../../src/shared/domain/payout-import.ts'

const usd = Currency.parse('USD')
const mapping = (part: Record<string, unknown> = {}): PayoutMapping =>
  PayoutMapping.parse({
    columns: { day: 'Date', amount: 'Amount', currency: 'Currency', description: 'Text', reference: 'Id' },
    decimal: '.',
    dates: 'ymd',
    ...part,
  })

describe('a table of payouts', () => {
  const text = fc.string({ unit: fc.constantFrom(...'aé音"\';,|= \n\t-+@9'), maxLength: 12 })
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
  const asShown = (cell: string) => cell.replace(/\r\n?/g, '\n').trim()

  it('is read back as it was written, each row with its line, whatever separates it and breaks its lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        (rows, separator, lineBreak, endsWithBreak) => {
          // A row without any text is no row.
          const told = rows.map((cells, at): string[] => [`n${at}`, ...cells])
          const lines = [['No', 'A', 'B', 'C'], ...told].map((cells) =>
            cells.map((cell) => quoted(cell.replaceAll('\n', lineBreak))).join(separator),
          )
          const table = readTable(lines.join(lineBreak) + (endsWithBreak ? lineBreak : ''), 'x.csv')
          let line = 2
          const expected = told.map((cells) => {
            const row = { line, cells: cells.map(asShown) }
            line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0)
            return row
          })
          expect(table).toEqual({ separator, columns: ['No', 'A', 'B', 'C'], rows: expected })
        },
      ),
    )
  })

  it('never throws anything but a sentence about the file, however broken it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a1,;"\n\r\t='), maxLength: 80 }), (broken) => {
        try {
          const table = readTable(broken, 'x.csv')
          for (const row of readRows(table, mapping())) expect(row.ok).toBe(false)
        } catch (thrown) {
          expect(String(thrown)).toContain('“x.csv”')
        }
      }),
    )
  })

  it('may begin with a title, an empty line and sep=, and have headings twice or not at all', () => {
    const read = (file: string) => {
      const { columns, rows, separator } = readTable(file, 'x.csv')
      return [separator, columns, rows.map(({ line, cells }) => `${line}:${cells.join('·')}`)]
    }
    expect([
      read('Report of 2026\n\nDate;Amount;Amount;\n2026-01-01;1;2;x\n'),
      read('sep=|\nDate|Amount\n2026-01-01|="007"\n'),
    ]).toEqual([
      [';', ['Date', 'Amount', 'Amount (2)', 'Column 4'], ['4:2026-01-01·1·2·x']],
      ['|', ['Date', 'Amount'], ['3:2026-01-01·007']],
    ])
    for (const file of ['', 'one\ntwo\n', 'Date,Amount\n', 'PK\u0003\u0004\u0000', 'Date,Amount\n1,"2\n3,4'])
      expect(() => readTable(file, 'x.csv')).toThrow('“x.csv”')
  })
})

describe('cells', () => {
  it('are amounts in either way of writing, or none', () => {
    const read = (cells: readonly string[], mark: '.' | ',') => cells.map((cell) => readAmount(cell, mark))
    expect(
      read(['1,234.50', '$ 1,234.5', '-3.10', '(12.30)', '12.30-', 'USD 5', "1'000.25", '.5', '1,00,000'], '.'),
    ).toEqual(['1234.50', '1234.5', '-3.10', '-12.30', '-12.30', '5', '1000.25', '0.5', '100000'])
    expect(read(['1.234,50 €', '−3,1', '1 234,5', '0,00-'], ',')).toEqual(['1234.50', '-3.1', '1234.5', '0.00'])
    const none = ['NaN', 'Infinity', '1e5', '=1+1', '1,5', '1.2.3', '--1', '-1-', '12,34.5', 'abc', '', '٣']
    expect(read(none, '.')).toEqual(none.map(() => null))
  })

  it('come back from every way an amount is printed', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.boolean(), (units, german) => {
        const { amount } = moneyOf(usd, units)
        const [whole = '', fraction = ''] = amount.split('.')
        const grouped = whole.replace(/\B(?=(\d{3})+$)/g, german ? '.' : ',')
        const printed = `${grouped}${german ? ',' : '.'}${fraction}`
        const read = readAmount(printed, german ? ',' : '.')
        expect(read === null ? null : unitsOf({ currency: usd, amount: read })).toBe(units)
        if (whole.replace('-', '').length > 3) expect(readAmount(printed, german ? '.' : ',')).toBeNull()
      }),
    )
  })

  it('are days that exist, in the chosen order', () => {
    expect(
      [
        ['2026-03-31', 'dmy'],
        ['2026-03-31T23:10:00Z', 'mdy'],
        ['31.03.2026', 'dmy'],
        ['3/31/26', 'mdy'],
        ['31 Mar 2026', 'mdy'],
        ['March 31st, 2026', 'dmy'],
        ['2024-02', 'ymd'],
        ['Feb 2026', 'ymd'],
        ['31/02/2026', 'dmy'],
        ['2026-02-30', 'ymd'],
        ['03/31/2026', 'dmy'],
        ['46112', 'ymd'],
        ['yesterday', 'ymd'],
        ['1905-01-01', 'ymd'],
      ].map(([cell = '', order]) => readDay(cell, order === 'dmy' || order === 'mdy' ? order : 'ymd')),
    ).toEqual([
      '2026-03-31',
      '2026-03-31',
      '2026-03-31',
      '2026-03-31',
      '2026-03-31',
      '2026-03-31',
      '2024-02-29',
      '2026-02-28',
      null,
      null,
      null,
      null,
      null,
      null,
    ])
  })

  it('tell how they are written, or that it cannot be told', () => {
    expect([
      guessDecimal(['1,234.50', '3']),
      guessDecimal(['1.234', '5,5']),
      guessDecimal(['0,125']),
      guessDecimal(['1.234.567']),
      guessDecimal(['1.234', '2.500']),
    ]).toEqual([
      { decimal: '.', sure: true },
      { decimal: ',', sure: true },
      { decimal: ',', sure: true },
      { decimal: ',', sure: true },
      { decimal: '.', sure: false },
    ])
    expect([
      guessDates(['03/04/2026', '13/04/2026']),
      guessDates(['03/14/2026']),
      guessDates(['03.04.2026']),
      guessDates(['03/04/2026']),
      guessDates(['2026-03-04']),
    ]).toEqual([
      { dates: 'dmy', sure: true },
      { dates: 'mdy', sure: true },
      { dates: 'dmy', sure: true },
      { dates: 'mdy', sure: false },
      { dates: 'ymd', sure: true },
    ])
  })
})

describe('rows', () => {
  const rows = (lines: readonly string[], part = {}) =>
    readRows(readTable(['Date,Amount,Currency,Text,Id', ...lines].join('\n'), 'x.csv'), mapping(part))
  const told = (line: string, part = {}) => {
    const [row] = rows([line], part)
    return row?.ok === true
      ? [row.payout.day, row.payout.units, row.payout.currency]
      : row?.problems.map(({ column, message }) => [column, message])
  }

  it('say which cell is wrong, in which line, and what to do next', () => {
    expect([
      told('2026-01-01,1.50,USD,x,1'),
      told('2026-01-01,-1.50,JPY,x,1', { precision: 'round' }),
      told('01.02.2026,1.50,USD,x,1'),
      told('2026-01-01,"1,50",USD,x,1'),
      told('2026-01-01,1.500,USD,x,1'),
      told('2026-01-01,1.5000,USD,x,1'),
      told('2026-01-01,NaN,USD,x,1'),
      told('2026-01-01,=1+1,Dollar,x,1'),
      told('2026-01-01,99999999999999999999,USD,x,1'),
      told(',1,usd,x,1'),
    ]).toEqual([
      ['2026-01-01', 150n, 'USD'],
      ['2026-01-01', -2n, 'JPY'],
      [['Date', 'Line 2: “01.02.2026” is not a date in the chosen order. Choose another order, or correct the cell.']],
      [['Amount', 'Line 2: “1,50” is an amount if “,” is the decimal mark. Choose that one, or correct the cell.']],
      [
        [
          'Amount',
          'Line 2: “1.500” has 3 digits after the “.”, and USD has 2. Check the decimal mark, choose millionths (USD.6) for the whole file, or let amounts be rounded.',
        ],
      ],
      ['2026-01-01', 150n, 'USD'],
      [['Amount', 'Line 2: “NaN” is not an amount. Correct the cell, or leave the row out.']],
      [
        [
          'Currency',
          'Line 2: “DOLLAR” is not a currency such as USD. Correct the cell, or choose one currency for the whole file.',
        ],
      ],
      [['Amount', 'Line 2: “99999999999999999999” is larger than one entry can hold. Correct the cell.']],
      [['Date', 'Line 2: the date is missing. Fill it in, or leave the row out.']],
    ])
  })

  it('are the same payout in another file, and two payouts where a file has two', () => {
    const payouts = (lines: readonly string[]): Payout[] => rows(lines).flatMap((row) => (row.ok ? [row.payout] : []))
    const a = '2026-01-01,1.00,USD,Streams,'
    const b = '2026-01-01,1.00,USD,Streams,R7'
    const first = payoutIdentities('Income:X', payouts([a, a, b]))
    const second = payoutIdentities('Income:X', payouts([b.replace('Streams', 'Streaming'), a, a, a]))
    expect([new Set(first).size, second.filter((key) => first.includes(key)).length]).toEqual([3, 3])
    expect(payoutIdentities('Income:Y', payouts([a])).some((key) => first.includes(key))).toBe(false)
  })

  it('are mapped by what platforms call their columns', () => {
    const guess = (file: string) => guessMapping(readTable(file, 'x.csv'))
    expect([
      guess('Reporting Date,Sale Month,Store,Title,Quantity,Earnings (USD)\n2026-02-28,2026-01,Shop,Song,3,0.0123\n'),
      guess('Buchungstag;Verwendungszweck;Betrag;Währung\n03.01.2026;Tantiemen;1.234,50;EUR\n'),
      guess('A,B\n1,2\n'),
    ]).toMatchObject([
      {
        mapping: {
          columns: { day: 'Reporting Date', amount: 'Earnings (USD)', currency: null, work: 'Title' },
          currency: 'USD',
          decimal: '.',
          dates: 'ymd',
        },
        unsure: [],
      },
      {
        mapping: {
          columns: { day: 'Buchungstag', amount: 'Betrag', currency: 'Währung', description: 'Verwendungszweck' },
          decimal: ',',
          dates: 'dmy',
        },
        unsure: [],
      },
      { mapping: null },
    ])
  })
})
