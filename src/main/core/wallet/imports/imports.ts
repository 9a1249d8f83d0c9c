import { createHash } from 'node:crypto'
import { Failure } from '../../../../shared/contract/errors.ts'
import { AssetId, EntryId, RequestId } from '../../../../shared/domain/ids.ts'
import { moneyOf } from '../../../../shared/domain/money.ts'
import type {
  ImportInput,
  PayoutCounts,
  PayoutFile,
  PayoutImport,
  PayoutMapping,
  PayoutPreview,
  PreviewRow,
} from '../../../../shared/domain/payout-import.ts'
import { uuid7 } from '../../../../shared/domain/uuid.ts'
import type { ReadStore, WriteStore } from '../../store/handles.ts'
import { findLedgerEntry } from '../../store/ledger.ts'
import type { Store } from '../../store/open-store.ts'
import {
  bookedOfImport,
  findImport,
  type ImportRowWithCounts,
  insertImport,
  insertPayoutRow,
  keepMapping,
  listImports,
  undoImportRows,
  undoneCount,
  worksTitled,
} from '../../store/payout-imports.ts'
import { titleKey } from '../../store/title-key.ts'
import { book, requestHash } from '../ledger.ts'
import { entryOf, reversalEntries } from '../record.ts'
import { incomeFrom } from '../rules/accounts.ts'
import { readRows } from '../rules/payout-row.ts'
import { judge, type Judged, noonOf } from './fates.ts'
import { assertColumns, chooseMapping, columnsKey, readPayoutFile } from './read-file.ts'

// Files of payouts: looked at first, then brought in as a whole or not at all, and taken back by reversal.

const shownRows = 100

export interface PayoutImports {
  /** What a file says and what would become of it; changes nothing. Fails with BAD_INPUT for what is no table. */
  preview(request: { file: PayoutFile; mapping: PayoutMapping | null; platform: string | null }): PayoutPreview
  /** All rows or none. BAD_INPUT names the first row that cannot be read, unless those are to be left out. */
  import(input: ImportInput): PayoutImport
  list(before: string | null, limit: number): PayoutImport[]
  /** Reverses what the import booked; its rows can then be brought in again. */
  undo(input: { requestId: RequestId; importId: RequestId; reason: string }): PayoutImport
}

export function toImport(row: ImportRowWithCounts): PayoutImport {
  const { matched, unmatched, disputed, booked } = row
  return {
    importId: RequestId.parse(row.id),
    platform: row.platform,
    fileName: row.file_name,
    at: row.at,
    matched,
    unmatched,
    disputed,
    booked,
    known: row.known,
    leftOut: row.left_out,
    undoneAt: row.undone_at,
  }
}

function shownImport(read: ReadStore, importId: string): PayoutImport {
  const row = findImport(read, importId)
  if (row === undefined) throw new Failure('NOT_FOUND', 'This import is not known.')
  return toImport(row)
}

export const workOf = (read: ReadStore, title: string | null): AssetId | null => {
  const found = title === null ? [] : worksTitled(read, titleKey(title))
  return found.length === 1 ? AssetId.parse(found[0]) : null
}

/**
 * The id of the entry that is booked for a payout: the same for the same payout, so that the ledger itself refuses it twice.
 * Taken back and brought in again, it is another entry.
 */
export function entryIdOf(key: string, day: string, generation: number): RequestId {
  const random = createHash('sha256').update(`${key}#${generation}`).digest().subarray(0, 16)
  return RequestId.parse(uuid7(noonOf(day), random))
}

export type PayoutToBook = {
  id: RequestId
  platform: string
  day: string
  currency: PreviewMoney['currency']
  units: bigint
  description: string
  reference: string | null
  assetId: AssetId | null
  right: PayoutMapping['right']
}
type PreviewMoney = NonNullable<PreviewRow['money']>

/** A payout as an entry: an earning, or for what a platform takes back an adjustment that says so. */
export function payoutEntry(read: ReadStore, payout: PayoutToBook, now: number) {
  const { assetId, currency, day, description, id, platform, reference, right, units } = payout
  const told = description === '' ? (reference ?? '') : description
  const common = {
    requestId: id,
    description: told,
    effectiveAt: noonOf(day),
    money: moneyOf(currency, units),
    pending: false,
    ...(assetId === null ? {} : { assetId }),
  }
  if (units < 0n) return entryOf(read, { ...common, type: 'adjustment', reason: `Taken back by ${platform}` }, now)
  const divided = right === null ? {} : { right }
  return entryOf(read, { ...common, type: 'earning', source: platform, territory: 'WW', ...divided }, now)
}

const noCounts = (): PayoutCounts => ({ new: 0, matched: 0, known: 0, changed: 0, nothing: 0, wrong: 0 })

