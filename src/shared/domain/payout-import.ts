import { z } from 'zod'
import { EntryId, RequestId } from './ids.ts'
import { Day, Moment, Right } from './ledger.ts'
import { Currency, Money } from './money.ts'

// Tables of payouts, as platforms give them out, and how their rows are held against the ledger.

/** Base64 of the file makes this a message that every way to the core lets through. */
export const maxPayoutFileBytes = 5_000_000
export const maxPayoutRows = 20_000

/** Which column says what, by its heading. */
export const PayoutColumns = z.object({
  day: z.string().min(1).max(300),
  amount: z.string().min(1).max(300),
  /** Null: all rows are in `currency`. */
  currency: z.string().max(300).nullable().default(null),
  description: z.string().max(300).nullable().default(null),
  /** What the platform calls the row: the same reference again is the same payout. */
  reference: z.string().max(300).nullable().default(null),
  /** The title of a work in the library. */
  work: z.string().max(300).nullable().default(null),
})

export const PayoutMapping = z.object({
  columns: PayoutColumns,
  currency: Currency.nullable().default(null),
  decimal: z.enum(['.', ',']),
  /** Which part of a date in figures comes first: 2026-03-31, 31.03.2026 or 03/31/2026. */
  dates: z.enum(['ymd', 'dmy', 'mdy']),
  /** What to do with amounts that have more digits than their currency: refuse them, or round half to even. */
  precision: z.enum(['exact', 'round']).default('exact'),
  /** Divide what is booked by the splits of this right; null: all of it is the wallet's own. */
  right: Right.nullable().default(null),
})
export type PayoutMapping = z.infer<typeof PayoutMapping>

/** The platform's name; it is who pays in what is booked. */
export const Platform = z.string().trim().min(1).max(100)

export const PayoutFile = z.object({
  fileName: z.string().trim().min(1).max(300),
  content: z.base64().max(Math.ceil(maxPayoutFileBytes / 3) * 4),
})
export type PayoutFile = z.infer<typeof PayoutFile>

export const PayoutProblem = z.object({
  line: z.int().positive(),
  /** The column's heading; null when it is the row as a whole. */
  column: z.string().nullable(),
  /** What is wrong and what to do next. */
  message: z.string(),
})
export type PayoutProblem = z.infer<typeof PayoutProblem>

/** What would become of a row: booked, held against an entry that is there, known from an earlier file, another amount than before, nothing to book, or not readable. */
export const PayoutFate = z.enum(['new', 'matched', 'known', 'changed', 'nothing', 'wrong'])
export type PayoutFate = z.infer<typeof PayoutFate>

export const PreviewRow = z.object({
  line: z.int().positive(),
  fate: PayoutFate,
  day: Day.nullable(),
  money: Money.nullable(),
  description: z.string(),
  reference: z.string().nullable(),
})
export type PreviewRow = z.infer<typeof PreviewRow>

export const PayoutCounts = z.object({
  new: z.int().nonnegative(),
  matched: z.int().nonnegative(),
  known: z.int().nonnegative(),
  changed: z.int().nonnegative(),
  nothing: z.int().nonnegative(),
  wrong: z.int().nonnegative(),
})
export type PayoutCounts = z.infer<typeof PayoutCounts>

export const PayoutPreview = z.object({
  columns: z.array(z.string()),
  encoding: z.string(),
  separator: z.string(),
  /** Null while no column is known to say when or how much. */
  mapping: PayoutMapping.nullable(),
  /** Where the mapping comes from: as given, as it was last time, or guessed. */
  mappedBy: z.enum(['person', 'memory', 'guess']),
  /** What of a guess could be otherwise. */
  unsure: z.array(z.enum(['decimal', 'dates', 'currency'])),
  /** The platform this kind of file was imported as the last time. */
  platform: z.string().nullable(),
  counts: PayoutCounts,
  /** Per currency, what would be booked. */
  sums: z.array(Money),
  /** The first rows, and the first problems. */
  rows: z.array(PreviewRow),
  problems: z.array(PayoutProblem),
})
export type PayoutPreview = z.infer<typeof PayoutPreview>

export const ImportInput = PayoutFile.extend({
  requestId: RequestId,
  platform: Platform,
  mapping: PayoutMapping,
  /** Leave out rows that cannot be read; otherwise one of them keeps the whole file out. */
  withoutWrong: z.boolean().default(false),
  /** Book what is not in the ledger yet; otherwise it stays unmatched until a person says what it is. */
  book: z.boolean().default(true),
})
export type ImportInput = z.infer<typeof ImportInput>

export const PayoutImport = z.object({
  importId: RequestId,
  platform: z.string(),
  fileName: z.string(),
  at: Moment,
  matched: z.int().nonnegative(),
  unmatched: z.int().nonnegative(),
  disputed: z.int().nonnegative(),
  /** Entries that were booked for its rows. */
  booked: z.int().nonnegative(),
  /** Rows that an earlier file had brought, and rows that could not be read. */
  known: z.int().nonnegative(),
  leftOut: z.int().nonnegative(),
  undoneAt: Moment.nullable(),
})
export type PayoutImport = z.infer<typeof PayoutImport>

export const ReconcileState = z.enum(['matched', 'unmatched', 'disputed'])
export type ReconcileState = z.infer<typeof ReconcileState>

export const PayoutRow = z.object({
  row: z.int().positive(),
  importId: RequestId,
  platform: z.string(),
  fileName: z.string(),
  line: z.int().positive(),
  day: Day,
  money: Money,
  description: z.string(),
  reference: z.string().nullable(),
  state: ReconcileState,
  entryId: EntryId.nullable(),
  /** The entry was booked for this row. */
  booked: z.boolean(),
  /** The entry has been reversed since. */
  reversed: z.boolean(),
  note: z.string().nullable(),
})
export type PayoutRow = z.infer<typeof PayoutRow>

const Row = z.int().positive()
const note = z.string().trim().min(1).max(500)

export const ReconcileInput = z.discriminatedUnion('act', [
  /** It is this entry of the ledger. */
  z.object({ act: z.literal('match'), row: Row, entryId: EntryId }),
  /** It is not in the ledger: book it. */
  z.object({ act: z.literal('book'), row: Row, requestId: RequestId }),
  z.object({ act: z.literal('dispute'), row: Row, note }),
  /** The dispute is over, or it was not that entry. */
  z.object({ act: z.literal('release'), row: Row }),
])
export type ReconcileInput = z.infer<typeof ReconcileInput>
