import { type Currency, moneyOf } from '../../../shared/domain/money.ts'
import { createPaper, inner, muted, page, type Paper } from '../paper/paper.ts'
import type { Statement, StatementLine } from '../wallet/rules/statement.ts'

// A statement on paper: totals first, then a table for each currency, the ledger's head at the foot of every page.

export type StatementPaperRequest = { statement: Statement }

const rowHeight = 15
const wallet = 'Assets:Wallet'

/** Columns from the left: day, what, amount, balance. Figures stand at their right edge. */
const columns = { day: 62, amount: 92, balance: 98 }
const what = inner - columns.day - columns.amount - columns.balance - 12

const dayName = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`))

/** `-1234.50` as `−1,234.50`. */
export function printed(currency: Currency, units: bigint): string {
  const { amount } = moneyOf(currency, units)
  const [whole = '', fraction] = amount.replace('-', '').split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${units < 0n ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

type Totals = { currency: Currency; opening: bigint; in: bigint; out: bigint; closing: bigint; lines: StatementLine[] }

function totalsOf({ closing, lines, opening }: Statement): Totals[] {
  const own = (sums: Statement['opening'], currency: Currency): bigint =>
    sums.find((sum) => sum.account === wallet && sum.currency === currency)?.units ?? 0n
  const currencies = [...new Set([...opening, ...closing].map(({ currency }) => currency))].sort()
  const byCurrency = Map.groupBy(lines, ({ currency }) => currency)
  return currencies.map((currency) => {
    const own_ = byCurrency.get(currency) ?? []
    const sum = (of: (amount: bigint) => boolean) =>
      own_.reduce((total, { amount }) => (of(amount) ? total + amount : total), 0n)
    return {
      currency,
      opening: own(opening, currency),
      in: sum((amount) => amount > 0n),
      out: sum((amount) => amount < 0n),
      closing: own(closing, currency),
      lines: own_,
    }
  })
}

const right = page.left + inner

function totalsTable(paper: Paper, from: number, totals: readonly Totals[]): number {
  let y = from
  const width = 92
  const place = (index: number): number => right - (4 - index) * width
  for (const [index, name] of ['Opening', 'In', 'Out', 'Closing'].entries())
    paper.text(name, place(index), y, { size: 8, colour: muted, width, align: 'end' })
  y += 13
  paper.rule(y)
  y += 4
  for (const { closing, currency, in: received, opening, out } of totals) {
    y = room(paper, y, rowHeight)
    paper.text(currency, page.left, y, { face: 'strong' })
    for (const [index, units] of [opening, received, out, closing].entries())
      paper.text(printed(currency, units), place(index), y, { face: 'mono', size: 8, width, align: 'end' })
    y += rowHeight
  }
  return y
}

/** `y`, or the top of a new page where less than `height` is left. */
function room(paper: Paper, y: number, height: number, onNewPage?: (y: number) => number): number {
  if (y + height <= page.height - page.bottom) return y
  paper.addPage()
  return onNewPage === undefined ? page.top : onNewPage(page.top)
}

function currencyTable(paper: Paper, from: number, totals: Totals, period: Statement): number {
  const { closing, currency, lines, opening } = totals
  const amountAt = right - columns.balance - columns.amount
  const heading = (at: number, name: string): number => {
    paper.text(name, page.left, at, { face: 'strong', size: 11 })
    const y = at + 4
    paper.text('Amount', amountAt, y, { size: 8, colour: muted, width: columns.amount, align: 'end' })
    paper.text('Balance', right - columns.balance, y, { size: 8, colour: muted, width: columns.balance, align: 'end' })
    paper.rule(at + 18)
    return at + 22
  }
  const row = (y: number, day: string, told: string, amount: bigint | null, balance: bigint, strong: boolean): void => {
    const face = strong ? 'strong' : 'text'
    paper.text(day, page.left, y + 0.5, { face: 'mono', size: 8, colour: muted, width: columns.day })
    paper.text(told, page.left + columns.day, y, { face, size: 9, width: what })
    if (amount !== null)
      paper.text(printed(currency, amount), amountAt, y + 0.5, {
        face: 'mono',
        size: 8,
        width: columns.amount,
        align: 'end',
      })
    paper.text(printed(currency, balance), right - columns.balance, y + 0.5, {
      face: 'mono',
      size: 8,
      width: columns.balance,
      align: 'end',
    })
  }
  let y = heading(room(paper, from, 22 + rowHeight * 3), currency)
  row(y, period.fromDay, 'Opening balance', null, opening, true)
  y += rowHeight
  for (const each of lines) {
    y = room(paper, y, rowHeight, (top) => heading(top, `${currency}, continued`))
    row(y, each.day, toldOf(each), each.amount, each.balance, false)
    y += rowHeight
  }
  y = room(paper, y, rowHeight + 4, (top) => heading(top, `${currency}, continued`))
  paper.rule(y)
  row(y + 4, period.toDay, 'Closing balance', null, closing, true)
  return y + 4 + rowHeight
}

const names: Record<StatementLine['type'], string> = {
  earning: 'Earning',
  payout: 'Payout',
  adjustment: 'Adjustment',
  advance: 'Advance',
  exchange: 'Exchange',
  reversal: 'Reversal',
  settlement: 'Settled',
}

const toldOf = ({ description, reason, source, type }: StatementLine): string =>
  [names[type], source, description, reason].filter((part) => part !== '').join(' · ')

/** The file's bytes; the same statement gives the same ones. */
export async function statementPaper({ statement }: StatementPaperRequest): Promise<Uint8Array> {
  const { fromDay, head, toDay } = statement
  const period = `${dayName(fromDay)} – ${dayName(toDay)}`
  const at = head?.recordedAt ?? Date.parse(`${toDay}T00:00:00Z`)
  const paper = createPaper({ title: `Wallet statement, ${period}`, subject: 'META-STAMP wallet', at })
  paper.addPage()
  paper.seal(page.left, page.top, 22)
  paper.text('Wallet statement', page.left + 32, page.top - 4, { face: 'strong', size: 17 })
  paper.text(period, page.left + 32, page.top + 17, { colour: muted })
  let y = page.top + 46
  y += paper.paragraph(
    head === null
      ? 'Nothing had been booked. Days are in UTC.'
      : `What was booked for good in this period, as it was recorded up to ${new Date(head.recordedAt).toISOString().replace('T', ' ').slice(0, 19)} UTC. Pending transactions are not told: they may never come true. Days are in UTC.`,
    page.left,
    y,
    { size: 8.5, colour: muted },
  )
  const totals = totalsOf(statement)
  if (totals.length > 0) y = totalsTable(paper, y + 14, totals) + 14
  for (const each of totals) y = currencyTable(paper, y + 12, each, statement) + 8
  y = room(paper, y + 14, 64)
  paper.rule(y)
  y += 8
  if (head !== null) {
    y += paper.paragraph(
      `Entry ${head.sequence} of a ledger that only grows. Each entry's SHA-256 covers the one before it; the last one's is:`,
      page.left,
      y,
      { size: 8.5, colour: muted },
    )
    paper.text(head.hash, page.left, y + 2, { face: 'mono', size: 8 })
    y += 16
  }
  y += paper.paragraph(
    'The same period as CSV, Beancount or ledger-cli carries every entry with its hash, so that other programs can add it up again.',
    page.left,
    y,
    { size: 8.5, colour: muted },
  )
  if (paper.lettersMissing) {
    paper.paragraph(
      'Letters that this typeface does not have stand here as “?”; the other formats have them.',
      page.left,
      y,
      { size: 8.5, colour: muted },
    )
  }
  return paper.end((number, of) => {
    const foot = page.height - page.bottom + 26
    paper.rule(foot - 8)
    const told =
      head === null ? 'META-STAMP' : `META-STAMP · ledger head ${head.hash.slice(0, 16)}…${head.hash.slice(-8)}`
    paper.text(told, page.left, foot, { size: 7.5, colour: muted, width: inner - 100 })
    paper.text(`Page ${number} of ${of}`, right - 100, foot, { size: 7.5, colour: muted, width: 100, align: 'end' })
  })
}