export function createPayoutImports({ store, now }: { store: Store; now: () => number }): PayoutImports {
  const bringIn = (write: WriteStore, input: ImportInput, judged: readonly Judged[]): void => {
    const { book: booking, mapping, platform, requestId } = input
    const account = incomeFrom(platform)
    const due = judged.filter(({ fate }) => fate === 'new' || fate === 'matched' || fate === 'changed')
    const entryIds = new Map<Judged, string>()
    const entries = function* () {
      for (const each of due) {
        if (each.fate !== 'new' || !booking) continue
        const { currency, day, description, reference, units, work } = each.payout
        const id = entryIdOf(each.key, day, undoneCount(write, each.key))
        entryIds.set(each, id)
        // Its row is gone and its entry is not: it is that one.
        if (findLedgerEntry(write, id) !== undefined) continue
        const assetId = workOf(write, work)
        const { right } = mapping
        yield payoutEntry(write, { id, platform, day, currency, units, description, reference, assetId, right }, now())
      }
    }
    book(write, { requestId, hash: requestHash(input), now: now() }, entries)
    for (const each of due) {
      const { currency, day, description, line, reference, units, work } = each.payout
      const entryId = entryIds.get(each) ?? each.entryId
      insertPayoutRow(write, {
        import_id: requestId,
        line,
        key: each.key,
        account,
        day,
        currency,
        amount: units,
        description,
        reference,
        asset_id: workOf(write, work),
        right: mapping.right,
        state: each.fate === 'changed' ? 'disputed' : entryId === null ? 'unmatched' : 'matched',
        entry_id: entryId,
        booked: entryIds.has(each) ? 1 : 0,
        note: each.note,
      })
    }
  }

  return {
    preview: ({ file, mapping: given, platform }) => {
      const { encoding, table } = readPayoutFile(file)
      return store.read((read) => {
        const chosen = chooseMapping(read, table, given)
        const counts = noCounts()
        const told = { encoding, separator: table.separator, columns: [...table.columns], ...chosen, counts }
        if (chosen.mapping === null) return { ...told, sums: [], rows: [], problems: [] }
        const readable = readRows(table, chosen.mapping)
        const payouts = readable.flatMap((row) => (row.ok ? [row.payout] : []))
        const judged = judge(read, platform ?? chosen.platform ?? '', payouts)
        for (const { fate } of judged) counts[fate]++
        counts.wrong = readable.length - payouts.length
        const byLine = new Map(judged.map((each) => [each.payout.line, each]))
        const sums = Map.groupBy(
          judged.filter(({ fate }) => fate === 'new'),
          ({ payout }) => payout.currency,
        )
        return {
          ...told,
          sums: [...sums].map(([currency, each]) =>
            moneyOf(
              currency,
              each.reduce((sum, { payout }) => sum + payout.units, 0n),
            ),
          ),
          rows: readable.slice(0, shownRows).map((row) => {
            const each = row.ok ? byLine.get(row.payout.line) : undefined
            return each === undefined ? wrongRow(row.ok ? row.payout.line : row.line) : previewRow(each)
          }),
          problems: readable.flatMap((row) => (row.ok ? [] : row.problems)).slice(0, shownRows),
        }
      })
    },
    import: (input) => {
      const { bytes, table } = readPayoutFile(input)
      assertColumns(input.mapping, table)
      const rows = readRows(table, input.mapping)
      const wrong = rows.filter((row) => !row.ok)
      const [first] = wrong
      if (first !== undefined && !input.withoutWrong) {
        const more = wrong.length > 1 ? ` ${wrong.length - 1} more rows cannot be read either.` : ''
        throw new Failure(
          'BAD_INPUT',
          `${first.problems[0]?.message ?? `Line ${first.line} cannot be read.`}${more} Nothing was imported.`,
        )
      }
      const payouts = rows.flatMap((row) => (row.ok ? [row.payout] : []))
      return store.transaction('import payouts', (write) => {
        const before = findImport(write, input.requestId)
        if (before !== undefined) {
          book(write, { requestId: input.requestId, hash: requestHash(input), now: now() }, () => [])
          return toImport(before)
        }
        const judged = judge(write, input.platform, payouts)
        insertImport(write, {
          id: input.requestId,
          platform: input.platform,
          file_name: input.fileName,
          sha256: createHash('sha256').update(bytes).digest(),
          at: now(),
          known: judged.filter(({ fate }) => fate === 'known').length,
          left_out: wrong.length,
        })
        bringIn(write, input, judged)
        const mapping = JSON.stringify(input.mapping)
        keepMapping(write, { name: input.platform, columns: columnsKey(table), mapping }, now())
        return shownImport(write, input.requestId)
      })
    },
    list: (before, limit) => store.read((read) => listImports(read, before, limit).map(toImport)),
    undo: ({ importId, reason, requestId }) =>
      store.transaction('undo import', (write) => {
        const found = shownImport(write, importId)
        if (found.undoneAt !== null) return found
        const entries = function* () {
          for (const entryId of bookedOfImport(write, importId)) {
            if (findLedgerEntry(write, entryId)?.reversed_by !== null) continue
            const id = RequestId.parse(uuid7(now(), createHash('sha256').update(`${requestId}${entryId}`).digest()))
            yield* reversalEntries(
              write,
              { requestId: id, entryId: EntryId.parse(entryId), reason },
              { now: now(), secondId: '' },
            )
          }
        }
        book(write, { requestId, hash: requestHash({ undo: importId, reason }), now: now() }, entries)
        undoImportRows(write, importId, now())
        return shownImport(write, importId)
      }),
  }
}

const wrongRow = (line: number): PreviewRow => ({
  line,
  fate: 'wrong',
  day: null,
  money: null,
  description: '',
  reference: null,
})

const previewRow = ({ fate, payout }: Judged): PreviewRow => ({
  line: payout.line,
  fate,
  day: payout.day,
  money: moneyOf(payout.currency, payout.units),
  description: payout.description,
  reference: payout.reference,
})
