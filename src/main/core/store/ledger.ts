import type { ReadStore, WriteStore } from './handles.ts'

// Entries and postings of the ledger as they lie in the database; what they mean is wallet/'s business. Amounts go in as
// bigint and come out as text: a double would lose their last digits.

export type LedgerEntryRow = {
  sequence: number
  id: string
  request_id: string
  part: number
  type: string
  state: string
  currency: string
  effective_at: number
  recorded_at: number
  asset_id: string | null
  settles: string | null
  reverses: string | null
  expires_at: number | null
  text_key: string
  body: string
  previous_hash: Uint8Array
  hash: Uint8Array
}

export type LedgerPostingRow = {
  sequence: number
  line: number
  account: string
  currency: string
  phase: string
  effective_at: number
  amount: string
}

export type LedgerHead = { sequence: number; recorded_at: number; hash: Uint8Array }

/** An entry with what has become of it. */
export type LedgerRowWithFate = LedgerEntryRow & { settlement_body: string | null; reversed_by: string | null }

const columns =
  'sequence, id, request_id, part, type, state, currency, effective_at, recorded_at, asset_id, settles, reverses, expires_at, text_key, body, previous_hash, hash'
const entryColumns = columns
  .split(', ')
  .map((column) => `e.${column}`)
  .join(', ')
const withFate = `SELECT ${entryColumns}, s.body AS settlement_body, r.id AS reversed_by`
const fate =
  'LEFT JOIN ledger_entry s ON s.settles = e.id AND s.sequence <= ? LEFT JOIN ledger_entry r ON r.reverses = e.id AND r.sequence <= ?'

export function ledgerHead(read: ReadStore): LedgerHead | null {
  return read.query<LedgerHead>('SELECT sequence, recorded_at, hash FROM ledger_head WHERE one = 1').get() ?? null
}

/** The last entry recorded up to a moment. */
export function ledgerHeadAt(read: ReadStore, recordedAt: number): LedgerHead | null {
  return (
    read
      .query<LedgerHead>(
        'SELECT sequence, recorded_at, hash FROM ledger_entry WHERE recorded_at <= ? ORDER BY recorded_at DESC LIMIT 1',
      )
      .get(recordedAt) ?? null
  )
}

