import { moneyOf } from '../../../../shared/domain/money.ts'
import type { Statement } from './statement.ts'

// RFC 4180, for spreadsheets: a cell that one would take for a formula is made text.

const formulaStart = /^[=+\-@\t\r]/
const plainNumber = /^-?\d+(\.\d+)?$/

/** A cell, quoted where it must be, and inert: `= + - @`, tab and return at its beginning get an apostrophe before them. */
export function cell(text: string): string {
  const inert = formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text
  return /["\r\n,;']/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}

const header = [
  'date',
  'type',
  'source',
  'description',
  'reason',
  'currency',
  'amount',
  'balance',
  'entry',
  'refers to',
  'hash',
]

/** One line per booking, opening balances before and the head of the chain after them. Lines end in CRLF. */
export function statementCsv(statement: Statement): string {
  const row = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`
  const opening = statement.opening
    .filter(({ account }) => account === 'Assets:Wallet')
    .map(({ currency, units }) => {
      const { amount } = moneyOf(currency, units)
      return row([statement.fromDay, 'opening balance', '', '', '', currency, '', amount, '', '', ''])
    })
  const lines = statement.lines.map((line) =>
    row([
      line.day,
      line.type,
      line.source,
      line.description,
      line.reason,
      line.currency,
      moneyOf(line.currency, line.amount).amount,
      moneyOf(line.currency, line.balance).amount,
      line.entryId,
      line.refersTo,
      line.hash,
    ]),
  )
  const { head } = statement
  const end =
    head === null
      ? []
      : [row([statement.toDay, 'ledger head', '', `entry ${head.sequence}`, '', '', '', '', '', '', head.hash])]
  return [row(header), ...opening, ...lines, ...end].join('')
}
