import type { ReadStore, WriteStore } from './handles.ts'

// Files of payouts that were brought in, their rows, and how a platform's columns were read the last time.

export type ImportRow = {
  id: string
  platform: string
  file_name: string
  at: number
  known: number
  left_out: number
  undone_at: number | null
}
export type ImportRowWithCounts = ImportRow & {
  matched: number
  unmatched: number
  disputed: number
  booked: number
}

export type PayoutRowRow = {
  row: number
  import_id: string
  line: number
  key: string
  account: string
  day: string
  currency: string
  /** As text: a double would lose its last digits. */
  amount: string
  description: string
  reference: string | null
  asset_id: string | null
  right: string | null
  state: string
  entry_id: string | null
  booked: number
  note: string | null
}

const importColumns = 'i.id, i.platform, i.file_name, i.at, i.known, i.left_out, i.undone_at'
const counted = (state: string): string =>
  `(SELECT count(*) FROM wallet_import_row r WHERE r.import_id = i.id AND r.state = '${state}') AS ${state}`
const withCounts = `SELECT ${importColumns}, ${['matched', 'unmatched', 'disputed'].map(counted).join(', ')},
  (SELECT count(*) FROM wallet_import_row r WHERE r.import_id = i.id AND r.booked = 1) AS booked FROM wallet_import i`

export function findImport(read: ReadStore, id: string): ImportRowWithCounts | undefined {
  return read.query<ImportRowWithCounts>(`${withCounts} WHERE i.id = ?`).get(id)
}

/** Newest first, before an id. */
export function listImports(read: ReadStore, before: string | null, limit: number): ImportRowWithCounts[] {
  return read
    .query<ImportRowWithCounts>(`${withCounts} WHERE i.id < ? ORDER BY i.id DESC LIMIT ?`)
    .all(before ?? '~', limit)
}