/** Appends an entry with its postings and moves the head to it. */
export function insertLedgerEntry(
  write: WriteStore,
  row: LedgerEntryRow,
  postings: readonly { account: string; phase: string; amount: bigint }[],
): void {
  write
    .command(`INSERT INTO ledger_entry (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(
      row.sequence,
      row.id,
      row.request_id,
      row.part,
      row.type,
      row.state,
      row.currency,
      row.effective_at,
      row.recorded_at,
      row.asset_id,
      row.settles,
      row.reverses,
      row.expires_at,
      row.text_key,
      row.body,
      row.previous_hash,
      row.hash,
    )
  const posting = write.command(
    'INSERT INTO ledger_posting (sequence, line, account, currency, phase, effective_at, amount) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  for (const [line, { account, phase, amount }] of postings.entries()) {
    posting.run(row.sequence, line, account, row.currency, phase, row.effective_at, amount)
  }
  write
    .command('INSERT OR REPLACE INTO ledger_head (one, sequence, recorded_at, hash) VALUES (1, ?, ?, ?)')
    .run(row.sequence, row.recorded_at, row.hash)
}

export function ledgerEntriesOfRequest(read: ReadStore, requestId: string): LedgerEntryRow[] {
  return read
    .query<LedgerEntryRow>(`SELECT ${columns} FROM ledger_entry WHERE request_id = ? ORDER BY part`)
    .all(requestId)
}

const anyTime = Number.MAX_SAFE_INTEGER

export function findLedgerEntry(read: ReadStore, id: string): LedgerRowWithFate | undefined {
  return read
    .query<LedgerRowWithFate>(`${withFate} FROM ledger_entry e ${fate} WHERE e.id = ?`)
    .get(anyTime, anyTime, id)
}

/** In order, after a sequence number. */
export function ledgerEntriesAfter(read: ReadStore, sequence: number, limit: number): LedgerEntryRow[] {
  return read
    .query<LedgerEntryRow>(`SELECT ${columns} FROM ledger_entry WHERE sequence > ? ORDER BY sequence LIMIT ?`)
    .all(sequence, limit)
}

export function ledgerPostingsBetween(read: ReadStore, after: number, last: number): LedgerPostingRow[] {
  return read
    .query<LedgerPostingRow>(
      'SELECT sequence, line, account, currency, phase, effective_at, CAST(amount AS TEXT) AS amount FROM ledger_posting WHERE sequence > ? AND sequence <= ? ORDER BY sequence, line',
    )
    .all(after, last)
}

/** Postings without an entry: rows that somebody put in behind the last one. */
export function ledgerPostingsBeyond(read: ReadStore, sequence: number): number {
  return (
    read
      .query<{ count: number }>('SELECT count(*) AS count FROM ledger_posting WHERE sequence > ? OR sequence < 1')
      .get(sequence)?.count ?? 0
  )
}

export type LedgerSum = { account: string; currency: string; phase: string; units: bigint }

// A sum of 64-bit amounts can be more than 64 bits: thousand millions and the rest are added up apart.
const limb = 1_000_000_000n
const sums = `CAST(SUM(amount / ${limb}) AS TEXT) AS high, CAST(SUM(amount % ${limb}) AS TEXT) AS low`
type SumRow = { account: string; currency: string; phase: string; high: string; low: string }

const toSum = ({ account, currency, phase, high, low }: SumRow): LedgerSum => ({
  account,
  currency,
  phase,
  units: BigInt(high) * limb + BigInt(low),
})

const kept = 'account, currency, phase, CAST(high AS TEXT) AS high, CAST(low AS TEXT) AS low FROM ledger_sum'

/** Every account's sums by currency and phase, as the database keeps them in step with the postings. */
export function ledgerSums(read: ReadStore): LedgerSum[] {
  return read.query<SumRow>(`SELECT ${kept}`).all().map(toSum)
}

export function ledgerSumsOf(read: ReadStore, account: string): LedgerSum[] {
  return read.query<SumRow>(`SELECT ${kept} WHERE account = ?`).all(account).map(toSum)
}

/** The first account whose kept sum is not the sum of its postings; undefined when all are. Reads every posting. */
export function ledgerSumAstray(read: ReadStore): { account: string; currency: string } | undefined {
  const added = `SELECT account, currency, phase, SUM(amount / ${limb}) AS high, SUM(amount % ${limb}) AS low FROM ledger_posting GROUP BY account, currency, phase`
  const stored = 'SELECT account, currency, phase, high, low FROM ledger_sum'
  return read
    .query<{ account: string; currency: string }>(
      `SELECT account, currency FROM (${added} EXCEPT ${stored}) UNION ALL
       SELECT account, currency FROM (${stored} EXCEPT ${added}) LIMIT 1`,
    )
    .get()
}

/** Posted sums of what happened before a moment, as it was known at an entry. */
export function ledgerSumsBefore(read: ReadStore, effectiveAt: number, sequence: number): LedgerSum[] {
  return read
    .query<SumRow>(
      `SELECT account, currency, phase, ${sums} FROM ledger_posting
       WHERE phase = 'posted' AND effective_at < ? AND sequence <= ? GROUP BY account, currency`,
    )
    .all(effectiveAt, sequence)
    .map(toSum)
}

/** Posted sums of what happened from a moment on and before another. */
export function ledgerSumsBetween(read: ReadStore, from: number, to: number): LedgerSum[] {
  return read
    .query<SumRow>(
      `SELECT account, currency, phase, ${sums} FROM ledger_posting
       WHERE phase = 'posted' AND effective_at >= ? AND effective_at < ? GROUP BY account, currency`,
    )
    .all(from, to)
    .map(toSum)
}

/** Entries of a period, settlements too, as they were known at an entry; in the order in which they happened. */
export function ledgerEntriesBetween(
  read: ReadStore,
  period: { from: number; to: number; sequence: number },
): IterableIterator<Pick<LedgerEntryRow, 'sequence' | 'body' | 'hash'>> {
  return read
    .query<Pick<LedgerEntryRow, 'sequence' | 'body' | 'hash'>>(
      `SELECT sequence, body, hash FROM ledger_entry
       WHERE effective_at >= ? AND effective_at < ? AND sequence <= ? ORDER BY effective_at, sequence`,
    )
    .iterate(period.from, period.to, period.sequence)
}

export type LedgerFilter = {
  types: readonly string[]
  states: readonly string[]
  currency: string | null
  assetId: string | null
  /** Words, each of which must be there; folded like `text_key`. */
  words: readonly string[]
}
export type LedgerPlace = { effectiveAt: number; sequence: number }

const stateSql = `CASE
  WHEN r.id IS NOT NULL THEN 'reversed'
  WHEN e.state = 'posted' THEN 'completed'
  WHEN s.id IS NULL THEN 'pending'
  ELSE CASE json_extract(s.body, '$.outcome') WHEN 'posted' THEN 'completed' ELSE json_extract(s.body, '$.outcome') END
END`

function indexFor(filter: LedgerFilter): string {
  if (filter.assetId !== null) return 'ledger_asset'
  if (filter.states.length === 1 && filter.states[0] === 'pending') return 'ledger_pending'
  return filter.currency === null ? 'ledger_newest' : 'ledger_currency'
}

/** One page, newest first by when it happened, and the SQL for tests that read its plan. */
export function ledgerPageSql(filter: LedgerFilter, after: LedgerPlace | null, limit: number) {
  const where = ['e.settles IS NULL']
  const values: (string | number)[] = [anyTime, anyTime]
  const add = (sql: string, ...more: (string | number)[]): void => {
    where.push(sql)
    values.push(...more)
  }
  const holes = (list: readonly string[]): string => list.map(() => '?').join(', ')
  if (filter.currency !== null) add('e.currency = ?', filter.currency)
  if (filter.assetId !== null) add('e.asset_id = ?', filter.assetId)
  if (filter.types.length > 0) add(`e.type IN (${holes(filter.types)})`, ...filter.types)
  if (filter.states.length === 1 && filter.states[0] === 'pending') add("e.state = 'pending'")
  if (filter.states.length > 0) add(`${stateSql} IN (${holes(filter.states)})`, ...filter.states)
  for (const word of filter.words) add('instr(e.text_key, ?) > 0', word)
  if (after !== null) add('(e.effective_at, e.sequence) < (?, ?)', after.effectiveAt, after.sequence)
  // Said aloud: without statistics SQLite takes the index of `settles`, which is empty nearly everywhere, for the best.
  const sql = `${withFate} FROM ledger_entry e INDEXED BY ${indexFor(filter)} ${fate} WHERE ${where.join(' AND ')} ORDER BY e.effective_at DESC, e.sequence DESC LIMIT ?`
  return { sql, values: [...values, limit] }
}

export function ledgerPage(
  read: ReadStore,
  filter: LedgerFilter,
  after: LedgerPlace | null,
  limit: number,
): LedgerRowWithFate[] {
  const { sql, values } = ledgerPageSql(filter, after, limit)
  return read.query<LedgerRowWithFate>(sql).all(...values)
}

/** Pending entries whose time has run out and that nobody has settled. */
export function expiredLedgerEntries(read: ReadStore, at: number): LedgerEntryRow[] {
  return read
    .query<LedgerEntryRow>(
      `SELECT ${columns} FROM ledger_entry e INDEXED BY ledger_expiring
       WHERE expires_at IS NOT NULL AND expires_at <= ? AND settles IS NULL
       AND NOT EXISTS (SELECT 1 FROM ledger_entry s WHERE s.settles = e.id) ORDER BY expires_at`,
    )
    .all(at)
}
