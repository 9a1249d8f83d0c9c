import type { ReadStore, WriteStore } from './handles.ts'

// Stored estimates. What inputs and results mean is value/'s business.

export type CalculationRow = {
  id: string
  at: number
  expires_at: number
  asset_id: string | null
  title: string | null
  formula_version: string
  inputs: string
  result: string
}

const columns = 'id, at, expires_at, asset_id, title, formula_version, inputs, result'

export function insertCalculation(write: WriteStore, row: CalculationRow): void {
  write
    .command(`INSERT INTO calculation (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(row.id, row.at, row.expires_at, row.asset_id, row.title, row.formula_version, row.inputs, row.result)
}

/** Also one that was removed: what refers to it can still show it. */
export function findCalculation(read: ReadStore, id: string): CalculationRow | undefined {
  return read.query<CalculationRow>(`SELECT ${columns} FROM calculation WHERE id = ?`).get(id)
}

export function newestOfPortfolio(read: ReadStore): CalculationRow | undefined {
  return read
    .query<CalculationRow>(
      `SELECT ${columns} FROM calculation WHERE removed_at IS NULL AND asset_id IS NULL ORDER BY id DESC LIMIT 1`,
    )
    .get()
}

/** Newest first, before an id; of one work, or of all. */
export function calculationsBefore(
  read: ReadStore,
  assetId: string | null,
  before: string | null,
  limit: number,
): CalculationRow[] {
  const last = before ?? '~'
  if (assetId === null) {
    return read
      .query<CalculationRow>(
        `SELECT ${columns} FROM calculation WHERE removed_at IS NULL AND id < ? ORDER BY id DESC LIMIT ?`,
      )
      .all(last, limit)
  }
  return read
    .query<CalculationRow>(
      `SELECT ${columns} FROM calculation WHERE removed_at IS NULL AND asset_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
    )
    .all(assetId, last, limit)
}

/** Null puts it back. Returns whether anything changed. */
export function setCalculationRemoved(write: WriteStore, id: string, at: number | null): boolean {
  return (
    write
      .command('UPDATE calculation SET removed_at = ? WHERE id = ? AND (removed_at IS NULL) <> (? IS NULL)')
      .run(at, id, at).changes === 1
  )
}

export function storedMetrics(read: ReadStore): string | null {
  return read.query<{ data: string }>('SELECT data FROM creator_metrics WHERE one = 1').get()?.data ?? null
}

export function putMetrics(write: WriteStore, data: string, at: number): void {
  write.command('INSERT OR REPLACE INTO creator_metrics (one, data, updated_at) VALUES (1, ?, ?)').run(data, at)
}
