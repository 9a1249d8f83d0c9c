import { Currency, maxUnits, scaleOf } from '../../../../shared/domain/money.ts'
import type { PayoutMapping, PayoutProblem } from '../../../../shared/domain/payout-import.ts'
import { decimal, multiply, rational, roundHalfEven } from '../../../../shared/domain/rational.ts'
import { readAmount, readDay } from './payout-cells.ts'
import type { Table, TableRow } from './payout-table.ts'

// A row of a table as a payout, or what keeps it from being one.

export type Payout = {
  line: number
  day: string
  currency: Currency
  /** In smallest units; below zero for what a platform takes back. */
  units: bigint
  description: string
  reference: string | null
  /** A title, as written. */
  work: string | null
}

export type ReadRow = { ok: true; payout: Payout } | { ok: false; line: number; problems: PayoutProblem[] }

const shown = (cell: string): string => `“${cell.length > 60 ? `${cell.slice(0, 60)}…` : cell}”`

type Cell = (column: string | null) => string

function unitsIn(cell: string, currency: Currency, mapping: PayoutMapping): bigint | string {
  const figure = readAmount(cell, mapping.decimal)
  const other = mapping.decimal === '.' ? ',' : '.'
  if (figure === null) {
    if (readAmount(cell, other) !== null)
      return `${shown(cell)} is an amount if “${other}” is the decimal mark. Choose that one, or correct the cell.`
    return `${shown(cell)} is not an amount. Correct the cell, or leave the row out.`
  }
  const [, fraction = ''] = figure.split('.')
  const scale = scaleOf(currency)
  const beyond = fraction.slice(scale)
  if (mapping.precision === 'exact' && beyond !== '' && (/[1-9]/.test(beyond) || fraction.length === 3)) {
    const instead = currency.includes('.') ? '' : ` choose millionths (${currency}.6) for the whole file,`
    return `${shown(cell)} has ${fraction.length} digits after the “${mapping.decimal}”, and ${currency} has ${scale}. Check the decimal mark,${instead} or let amounts be rounded.`
  }
  const units = roundHalfEven(multiply(decimal(figure.slice(0, 80)), rational(10n ** BigInt(scale))))
  if (units > maxUnits || units < -maxUnits)
    return `${shown(cell)} is larger than one entry can hold. Correct the cell.`
  return units
}

function readOne(cell: Cell, row: TableRow, mapping: PayoutMapping): ReadRow {
  const { columns } = mapping
  const problems: PayoutProblem[] = []
  const problem = (column: string | null, message: string) =>
    problems.push({ line: row.line, column, message: `Line ${row.line}: ${message}` })
  const day = readDay(cell(columns.day), mapping.dates)
  if (day === null) {
    const text = cell(columns.day)
    problem(
      columns.day,
      text === ''
        ? 'the date is missing. Fill it in, or leave the row out.'
        : `${shown(text)} is not a date in the chosen order. Choose another order, or correct the cell.`,
    )
  }
  const code = columns.currency === null ? mapping.currency : cell(columns.currency).toUpperCase()
  const currency = Currency.safeParse(code ?? '')
  if (!currency.success) {
    problem(
      columns.currency,
      code === null
        ? 'nothing says in which currency it is. Choose one for the whole file.'
        : `${shown(code)} is not a currency such as USD. Correct the cell, or choose one currency for the whole file.`,
    )
  }
  let units = 0n
  if (currency.success) {
    const read = unitsIn(cell(columns.amount), currency.data, mapping)
    if (typeof read === 'bigint') units = read
    else problem(columns.amount, read)
  }
  if (day === null || !currency.success || problems.length > 0) return { ok: false, line: row.line, problems }
  const text = (column: string | null, length: number): string => cell(column).replace(/\s+/g, ' ').slice(0, length)
  return {
    ok: true,
    payout: {
      line: row.line,
      day,
      currency: currency.data,
      units,
      description: text(columns.description, 500),
      reference: text(columns.reference, 200) || null,
      work: text(columns.work, 500) || null,
    },
  }
}

/** Every row of the table; `mapping` names columns that the table has. */
export function readRows(table: Table, mapping: PayoutMapping): ReadRow[] {
  const places = new Map(table.columns.map((name, at) => [name, at]))
  return table.rows.map((row) => {
    const cell: Cell = (column) => (column === null ? '' : (row.cells[places.get(column) ?? -1] ?? ''))
    return readOne(cell, row, mapping)
  })
}

/** What makes a row the same payout in another file: all that is said of it, and how many like it came before it in its file. */
export function payoutIdentities(account: string, payouts: readonly Payout[]): string[] {
  const seen = new Map<string, number>()
  return payouts.map(({ currency, day, description, reference, units, work }) => {
    // A platform may word the same payout anew; its reference stays.
    const told = reference === null ? ['text', description, work ?? ''] : ['reference', reference]
    const identity = JSON.stringify([account, day, currency, units.toString(), ...told])
    const nth = (seen.get(identity) ?? 0) + 1
    seen.set(identity, nth)
    return `${identity}#${nth}`
  })
}
