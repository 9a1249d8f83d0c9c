import { Currency } from '../../../../shared/domain/money.ts'
import type { PayoutMapping } from '../../../../shared/domain/payout-import.ts'
import { guessDates, guessDecimal, readAmount, readDay } from './payout-cells.ts'
import type { Table } from './payout-table.ts'

// Which column says what, guessed from headings that platforms use and from what stands below them.

type Part = keyof PayoutMapping['columns']

/** Words of headings, the likeliest first. */
const words: Readonly<Record<Part, readonly RegExp[]>> = {
  day: [
    /payment date|payout date|date paid|paid on|buchungstag|zahlungsdatum/,
    /^(date|datum|fecha|data|day|tag)$/,
    /date|datum|fecha/,
    /period|month|monat|mois|mes$/,
  ],
  amount: [
    /^(net|net amount|netto|payout|payout amount|amount paid|net revenue|net earnings)$/,
    /^(amount|betrag|montant|importe|importo|total)$/,
    /net |netto|payout|earning|royalt|revenue|auszahlung|gutschrift/,
    /amount|betrag|total|sum|value/,
  ],
  currency: [/^(currency|währung|devise|moneda|valuta|currency code|iso currency)$/, /currency|währung/],
  description: [
    /^(description|beschreibung|verwendungszweck|details|memo|note|subject)$/,
    /description|item|product|type|article|details|zweck/,
    /^(title|track|song|titel)$/,
  ],
  reference: [
    /^(reference|transaction id|transaction|payment id|payout id|invoice|order id|id|referenz|belegnummer)$/,
    /transaction|reference|referen|invoice|order|payment id/,
  ],
  work: [/^(work|track title|song title|work title|asset|title|titel|track|song|titre)$/],
}

const plain = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/\(.*\)/, '')
    .replace(/[_\-.]+/g, ' ')
    .trim()

const samples = 200

/** The column for a part: the first of its headings whose cells could be one. */
function find(
  table: Table,
  part: Part,
  taken: readonly string[],
  fits: (cells: readonly string[]) => boolean,
): string | null {
  for (const form of words[part]) {
    for (const [at, column] of table.columns.entries()) {
      if (taken.includes(column) || !form.test(plain(column))) continue
      if (fits(cellsOf(table, at))) return column
    }
  }
  return null
}

/** What stands in a column, without empty cells. */
export function cellsOf(table: Table, at: number): string[] {
  return table.rows
    .slice(0, samples)
    .map(({ cells }) => cells[at] ?? '')
    .filter((cell) => cell !== '')
}

const mostly = (cells: readonly string[], holds: (cell: string) => boolean): boolean =>
  cells.length > 0 && cells.filter(holds).length >= cells.length - (cells.length >> 2)

export type Guess = { mapping: PayoutMapping | null; unsure: ('decimal' | 'dates' | 'currency')[] }

/** `USD` of a heading such as `Earnings (USD)`. */
function currencyIn(heading: string): Currency | null {
  for (const [code] of heading.matchAll(/\b[A-Z]{3}\b/g)) {
    const known = Currency.safeParse(code)
    if (known.success) return known.data
  }
  return null
}

export function guessMapping(table: Table): Guess {
  const isDay = (cell: string) => (['ymd', 'dmy', 'mdy'] as const).some((order) => readDay(cell, order) !== null)
  const isAmount = (cell: string) => (['.', ','] as const).some((mark) => readAmount(cell, mark) !== null)
  const day = find(table, 'day', [], (cells) => mostly(cells, isDay))
  if (day === null) return { mapping: null, unsure: [] }
  const amount = find(table, 'amount', [day], (cells) => mostly(cells, isAmount))
  if (amount === null) return { mapping: null, unsure: [] }
  const currency = find(table, 'currency', [day, amount], (cells) =>
    mostly(cells, (cell) => Currency.safeParse(cell.toUpperCase()).success),
  )
  const taken = [day, amount, ...(currency === null ? [] : [currency])]
  const any = (cells: readonly string[]) => cells.length > 0
  const reference = find(table, 'reference', taken, any)
  if (reference !== null) taken.push(reference)
  const work = find(table, 'work', taken, any)
  const description = find(table, 'description', work === null ? taken : [...taken, work], any) ?? work
  const amounts = cellsOf(table, table.columns.indexOf(amount))
  const mark = guessDecimal(amounts)
  const order = guessDates(cellsOf(table, table.columns.indexOf(day)))
  const told = currency === null ? currencyIn(amount) : null
  const unsure: Guess['unsure'] = []
  if (!mark.sure) unsure.push('decimal')
  if (!order.sure) unsure.push('dates')
  if (currency === null && told === null) unsure.push('currency')
  return {
    mapping: {
      columns: { day, amount, currency, description, reference, work },
      currency: told,
      decimal: mark.decimal,
      dates: order.dates,
      precision: 'exact',
      right: null,
    },
    unsure,
  }
}

/** The columns that a mapping names and the table lacks. */
export function missingColumns(mapping: PayoutMapping, table: Table): string[] {
  return Object.values(mapping.columns).flatMap((name) => (name === null || table.columns.includes(name) ? [] : [name]))
}
