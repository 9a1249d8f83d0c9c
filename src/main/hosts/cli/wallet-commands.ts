import { type Command, InvalidArgumentError } from 'commander'
import type { AddOptions, ListOptions } from './commands/wallet.ts'
import type { SplitOptions } from './commands/wallet-agreements.ts'
import type { StatementOptions } from './commands/wallet-statement.ts'
import type { AddCommand, Run } from './command-types.ts'
import { collect, defineImports } from './wallet-import-commands.ts'

// The commands under `metastamp wallet`.

type Running = (run: Run) => () => Promise<void>

const load = () => import('./commands/wallet.ts')

export function defineWallet(program: Command, define: AddCommand, running: Running): void {
  const wallet = program
    .command('wallet')
    .description('what you earned, what is owed and what left: a ledger that only grows')

  define(
    'balance',
    'balances per currency, and what other parties are owed',
    ['wallet balance', 'wallet balance --json'],
    wallet,
  ).action(() => running(async (session) => (await load()).balance(session))())
  define(
    'add <amount> <currency>',
    'book an earning, a payout, an adjustment or an advance',
    [
      'wallet add 129.90 USD --source Spotify --description "March"',
      'wallet add 1000 EUR --asset 0199aa33-… --right master --territory DE',
      'wallet add -- -3.10 USD --type adjustment --reason "Bank fee"',
      'wallet add 500 USD --type payout --pending',
    ],
    wallet,
  )
    .option('--type <type>', 'earning, payout, adjustment, advance', 'earning')
    .option('--source <name>', 'who pays')
    .option('--description <text>', 'what for')
    .option('--reason <text>', 'why, for an adjustment')
    .option('--date <day>', 'when it happened, such as 2026-03-31; left out, now')
    .option('--asset <id>', 'the work it is for')
    .option('--right <right>', 'divide it by this right’s split: composition or master')
    .option('--territory <code>', 'where it was earned, such as DE', 'WW')
    .option('--party <name>', 'whom an advance or a payout of what is owed is for')
    .option('--pending', 'not there yet: settle it when it is')
    .option('--expires <day>', 'when a pending booking runs out')
    .option('--id <uuid>', 'an id of your own (UUIDv7): the same one again books nothing twice')
    .action((amount: string, currency: string, local: AddOptions) =>
      running(async (session) => (await load()).add(session, amount, currency, local))(),
    )
  define('list', 'transactions, newest first', ['wallet list', 'wallet list --state pending --json'], wallet)
    .option('--type <type>', 'earning, payout, adjustment, advance, exchange, reversal')
    .option('--state <state>', 'pending, completed, voided, expired, reversed')
    .option('--currency <code>', 'one currency')
    .option('--asset <id>', 'one work')
    .option('--text <words>', 'words of the description or the source')
    .option('--limit <n>', 'transactions to print', count, 200)
    .option('--cursor <cursor>', 'go on where an earlier list ended')
    .action((local: ListOptions) => running(async (session) => (await load()).list(session, local))())
  define(
    'settle <id> <outcome>',
    'say what became of a pending transaction: posted, failed or voided',
    ['wallet settle 0199aa33-… posted', 'wallet settle 0199aa33-… voided --reason "Never came"'],
    wallet,
  )
    .option('--reason <text>', 'why it failed or is voided')
    .option('--date <day>', 'when; left out, now')
    .option('--id <uuid>', 'an id of your own (UUIDv7)')
    .action((id: string, outcome: string, local: { reason?: string; date?: string; id?: string }) =>
      running(async (session) => (await load()).settle(session, id, outcome, local))(),
    )
  define(
    'reverse <id>',
    'take a booked transaction back; it stays, with the reason',
    ['wallet reverse 0199aa33-… --reason "Paid twice"'],
    wallet,
  )
    .requiredOption('--reason <text>', 'why')
    .option('--id <uuid>', 'an id of your own (UUIDv7)')
    .action((id: string, local: { reason: string; id?: string }) =>
      running(async (session) => (await load()).reverse(session, id, local))(),
    )
  define(
    'exchange <amount> <from> <to>',
    'two linked transfers, one in each currency',
    ['wallet exchange 100 USD EUR --rate 0.92 --source "ECB 2026-03-31"'],
    wallet,
  )
    .requiredOption('--rate <rate>', 'how much of the second currency one unit of the first gives')
    .requiredOption('--source <text>', 'where the rate is from')
    .option('--date <day>', 'when; left out, now')
    .option('--id <uuid>', 'an id of your own (UUIDv7)')
    .action(
      (amount: string, from: string, to: string, local: { rate: string; source: string; date?: string; id?: string }) =>
        running(async (session) => (await load()).exchange(session, { amount, from, to, ...local }))(),
    )
  define(
    'split',
    'splits in force; with shares, agree on one',
    [
      'wallet split',
      'wallet split --right master --share me=1/2 --share "Ana Silva=1/2" --asset 0199aa33-…',
      'wallet split --right composition --share me=33.4% --share Ben=66.6% --territory DE --from 2026-01-01',
      'wallet split --end 0199aa33-…',
    ],
    wallet,
  )
    .option('--share <party=share>', 'a party and its share (1/3, 0.25, 25%); `me` is you', collect, [])
    .option('--right <right>', 'composition or master')
    .option('--asset <id>', 'the work; left out, every work without a split of its own')
    .option('--territory <code>', 'a country such as DE, or WW', 'WW')
    .option('--from <day>', 'first day')
    .option('--to <day>', 'last day')
    .option('--derived-from <id>', 'the work --asset is made from: it gets --passes of what --asset earns')
    .option('--passes <share>', 'the share that is passed on')
    .option('--end <id>', 'end a split or a derivation')
    .action((local: SplitOptions) =>
      running(async (session) => (await import('./commands/wallet-agreements.ts')).split(session, local))(),
    )
  define(
    'statement',
    'what was booked in a period, on paper, for a spreadsheet or for plain-text accounting',
    [
      'wallet statement --format pdf --from 2026-01-01 --to 2026-12-31 --out 2026.pdf',
      'wallet statement --from 2026-01-01 --to 2026-12-31 --out 2026.csv',
      'wallet statement --format beancount --from 2026-01-01 --to 2026-12-31 > 2026.beancount',
      'wallet statement --format ledger --from 2026-01-01 --to 2026-03-31 --as-of 2026-04-15',
    ],
    wallet,
  )
    .option('--format <format>', 'csv, pdf, beancount, ledger', 'csv')
    .requiredOption('--from <day>', 'first day, in UTC')
    .requiredOption('--to <day>', 'last day')
    .option('--as-of <moment>', 'as it was known then: the same moment gives the same bytes')
    .option('--out <file>', 'write it there, instead of to standard output')
    .option('--output <file>', 'the same as --out')
    .action((local: StatementOptions) =>
      running(async (session) => (await import('./commands/wallet-statement.ts')).statement(session, local))(),
    )
  define(
    'verify',
    'recompute every hash and sum; names the first entry that does not hold',
    ['wallet verify'],
    wallet,
  ).action(() => running(async (session) => (await load()).verify(session))())
  defineImports(wallet, define, running)
}

function count(text: string): number {
  const n = Number(text)
  if (!Number.isInteger(n) || n < 1) throw new InvalidArgumentError('It must be a whole number from 1 up.')
  return n
}
