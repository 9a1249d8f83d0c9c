import { CsvError, parse } from 'csv-parse/sync'
import { Failure } from '../../../../shared/contract/errors.ts'
import { maxPayoutRows } from '../../../../shared/domain/payout-import.ts'

// The text of a table: its separator, its headings, its rows and the line each of them begins at.

export type TableRow = { line: number; cells: readonly string[] }
export type Table = { separator: string; columns: readonly string[]; rows: readonly TableRow[] }

const separators = [',', ';', '\t', '|'] as const
/** Rows from which separator and headings are told. */
const lookedAt = 40

function records(text: string, separator: string, to?: number): TableRow[] {
  const rows: TableRow[] = []
  parse(text, {
    delimiter: separator,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 1_000_000,
    ...(to === undefined ? {} : { to }),
    on_record: (record: string[], { lines }) => {
      // `lines` is where a record ends; breaks within its cells lie before that.
      const within = record.reduce((breaks, cell) => breaks + (cell.match(/\n/g)?.length ?? 0), 0)
      rows.push({ line: lines - within, cells: record.map(tidy) })
      return null
    },
  })
  return rows
}

/** Excel writes text that looks like a figure as `="00123"`. White space around, and what no cell shows, goes. */
function tidy(cell: string): string {
  const text = cell.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, '').trim()
  return /^="([^"]*)"$/.exec(text)?.[1] ?? text
}

const filled = ({ cells }: TableRow): number => cells.filter((cell) => cell !== '').length

/** The separator whose rows are alike in length, and long. */
function separatorOf(head: string): string {
  let best: { separator: string; score: number } = { separator: ',', score: 0 }
  for (const separator of separators) {
    let rows: TableRow[]
    try {
      rows = records(head, separator, lookedAt)
    } catch {
      continue
    }
    const lengths = Map.groupBy(rows, ({ cells }) => cells.length)
    for (const [length, alike] of lengths) {
      // Two rows of eight say more than thirty rows of two, but not than thirty of seven.
      const score = length < 2 ? 0 : alike.length * (length - 1)
      if (score > best.score) best = { separator, score }
    }
  }
  return best.separator
}

/** Headings that can be told apart: an empty one is named by its place, one that is there already by a number. */
function headings(cells: readonly string[]): string[] {
  const names: string[] = []
  for (const [at, cell] of cells.entries()) {
    const name = (cell === '' ? `Column ${at + 1}` : cell).slice(0, 280)
    let unique = name
    for (let n = 2; names.includes(unique); n++) unique = `${name} (${n})`
    names.push(unique)
  }
  return names
}

function broken(thrown: unknown, fileName: string): Failure {
  const line = thrown instanceof CsvError && typeof thrown['lines'] === 'number' ? `Line ${thrown['lines']}` : 'A line'
  const why =
    thrown instanceof CsvError && thrown.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'opens a quote that is never closed'
      : 'cannot be read as a row of a table'
  return new Failure(
    'BAD_INPUT',
    `${line} of “${fileName}” ${why}. Open the file in a spreadsheet, save it as CSV again, and import that.`,
    { detail: thrown instanceof Error ? thrown.message : String(thrown) },
  )
}

/**
 * Reads a table. Lines before its headings (a title, the period) are left out, and so is Excel's `sep=;`. Fails with BAD_INPUT
 * for what is no table, EMPTY_FILE for one without rows, TOO_LARGE for more than 20,000 of them.
 */
export function readTable(text: string, fileName: string): Table {
  if (text.includes('\u0000'))
    throw new Failure(
      'BAD_INPUT',
      `“${fileName}” is not text. Export the payouts as CSV, not as a workbook, and try again.`,
    )
  // One kind of line break, also at the very end: files are put together from others.
  const lines = `${text.replace(/\r\n?/g, '\n')}\n`
  const told = /^sep=(.)\n/i.exec(lines)
  const body = told === null ? lines : `\n${lines.slice(told[0].length)}`
  const separator = told?.[1] ?? separatorOf(body.slice(0, 200_000).replace(/[^\n]*$/, ''))
  let all: TableRow[]
  try {
    all = records(body, separator).filter((row) => filled(row) > 0)
  } catch (thrown) {
    throw broken(thrown, fileName)
  }
  const widest = all.slice(0, lookedAt).reduce((most, row) => (filled(row) > most ? filled(row) : most), 0)
  // Totals at the end may have fewer cells; headings have one for every column, or nearly.
  const at = all.findIndex((row) => filled(row) > widest >> 1 && row.cells.length > 1)
  const header = all[at]
  if (header === undefined || widest < 2)
    throw new Failure('BAD_INPUT', `“${fileName}” has no columns. Export the payouts as CSV and try again.`)
  const rows = all.slice(at + 1)
  if (rows.length === 0)
    throw new Failure('EMPTY_FILE', `“${fileName}” has headings and no rows: there is nothing to import.`)
  if (rows.length > maxPayoutRows) {
    throw new Failure(
      'TOO_LARGE',
      `“${fileName}” has ${rows.length} rows; ${maxPayoutRows} can be imported at once. Split it, by month for example: rows that are in two files are recognised.`,
    )
  }
  return { separator, columns: headings(header.cells), rows }
}
