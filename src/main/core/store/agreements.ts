import type { ReadStore, WriteStore } from './handles.ts'

// Who shares in what: parties, splits, and works made from works. What is ended stays, so that the past can be explained.

export type PartyRow = { key: string; name: string }

export function listParties(read: ReadStore): PartyRow[] {
  return read.query<PartyRow>('SELECT key, name FROM wallet_party ORDER BY key').all()
}

export function findParty(read: ReadStore, key: string): PartyRow | undefined {
  return read.query<PartyRow>('SELECT key, name FROM wallet_party WHERE key = ?').get(key)
}

export function insertParty(write: WriteStore, row: PartyRow, at: number): void {
  write.command('INSERT INTO wallet_party (key, name, created_at) VALUES (?, ?, ?)').run(row.key, row.name, at)
}

export type SplitRow = {
  id: string
  asset_id: string | null
  right: string
  territory: string
  from_day: string
  to_day: string | null
  shares: string
}
const splitColumns = 'id, asset_id, right, territory, from_day, to_day, shares'

/** In force, oldest first. */
export function listSplits(read: ReadStore): SplitRow[] {
  return read.query<SplitRow>(`SELECT ${splitColumns} FROM wallet_split WHERE ended_at IS NULL ORDER BY id`).all()
}

export function insertSplit(write: WriteStore, row: SplitRow, at: number): void {
  write
    .command(`INSERT INTO wallet_split (${splitColumns}, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(row.id, row.asset_id, row.right, row.territory, row.from_day, row.to_day, row.shares, at)
}

export type DerivativeRow = { id: string; derivative_id: string; original_id: string; right: string; share: string }
const derivativeColumns = 'id, derivative_id, original_id, right, share'

export function listDerivatives(read: ReadStore): DerivativeRow[] {
  return read
    .query<DerivativeRow>(`SELECT ${derivativeColumns} FROM wallet_derivative WHERE ended_at IS NULL ORDER BY id`)
    .all()
}

export function insertDerivative(write: WriteStore, row: DerivativeRow, at: number): void {
  write
    .command(`INSERT INTO wallet_derivative (${derivativeColumns}, created_at) VALUES (?, ?, ?, ?, ?, ?)`)
    .run(row.id, row.derivative_id, row.original_id, row.right, row.share, at)
}

/** A split or a derivative. Returns whether one was in force. */
export function endAgreement(write: WriteStore, id: string, at: number): boolean {
  const ended = (['wallet_split', 'wallet_derivative'] as const).map(
    (table) => write.command(`UPDATE ${table} SET ended_at = ? WHERE id = ? AND ended_at IS NULL`).run(at, id).changes,
  )
  return ended.some((changes) => changes > 0)
}
