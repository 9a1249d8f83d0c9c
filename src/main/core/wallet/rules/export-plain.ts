import { type Currency, moneyOf } from '../../../../shared/domain/money.ts'
import type { Statement, StatementLine, Sum } from './statement.ts'

// Plain-text accounting: Beancount and ledger-cli. Both files end with the balances this program has, so that the other
// program checks them.

const openingAccount = 'Equity:Opening-Balances'

/** One line, no quotes that would end a string, nothing that would begin a comment or an indentation. */
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f"\\;|]+/g, ' ').trim()

/** Account names in ASCII, different for different names: other letters become their code points. */
function plainAccount(account: string): string {
  const plain = [...account].map((char) =>
    /[A-Za-z0-9:-]/.test(char) ? char : `u${(char.codePointAt(0) ?? 0).toString(16)}`,
  )
  return plain
    .join('')
    .split(':')
    .map((part) => (/^[A-Z0-9]/.test(part) ? part : `X${part}`))
    .join(':')
}

const told = (line: StatementLine): { payee: string; text: string } => ({
  payee: oneLine(line.source),
  text: oneLine([line.description, line.reason].filter((part) => part !== '').join(' – ')) || line.type,
})

const amountOf = (currency: Currency, units: bigint): string => moneyOf(currency, units).amount

/** The day after, on which a balance assertion looks back at all of the last day. */
function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

const accountsOf = (statement: Statement): string[] =>
  [
    ...new Set([
      openingAccount,
      ...[...statement.opening, ...statement.closing].map(({ account }) => account),
      ...statement.lines.flatMap(({ postings }) => postings.map(({ account }) => account)),
    ]),
  ].sort()

const notZero = ({ units }: Sum): boolean => units !== 0n

/** Beancount v2 and v3. */
export function statementBeancount(statement: Statement): string {
  const { fromDay, head, lines, opening, toDay } = statement
  const first = lines.reduce((day, line) => (line.day < day ? line.day : day), fromDay)
  const out = [
    `; Statement ${fromDay} to ${toDay}`,
    ...(head === null ? [] : [`; ledger entry ${head.sequence}, head ${head.hash}`]),
    'option "title" "META-STAMP wallet"',
    '',
    ...accountsOf(statement).map((account) => `${first} open ${plainAccount(account)}`),
    '',
  ]
  for (const [currency, sums] of Map.groupBy(opening.filter(notZero), (sum) => sum.currency)) {
    out.push(`${fromDay} * "Opening balances"`)
    for (const { account, units } of sums)
      out.push(`  ${plainAccount(account)}  ${amountOf(currency, units)} ${currency}`)
    out.push(`  ${openingAccount}`, '')
  }
  for (const line of lines) {
    const { payee, text } = told(line)
    out.push(`${line.day} * ${payee === '' ? '' : `"${payee}" `}"${text}"`, `  entry: "${line.entryId}"`)
    for (const { account, amount } of line.postings)
      out.push(`  ${plainAccount(account)}  ${amountOf(line.currency, amount)} ${line.currency}`)
    out.push('')
  }
  for (const { account, currency, units } of statement.closing)
    out.push(`${nextDay(toDay)} balance ${plainAccount(account)}  ${amountOf(currency, units)} ${currency}`)
  return `${out.join('\n')}\n`
}

/** A commodity of ledger-cli; one with a digit or a point stands in quotes. */
const commodity = (currency: Currency): string => (/^[A-Z]+$/.test(currency) ? currency : `"${currency}"`)

/** ledger-cli 3. */
export function statementLedger(statement: Statement): string {
  const { fromDay, head, lines, opening, toDay } = statement
  const day = (text: string): string => text.replaceAll('-', '/')
  const out = [
    `; Statement ${fromDay} to ${toDay}`,
    ...(head === null ? [] : [`; ledger entry ${head.sequence}, head ${head.hash}`]),
    '',
  ]
  for (const [currency, sums] of Map.groupBy(opening.filter(notZero), (sum) => sum.currency)) {
    out.push(`${day(fromDay)} * Opening balances`)
    for (const { account, units } of sums)
      out.push(`    ${plainAccount(account)}  ${amountOf(currency, units)} ${commodity(currency)}`)
    out.push(`    ${openingAccount}`, '')
  }
  for (const line of lines) {
    const { payee, text } = told(line)
    out.push(`${day(line.day)} * ${payee === '' ? text : `${payee}: ${text}`}`, `    ; entry ${line.entryId}`)
    for (const { account, amount } of line.postings)
      out.push(`    ${plainAccount(account)}  ${amountOf(line.currency, amount)} ${commodity(line.currency)}`)
    out.push('')
  }
  if (statement.closing.length > 0) {
    out.push(`${day(toDay)} * Balances as META-STAMP has them`)
    for (const { account, currency, units } of statement.closing)
      out.push(
        `    [${plainAccount(account)}]  0 ${commodity(currency)} = ${amountOf(currency, units)} ${commodity(currency)}`,
      )
    out.push('')
  }
  return `${out.join('\n')}\n`
}
