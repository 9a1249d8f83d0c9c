import type { ReadStore } from './handles.ts'
import { type Sort, summariesSql } from './library-sql.ts'
import type { SummaryRow } from './library-queries.ts'

// The library in order as plain numbers, for answers that are worked out in memory.

/** A work's row times 16, plus its kind (image, audio, video, text) times 4, plus its status (queued, processing, ready, failed). */
const entry = `row * 16 +
  CASE kind WHEN 'image' THEN 0 WHEN 'audio' THEN 4 WHEN 'video' THEN 8 ELSE 12 END +
  CASE status WHEN 'queued' THEN 0 WHEN 'processing' THEN 1 WHEN 'ready' THEN 2 ELSE 3 END`

const orderSql = {
  newest: {
    library: `SELECT ${entry} FROM asset INDEXED BY asset_newest WHERE trashed_at IS NULL ORDER BY created_at DESC, row DESC`,
    trash: `SELECT ${entry} FROM asset INDEXED BY asset_trash_newest WHERE trashed_at IS NOT NULL ORDER BY created_at DESC, row DESC`,
  },
  name: {
    library: `SELECT ${entry} FROM asset INDEXED BY asset_name WHERE trashed_at IS NULL ORDER BY title_key, row`,
    trash: `SELECT ${entry} FROM asset INDEXED BY asset_trash_name WHERE trashed_at IS NOT NULL ORDER BY title_key, row`,
  },
} as const

/** Every work, newest first or by name, coded as above. */
export function orderOf(read: ReadStore, by: 'newest' | 'name', trashed: boolean): Float64Array {
  return Float64Array.from(read.column<number>(orderSql[by][trashed ? 'trash' : 'library']).all())
}

export function highestRow(read: ReadStore): number {
  return read.query<{ row: number | null }>('SELECT max(row) AS row FROM asset').get()?.row ?? 0
}

/** What a work is sorted by, undefined when it is gone. */
export function sortKeyOfRow(read: ReadStore, sort: Sort, row: number): number | string | undefined {
  const column = sort === 'name' ? 'title_key' : 'created_at'
  return read.query<{ key: number | string }>(`SELECT ${column} AS key FROM asset WHERE row = ?`).get(row)?.key
}

/** Summaries of these rows, in this order; those that are gone are left out. */
export function summariesOfRows(read: ReadStore, sort: Sort, rows: readonly number[]): SummaryRow[] {
  const found = read.query<SummaryRow>(summariesSql(sort)).all(JSON.stringify(rows))
  const byRow = new Map(found.map((summary) => [summary.row, summary]))
  return rows.flatMap((row) => byRow.get(row) ?? [])
}
