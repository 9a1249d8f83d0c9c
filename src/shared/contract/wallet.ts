import { z } from 'zod'
import { Sha256Hex } from '../domain/hash.ts'
import { AssetId, EntryId, SplitId } from '../domain/ids.ts'
import {
  Balance,
  Day,
  DerivativeInput,
  DerivativeLink,
  ExchangeInput,
  Moment,
  PartyBalance,
  RecordInput,
  ReverseInput,
  Right,
  SettleInput,
  Split,
  SplitInput,
  Territory,
  Transaction,
  TransactionState,
  TransactionType,
} from '../domain/ledger.ts'
import { Currency, Money } from '../domain/money.ts'
import { Cursor, PageLimit, procedure } from './base.ts'
import { payoutContract } from './wallet-payouts.ts'
import { payoutImportContract } from './wallet-imports.ts'

export const TransactionQuery = z.object({
  types: z.array(TransactionType).default([]),
  states: z.array(TransactionState).default([]),
  currency: Currency.optional(),
  assetId: AssetId.optional(),
  /** Words of the description or the source, all of them. */
  text: z.string().max(1000).default(''),
})
export type TransactionQuery = z.infer<typeof TransactionQuery>

export const LedgerVerification = z.object({
  ok: z.boolean(),
  /** Entries that were checked. */
  entries: z.int().nonnegative(),
  /** Hash of the last entry, null in an empty ledger. */
  head: Sha256Hex.nullable(),
  /** The first entry that does not hold. */
  broken: z
    .object({
      sequence: z.int().positive(),
      reason: z.enum(['altered', 'removed', 'reordered', 'truncated', 'inserted', 'unbalanced', 'sums']),
      message: z.string(),
    })
    .nullable(),
})
export type LedgerVerification = z.infer<typeof LedgerVerification>

export const StatementRequest = z.object({
  format: z.enum(['csv', 'pdf', 'beancount', 'ledger']),
  fromDay: Day,
  /** The last day that is told of; days are in UTC. */
  toDay: Day,
  /** As it was known then; null is everything recorded so far. */
  asOf: Moment.nullable().default(null),
})
export type StatementRequest = z.infer<typeof StatementRequest>

export const StatementFile = z.object({
  fileName: z.string(),
  mediaType: z.string(),
  /** Text as it is; bytes (PDF) as base64. */
  encoding: z.enum(['utf-8', 'base64']),
  content: z.string(),
  lines: z.int().nonnegative(),
  /** How far the ledger is told. The same period and `asOf` (its `recordedAt`) give the same file for ever. */
  head: z.object({ sequence: z.int().positive(), recordedAt: Moment, hash: Sha256Hex }).nullable(),
})
export type StatementFile = z.infer<typeof StatementFile>

export const walletContract = {
  /** One line per currency that has ever been booked, and what other parties are owed. */
  balances: procedure
    .input(z.object({}))
    .output(z.object({ balances: z.array(Balance), parties: z.array(PartyBalance) })),
  /** Newest first by when it happened. */
  list: procedure
    .input(
      z.object({ query: TransactionQuery.prefault({}), cursor: Cursor.nullable().default(null), limit: PageLimit }),
    )
    .output(z.object({ items: z.array(Transaction), nextCursor: Cursor.nullable() })),
  get: procedure.input(z.object({ entryId: EntryId })).output(Transaction),
  /** Books an earning, a payout, an adjustment or an advance. The same request again gives the same answer; CONFLICT for the same id with other content, or when more would leave than there is. */
  record: procedure.input(RecordInput).output(Transaction),
  /** Two linked transactions, one in each currency. */
  exchange: procedure.input(ExchangeInput).output(z.object({ from: Transaction, to: Transaction })),
  /** The end of a pending transaction. */
  settle: procedure.input(SettleInput).output(Transaction),
  /** Takes a booked transaction back by one that names it and says why; both halves of an exchange. */
  reverse: procedure.input(ReverseInput).output(Transaction),
  splits: procedure
    .input(z.object({ assetId: AssetId.optional() }))
    .output(z.object({ splits: z.array(Split), derivatives: z.array(DerivativeLink) })),
  /** CONFLICT when another split asks for the same money; with `replaces`, that one ends. BAD_INPUT unless shares are 100 % exactly. */
  setSplit: procedure.input(SplitInput.extend({ replaces: SplitId.nullable().default(null) })).output(Split),
  /** CONFLICT for works that would lead around in a circle, or pass on more than everything. */
  setDerivative: procedure.input(DerivativeInput).output(DerivativeLink),
  /** What was paid by it stays explained. */
  endSplit: procedure.input(z.object({ splitId: SplitId })).output(z.object({ ended: z.boolean() })),
  /** How an earning would be divided, without booking it. */
  shares: procedure
    .input(
      z.object({
        money: Money,
        assetId: AssetId.nullable().default(null),
        right: Right,
        territory: Territory.default('WW'),
        day: Day,
      }),
    )
    .output(z.array(z.object({ party: z.string(), share: z.string(), money: Money, recouped: Money }))),
  /** What was booked in a period: as CSV, on paper, or for plain-text accounting. */
  statement: procedure.input(StatementRequest).output(StatementFile),
  /** Recomputes every hash, sum and column. */
  verify: procedure.input(z.object({})).output(LedgerVerification),
  ...payoutImportContract,
  ...payoutContract,
}