export function insertImport(write: WriteStore, row: Omit<ImportRow, 'undone_at'> & { sha256: Uint8Array }): void {
  write
    .command(
      'INSERT INTO wallet_import (id, platform, file_name, sha256, at, known, left_out) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(row.id, row.platform, row.file_name, row.sha256, row.at, row.known, row.left_out)
}

export function insertPayoutRow(
  write: WriteStore,
  row: Omit<PayoutRowRow, 'row' | 'amount'> & { amount: bigint },
): void {
  write
    .command(
      `INSERT INTO wallet_import_row (import_id, line, key, account, day, currency, amount, description, reference, asset_id, right, state, entry_id, booked, note)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      row.import_id,
      row.line,
      row.key,
      row.account,
      row.day,
      row.currency,
      row.amount,
      row.description,
      row.reference,
      row.asset_id,
      row.right,
      row.state,
      row.entry_id,
      row.booked,
      row.note,
    )
}

const rowColumns =
  'r.row, r.import_id, r.line, r.key, r.account, r.day, r.currency, CAST(r.amount AS TEXT) AS amount, r.description, r.reference, r.asset_id, r.right, r.state, r.entry_id, r.booked, r.note'

/** A row with its file, and whether its entry has been reversed since. */
export type PayoutRowWithFile = PayoutRowRow & { platform: string; file_name: string; reversed: number }

const withFile = `SELECT ${rowColumns}, i.platform, i.file_name,
  EXISTS (SELECT 1 FROM ledger_entry x WHERE x.reverses = r.entry_id) AS reversed
  FROM wallet_import_row r JOIN wallet_import i ON i.id = r.import_id`

/** Newest first, below a row number. */
export function listPayoutRows(
  read: ReadStore,
  filter: { state: string | null; importId: string | null },
  before: number | null,
  limit: number,
): PayoutRowWithFile[] {
  const where = ["r.state <> 'undone'", 'r.row < ?']
  const values: (string | number)[] = [before ?? Number.MAX_SAFE_INTEGER]
  if (filter.state !== null) {
    where.push('r.state = ?')
    values.push(filter.state)
  }
  if (filter.importId !== null) {
    where.push('r.import_id = ?')
    values.push(filter.importId)
  }
  return read
    .query<PayoutRowWithFile>(`${withFile} WHERE ${where.join(' AND ')} ORDER BY r.row DESC LIMIT ?`)
    .all(...values, limit)
}

export function countPayoutRows(read: ReadStore): { matched: number; unmatched: number; disputed: number } {
  const counts = { matched: 0, unmatched: 0, disputed: 0 }
  const found = read
    .query<{ state: keyof typeof counts; n: number }>(
      "SELECT state, count(*) AS n FROM wallet_import_row WHERE state <> 'undone' GROUP BY state",
    )
    .all()
  for (const { state, n } of found) counts[state] = n
  return counts
}

export function findPayoutRow(read: ReadStore, row: number): PayoutRowWithFile | undefined {
  return read.query<PayoutRowWithFile>(`${withFile} WHERE r.row = ? AND r.state <> 'undone'`).get(row)
}

export function hasPayoutKey(read: ReadStore, key: string): boolean {
  return (
    read.query<{ row: number }>("SELECT row FROM wallet_import_row WHERE key = ? AND state <> 'undone'").get(key) !==
    undefined
  )
}

/** How often a payout was brought in and taken back. */
export function undoneCount(read: ReadStore, key: string): number {
  return (
    read.query<{ n: number }>("SELECT count(*) AS n FROM wallet_import_row WHERE key = ? AND state = 'undone'").get(key)
      ?.n ?? 0
  )
}

/** Rows of a platform with this reference: day, currency and amount. */
export function payoutsWithReference(
  read: ReadStore,
  account: string,
  reference: string,
): { day: string; currency: string; amount: string }[] {
  return read
    .query<{ day: string; currency: string; amount: string }>(
      "SELECT day, currency, CAST(amount AS TEXT) AS amount FROM wallet_import_row WHERE account = ? AND reference = ? AND state <> 'undone' LIMIT 2",
    )
    .all(account, reference)
}

export function payoutRowOfEntry(read: ReadStore, entryId: string): { row: number } | undefined {
  return read
    .query<{ row: number }>("SELECT row FROM wallet_import_row WHERE entry_id = ? AND state <> 'undone'")
    .get(entryId)
}

export function setPayoutRow(
  write: WriteStore,
  row: number,
  to: { state: string; entryId: string | null; booked: boolean; note: string | null },
): void {
  write
    .command('UPDATE wallet_import_row SET state = ?, entry_id = ?, booked = ?, note = ? WHERE row = ?')
    .run(to.state, to.entryId, to.booked ? 1 : 0, to.note, row)
}

/** Entries that were booked for an import's rows, in their order. */
export function bookedOfImport(read: ReadStore, importId: string): string[] {
  return read
    .column<string>(
      "SELECT entry_id FROM wallet_import_row WHERE import_id = ? AND booked = 1 AND state <> 'undone' ORDER BY row",
    )
    .all(importId)
}

/** Marks an import and all its rows as taken back. */
export function undoImportRows(write: WriteStore, importId: string, at: number): void {
  write.command("UPDATE wallet_import_row SET state = 'undone' WHERE import_id = ?").run(importId)
  write.command('UPDATE wallet_import SET undone_at = ? WHERE id = ?').run(at, importId)
}

export type MappingRow = { name: string; columns: string; mapping: string }

export function mappingFor(read: ReadStore, columns: string): MappingRow | undefined {
  return read
    .query<MappingRow>(
      'SELECT name, columns, mapping FROM wallet_mapping WHERE columns = ? ORDER BY updated_at DESC LIMIT 1',
    )
    .get(columns)
}

export function keepMapping(write: WriteStore, row: MappingRow, at: number): void {
  write
    .command('INSERT OR REPLACE INTO wallet_mapping (name, columns, mapping, updated_at) VALUES (?, ?, ?, ?)')
    .run(row.name, row.columns, row.mapping, at)
}

/** Earnings of an account between two moments that no row stands for yet and that have not been taken back, oldest first. */
export function unclaimedEarnings(
  read: ReadStore,
  period: { account: string; from: number; to: number },
): { id: string; body: string; sequence: number; effective_at: number; currency: string }[] {
  return read
    .query<{ id: string; body: string; sequence: number; effective_at: number; currency: string }>(
      `SELECT DISTINCT e.id, e.body, e.sequence, e.effective_at, e.currency
       FROM ledger_posting p JOIN ledger_entry e ON e.sequence = p.sequence
       WHERE p.account = ? AND p.effective_at BETWEEN ? AND ? AND e.type = 'earning'
         AND NOT EXISTS (SELECT 1 FROM wallet_import_row r WHERE r.entry_id = e.id AND r.state <> 'undone')
         AND NOT EXISTS (SELECT 1 FROM ledger_entry x WHERE x.reverses = e.id)
         AND NOT EXISTS (SELECT 1 FROM ledger_entry s WHERE s.settles = e.id AND json_extract(s.body, '$.outcome') <> 'posted')
       ORDER BY e.effective_at, e.sequence`,
    )
    .all(period.account, period.from, period.to)
}

/** Works with exactly this title key that are not in the trash; two are enough to know that it is not one. */
export function worksTitled(read: ReadStore, key: string): string[] {
  return read.column<string>('SELECT id FROM asset WHERE title_key = ? AND trashed_at IS NULL LIMIT 2').all(key)
}
