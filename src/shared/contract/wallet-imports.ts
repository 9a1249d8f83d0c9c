import { z } from 'zod'
import { RequestId } from '../domain/ids.ts'
import { Transaction } from '../domain/ledger.ts'
import {
  ImportInput,
  PayoutFile,
  PayoutImport,
  PayoutMapping,
  PayoutPreview,
  PayoutRow,
  Platform,
  ReconcileInput,
  ReconcileState,
} from '../domain/payout-import.ts'
import { Cursor, PageLimit, procedure } from './base.ts'

// Payouts from files, and how they are held against the ledger: a part of `wallet.*`.

const RowNumber = z.int().positive()

export const payoutImportContract = {
  /** What a file says and what would become of each row. Changes nothing. */
  previewImport: procedure
    .input(
      z.object({
        file: PayoutFile,
        mapping: PayoutMapping.nullable().default(null),
        platform: Platform.nullable().default(null),
      }),
    )
    .output(PayoutPreview),
  /** The whole file or nothing of it; rows that are known from an earlier file are not booked again. */
  importPayouts: procedure.input(ImportInput).output(PayoutImport),
  /** Newest first. */
  imports: procedure
    .input(z.object({ cursor: Cursor.nullable().default(null), limit: PageLimit }))
    .output(z.object({ items: z.array(PayoutImport), nextCursor: Cursor.nullable() })),
  /** Reverses what an import booked; its rows can then be imported again. */
  undoImport: procedure
    .input(z.object({ requestId: RequestId, importId: RequestId, reason: z.string().trim().min(1).max(200) }))
    .output(PayoutImport),
  /** Rows of files, newest first, with how many there are of each state. */
  payoutRows: procedure
    .input(
      z.object({
        state: ReconcileState.nullable().default(null),
        importId: RequestId.nullable().default(null),
        cursor: Cursor.nullable().default(null),
        limit: PageLimit,
      }),
    )
    .output(
      z.object({
        items: z.array(PayoutRow),
        nextCursor: Cursor.nullable(),
        counts: z.object({ matched: z.int(), unmatched: z.int(), disputed: z.int() }),
      }),
    ),
  /** Transactions that a row could be, the nearest amount first. */
  candidates: procedure.input(z.object({ row: RowNumber })).output(z.object({ items: z.array(Transaction) })),
  reconcile: procedure.input(ReconcileInput).output(PayoutRow),
}
