import type { Command } from 'commander'
import type { ImportOptions, ReconcileOptions } from './commands/wallet-imports.ts'
import type { PayoutSettingsOptions } from './commands/wallet-payouts.ts'
import type { AddCommand, Run } from './command-types.ts'

// The commands under `metastamp wallet` for payouts: those that came, from files, and those that are asked for.

const load = () => import('./commands/wallet-imports.ts')

export const collect = (value: string, before: string[]): string[] => [...before, value]

export function defineImports(wallet: Command, define: AddCommand, running: (run: Run) => () => Promise<void>): void {
  define(
    'import <file>',
    'book a platform’s table of payouts (CSV); rows that are known from an earlier file are not booked again',
    [
      'wallet import payouts.csv --platform Spotify --dry-run',
      'wallet import payouts.csv --platform Spotify',
      'wallet import payouts.csv --platform Bandcamp --map amount="Net amount" --map day=Date --currency EUR --decimal ,',
    ],
    wallet,
  )
    .option('--platform <name>', 'who pays; left out, the platform this kind of file was from the last time')
    .option(
      '--map <part=column>',
      'which column is day, amount, currency, description, reference or work; the rest as last time, or guessed',
      collect,
      [],
    )
    .option('--currency <code>', 'one currency for the whole file')
    .option('--decimal <sign>', 'the decimal mark: . or ,')
    .option('--dates <order>', 'how dates in figures are written: ymd, dmy or mdy')
    .option('--round', 'round amounts with more digits than their currency, instead of refusing them')
    .option('--right <right>', 'divide by the splits of this right: composition or master')
    .option('--dry-run', 'only say what would become of each row')
    .option('--skip-wrong', 'leave out rows that cannot be read, instead of refusing the file')
    .option('--no-book', 'leave what is not in the ledger unmatched')
    .option('--id <uuid>', 'an id of your own (UUIDv7): the same one again books nothing twice')
    .action((file: string, local: ImportOptions) =>
      running(async (session) => (await load()).importPayouts(session, file, local))(),
    )
  define(
    'imports',
    'files that were imported; takes one back by reversal',
    ['wallet imports', 'wallet imports --undo 0199aa33-… --reason "Wrong platform"'],
    wallet,
  )
    .option('--undo <id>', 'reverse what this import booked')
    .option('--reason <text>', 'why')
    .option('--id <uuid>', 'an id of your own (UUIDv7)')
    .action((local: { undo?: string; reason?: string; id?: string }) =>
      running(async (session) => (await load()).imports(session, local))(),
    )
  define(
    'reconcile [row]',
    'what platforms say they paid, held against the ledger: matched, unmatched, disputed',
    [
      'wallet reconcile --state unmatched',
      'wallet reconcile 12 --match 0199aa33-…',
      'wallet reconcile 12 --book',
      'wallet reconcile 12 --dispute "Asked support on 3 May"',
    ],
    wallet,
  )
    .option('--state <state>', 'matched, unmatched or disputed')
    .option('--match <id>', 'the row is this transaction')
    .option('--book', 'the row is not in the ledger: book it')
    .option('--dispute <why>', 'the row is wrong')
    .option('--release', 'the dispute is over, or it was not that transaction')
    .option('--id <uuid>', 'an id of your own (UUIDv7)')
    .action((row: string | undefined, local: ReconcileOptions) =>
      running(async (session) => (await load()).reconcile(session, row, local))(),
    )
  definePayouts(wallet, define, running)
}

const loadPayouts = () => import('./commands/wallet-payouts.ts')

function definePayouts(wallet: Command, define: AddCommand, running: (run: Run) => () => Promise<void>): void {
  define(
    'payout-settings',
    'where your money is to go: checked, sealed, and never shown in full again',
    [
      'wallet payout-settings',
      'wallet payout-settings --iban "DE89 3704 0044 0532 0130 00" --holder "Ana Silva" --minimum 50 --currency EUR',
      'wallet payout-settings --clear',
    ],
    wallet,
  )
    .option('--iban <iban>', 'a bank account')
    .option('--holder <name>', 'its holder')
    .option('--bic <bic>', 'its bank')
    .option('--paypal <email>', 'a PayPal account')
    .option('--bitcoin <address>', 'a Bitcoin address')
    .option('--ethereum <address>', 'an Ethereum address')
    .option('--minimum <amount>', 'less than this is not paid out', '0')
    .option('--currency <code>', 'the minimum’s currency', 'USD')
    .option('--clear', 'forget them')
    .action((local: PayoutSettingsOptions) =>
      running(async (session) => (await loadPayouts()).payoutSettings(session, local))(),
    )
  define(
    'payout-request <amount> <currency>',
    'set a sum apart for a payout, with its document; nothing is sent anywhere. Say later what became of it: `wallet settle <id> posted|failed|voided`',
    ['wallet payout-request 500 EUR --out request.pdf'],
    wallet,
  )
    .option('--description <text>', 'what for')
    .option('--out <file>', 'write the request as PDF there')
    .option('--id <uuid>', 'an id of your own (UUIDv7): the same one again books nothing twice')
    .action((amount: string, currency: string, local: { description?: string; out?: string; id?: string }) =>
      running(async (session) => (await loadPayouts()).payoutRequest(session, amount, currency, local))(),
    )
  define(
    'payout-document <id>',
    'a requested payout as PDF',
    ['wallet payout-document 0199aa33-… --out request.pdf'],
    wallet,
  )
    .requiredOption('--out <file>', 'where to write it')
    .action((id: string, local: { out: string }) =>
      running(async (session) => (await loadPayouts()).payoutDocument(session, id, local))(),
    )
}
