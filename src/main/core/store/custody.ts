import type { ReadStore, WriteStore } from './handles.ts'

// Rows of the custody log as they lie in the database; what they mean is custody/'s business.

export type CustodyRow = {
  sequence: number
  at: number
  type: string
  asset_id: string | null
  version_id: string | null
  facts: string
  previous_hash: Uint8Array
  hash: Uint8Array
}

export type CustodyHead = { sequence: number; hash: Uint8Array }

const columns = 'sequence, at, type, asset_id, version_id, facts, previous_hash, hash'

export function custodyHead(read: ReadStore): CustodyHead | null {
  return read.query<CustodyHead>('SELECT sequence, hash FROM custody_head WHERE one = 1').get() ?? null
}

/** Appends the row and moves the head to it. */
export function insertCustodyRow(write: WriteStore, row: CustodyRow): void {
  write
    .command(`INSERT INTO custody_event (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(row.sequence, row.at, row.type, row.asset_id, row.version_id, row.facts, row.previous_hash, row.hash)
  write
    .command('INSERT OR REPLACE INTO custody_head (one, sequence, hash) VALUES (1, ?, ?)')
    .run(row.sequence, row.hash)
}

/** In order, after a sequence number. */
export function custodyRowsAfter(read: ReadStore, sequence: number, limit: number): CustodyRow[] {
  return read
    .query<CustodyRow>(`SELECT ${columns} FROM custody_event WHERE sequence > ? ORDER BY sequence LIMIT ?`)
    .all(sequence, limit)
}

/** Newest first, before a sequence number; of one work, or of all. */
export function custodyRowsBefore(
  read: ReadStore,
  assetId: string | null,
  sequence: number,
  limit: number,
): CustodyRow[] {
  if (assetId === null) {
    return read
      .query<CustodyRow>(`SELECT ${columns} FROM custody_event WHERE sequence < ? ORDER BY sequence DESC LIMIT ?`)
      .all(sequence, limit)
  }
  return read
    .query<CustodyRow>(
      `SELECT ${columns} FROM custody_event WHERE asset_id = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?`,
    )
    .all(assetId, sequence, limit)
}
