import { Failure } from '../../../../shared/contract/errors.ts'
import { AssetId, EntryId, RequestId } from '../../../../shared/domain/ids.ts'
import type { Right, Transaction } from '../../../../shared/domain/ledger.ts'
import { Currency, moneyOf } from '../../../../shared/domain/money.ts'
import { type PayoutRow, ReconcileState, type ReconcileInput } from '../../../../shared/domain/payout-import.ts'
import type { ReadStore, WriteStore } from '../../store/handles.ts'
import { findLedgerEntry } from '../../store/ledger.ts'
import type { Store } from '../../store/open-store.ts'
import {
  countPayoutRows,
  findPayoutRow,
  listPayoutRows,
  type PayoutRowWithFile,
  payoutRowOfEntry,
  setPayoutRow,
  unclaimedEarnings,
} from '../../store/payout-imports.ts'
import { book, requestHash } from '../ledger.ts'
import { toTransaction } from '../transaction.ts'
import { grossOf, noonOf } from './fates.ts'
import { payoutEntry } from './imports.ts'

// What platforms say they paid, held against what the ledger has: matched, unmatched, disputed.

export type RowFilter = { state: ReconcileState | null; importId: RequestId | null }

export interface Reconciliation {
  /** Newest first, below a row number. */
  rows(filter: RowFilter, before: number | null, limit: number): PayoutRow[]
  counts(): { matched: number; unmatched: number; disputed: number }
  /** Entries that a row could be: from the same platform, within a month, nearest amount first. */
  candidates(row: number): Transaction[]
  /** Fails with NOT_FOUND, and with CONFLICT when the entry stands for another row or another sum. */
  decide(input: ReconcileInput): PayoutRow
}

const monthMs = 31 * 86_400_000
const atMost = 20

function toRow(row: PayoutRowWithFile): PayoutRow {
  const currency = Currency.parse(row.currency)
  return {
    row: row.row,
    importId: RequestId.parse(row.import_id),
    platform: row.platform,
    fileName: row.file_name,
    line: row.line,
    day: row.day,
    money: moneyOf(currency, BigInt(row.amount)),
    description: row.description,
    reference: row.reference,
    state: ReconcileState.parse(row.state),
    entryId: row.entry_id === null ? null : EntryId.parse(row.entry_id),
    booked: row.booked === 1,
    reversed: row.reversed === 1,
    note: row.note === null ? null : toldNote(row.note),
  }
}

/** What an earlier file said of the same reference, in words. */
function toldNote(note: string): string {
  const [day, code, units, ...rest] = note.split('|')
  const currency = Currency.safeParse(code)
  if (rest.length > 0 || day === undefined || units === undefined || !currency.success || !/^-?\d+$/.test(units))
    return note
  return `An earlier file said ${moneyOf(currency.data, BigInt(units)).amount} ${currency.data} on ${day}.`
}

function found(read: ReadStore, row: number): PayoutRowWithFile {
  const known = findPayoutRow(read, row)
  if (known === undefined)
    throw new Failure('NOT_FOUND', 'This row is not there any more: its import has been taken back.')
  return known
}

function assertMatches(write: WriteStore, row: PayoutRowWithFile, entryId: EntryId): void {
  const entry = findLedgerEntry(write, entryId)
  if (entry === undefined || entry.settles !== null)
    throw new Failure('NOT_FOUND', 'This transaction is not in the ledger.')
  if (entry.reversed_by !== null)
    throw new Failure('CONFLICT', 'This transaction has been reversed. Book the row, or choose another transaction.')
  const other = payoutRowOfEntry(write, entryId)
  if (other !== undefined && other.row !== row.row)
    throw new Failure('CONFLICT', 'This transaction stands for another row already. Release that one first.')
  if (entry.currency !== row.currency || grossOf(entry) !== BigInt(row.amount)) {
    throw new Failure(
      'CONFLICT',
      'The row and the transaction are not of the same amount. Dispute the row, or reverse the transaction and book the row.',
    )
  }
}

export function createReconciliation({ store, now }: { store: Store; now: () => number }): Reconciliation {
  const act = (write: WriteStore, row: PayoutRowWithFile, input: ReconcileInput): void => {
    const open = () => {
      if (row.entry_id !== null)
        throw new Failure('CONFLICT', 'This row stands for a transaction already. Release it first.')
    }
    switch (input.act) {
      case 'match': {
        open()
        assertMatches(write, row, input.entryId)
        return setPayoutRow(write, row.row, { state: 'matched', entryId: input.entryId, booked: false, note: null })
      }
      case 'book': {
        open()
        const payout = {
          id: input.requestId,
          platform: row.platform,
          day: row.day,
          currency: Currency.parse(row.currency),
          units: BigInt(row.amount),
          description: row.description,
          reference: row.reference,
          assetId: row.asset_id === null ? null : AssetId.parse(row.asset_id),
          right: rightOf(row.right),
        }
        book(write, { requestId: input.requestId, hash: requestHash(input), now: now() }, () => [
          payoutEntry(write, payout, now()),
        ])
        return setPayoutRow(write, row.row, { state: 'matched', entryId: input.requestId, booked: true, note: null })
      }
      case 'dispute':
        return setPayoutRow(write, row.row, {
          state: 'disputed',
          entryId: row.entry_id,
          booked: row.booked === 1,
          note: input.note,
        })
      case 'release': {
        // What was booked for the row stays its own: it is taken back by reversing it or by undoing the import.
        const keeps = row.booked === 1 && row.reversed === 0
        if (keeps && row.state === 'matched') {
          throw new Failure(
            'CONFLICT',
            'This row was booked by its import. Reverse the transaction, or undo the import, instead of releasing it.',
          )
        }
        return setPayoutRow(write, row.row, {
          state: keeps ? 'matched' : 'unmatched',
          entryId: keeps ? row.entry_id : null,
          booked: keeps,
          note: null,
        })
      }
    }
  }
  return {
    rows: (filter, before, limit) => store.read((read) => listPayoutRows(read, filter, before, limit).map(toRow)),
    counts: () => store.read(countPayoutRows),
    candidates: (number) =>
      store.read((read) => {
        const row = found(read, number)
        const at = noonOf(row.day)
        const units = BigInt(row.amount)
        const off = (each: bigint): bigint => (each > units ? each - units : units - each)
        return unclaimedEarnings(read, { account: row.account, from: at - monthMs, to: at + monthMs })
          .filter(({ currency }) => currency === row.currency)
          .map((entry) => ({ id: entry.id, off: off(grossOf(entry)) }))
          .sort((a, b) => (a.off < b.off ? -1 : a.off > b.off ? 1 : 0))
          .slice(0, atMost)
          .flatMap(({ id }) => {
            const entry = findLedgerEntry(read, id)
            return entry === undefined ? [] : [toTransaction(entry)]
          })
      }),
    decide: (input) =>
      store.transaction('reconcile', (write) => {
        const row = found(write, input.row)
        const repeated = input.act === 'book' && row.entry_id === input.requestId
        if (!repeated) act(write, row, input)
        return toRow(found(write, input.row))
      }),
  }
}

const rightOf = (text: string | null): Right | null => (text === 'composition' || text === 'master' ? text : null)
