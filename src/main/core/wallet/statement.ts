import { Failure } from '../../../shared/contract/errors.ts'
import type { StatementFile, StatementRequest } from '../../../shared/contract/wallet.ts'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import { toHex } from '../../../shared/domain/hash.ts'
import { Currency } from '../../../shared/domain/money.ts'
import type { ReadStore } from '../store/handles.ts'
import { ledgerEntriesBetween, ledgerHeadAt, ledgerSumsBefore } from '../store/ledger.ts'
import { readBody } from './read-body.ts'
import { statementCsv } from './rules/export-csv.ts'
import { statementBeancount, statementLedger } from './rules/export-plain.ts'
import { type Statement, statementOf } from './rules/statement.ts'

// Gathers a statement's entries; what it says and how is in rules/.

const dayMs = 86_400_000

/** Two times rule a statement: when things happened, and up to when they had been recorded. */
export function statement(read: ReadStore, request: StatementRequest, now: number): Statement {
  const { fromDay, toDay, asOf } = request
  if (toDay < fromDay) throw new Failure('BAD_INPUT', 'The statement ends before it begins.')
  const newest = ledgerHeadAt(read, Number.MAX_SAFE_INTEGER)
  // What is recorded in this very moment may not be all of it yet: such a statement could not be made again.
  if (asOf !== null && asOf >= now && asOf > (newest?.recorded_at ?? 0))
    throw new Failure('BAD_INPUT', 'A statement can only tell what was known up to now, not what will be.')
  const head = asOf === null ? newest : ledgerHeadAt(read, asOf)
  const sequence = head?.sequence ?? 0
  const from = Date.parse(`${fromDay}T00:00:00Z`)
  const to = Date.parse(`${toDay}T00:00:00Z`) + dayMs
  const opening = ledgerSumsBefore(read, from, sequence).map(({ account, currency, units }) => ({
    account,
    currency: Currency.parse(currency),
    units,
  }))
  const entries = function* () {
    for (const row of ledgerEntriesBetween(read, { from, to, sequence })) {
      const body = readBody(row.body)
      if (body === null)
        throw new Failure('STORE_CORRUPT', `Entry ${row.sequence} of the ledger has been changed. Check the ledger.`)
      // A hundred thousand of them: the shared function takes five times as long.
      yield { body, hash: Buffer.from(row.hash).toString('hex') }
    }
  }
  const told = head === null ? null : { sequence, recordedAt: head.recorded_at, hash: toHex(head.hash) }
  return statementOf({ fromDay, toDay, head: told }, opening, entries())
}

/** `onPaper` sets a statement as PDF; it is asked outside of the store. */
export async function statementFile(
  made: Statement,
  format: StatementRequest['format'],
  onPaper: (made: Statement) => Promise<Uint8Array>,
): Promise<StatementFile> {
  const name = `wallet-${made.fromDay}-${made.toDay}`
  const told = { lines: made.lines.length, head: made.head }
  const text = (extension: string, mediaType: string, content: string): StatementFile => ({
    fileName: `${name}.${extension}`,
    mediaType,
    encoding: 'utf-8',
    content,
    ...told,
  })
  switch (format) {
    case 'csv':
      return text('csv', 'text/csv', statementCsv(made))
    case 'beancount':
      return text('beancount', 'text/plain', statementBeancount(made))
    case 'ledger':
      return text('ledger', 'text/plain', statementLedger(made))
    case 'pdf': {
      const content = Buffer.from(await onPaper(made)).toString('base64')
      return { fileName: `${name}.pdf`, mediaType: 'application/pdf', encoding: 'base64', content, ...told }
    }
    default:
      return assertNever(format)
  }
}
