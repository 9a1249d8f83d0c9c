import type { AssetStatus, LibraryQuery } from '../../../shared/contract/library.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import type { SqlValue } from './handles.ts'

// The text of the library's queries, pure: a filter becomes conditions and values. Every part of the text is one of a few
// constants, so that few statements are ever prepared; values are bound. What is searched for in words is worked out elsewhere.

export type AssetFilter = {
  trashed: boolean
  /** Empty: all. */
  kinds: readonly MediaKind[]
  statuses: readonly AssetStatus[]
}

export type Sort = LibraryQuery['sort']
export type After = { key: number | string; row: number }
export type Sql = { sql: string; values: SqlValue[] }

const sorts = {
  newest: { column: 'created_at', direction: 'DESC', beyond: '<', index: 'newest' },
  oldest: { column: 'created_at', direction: 'ASC', beyond: '>', index: 'newest' },
  name: { column: 'title_key', direction: 'ASC', beyond: '>', index: 'name' },
} as const

function oneOf(column: string, chosen: readonly string[]): Sql {
  if (chosen.length === 0) return { sql: '', values: [] }
  return { sql: ` AND asset.${column} IN (${chosen.map(() => '?').join(', ')})`, values: [...chosen] }
}

function conditions(filter: AssetFilter): Sql {
  const parts = [
    { sql: `asset.trashed_at IS ${filter.trashed ? 'NOT NULL' : 'NULL'}`, values: [] },
    oneOf('kind', filter.kinds),
    oneOf('status', filter.statuses),
    { sql: unreadyOnly(filter) ? ` AND asset.status <> 'ready'` : '', values: [] },
  ]
  return { sql: parts.map((part) => part.sql).join(''), values: parts.flatMap((part) => part.values) }
}

/** Whether the partial indices over works that are not ready hold every work the filter can pass. */
function unreadyOnly({ trashed, statuses }: AssetFilter): boolean {
  return !trashed && statuses.length > 0 && !statuses.includes('ready')
}

function source(filter: AssetFilter, index: string): string {
  if (index !== 'facets' && unreadyOnly(filter)) return `asset INDEXED BY asset_unready_${index}`
  return `asset INDEXED BY asset_${filter.trashed ? 'trash_' : ''}${index}`
}

/** A query over `asset` in order, from `after` on; its columns include the sort key as `key`, and `row`. */
function ordered(columns: string, joins: string, filter: AssetFilter, sort: Sort, after: After | null): Sql {
  const { column, direction, beyond, index } = sorts[sort]
  const where = conditions(filter)
  const select = `SELECT asset.${column} AS key, asset.row${columns} FROM ${source(filter, index)}${joins}
    WHERE ${where.sql}`
  const order = `ORDER BY key ${direction}, row ${direction}`
  if (after === null) return { sql: `${select} ${order}`, values: where.values }
  // SQLite seeks a pair by its first part only when the second is the row id, and would walk all works of one moment for
  // each page of them. Two ranges, merged, are both sought exactly.
  return {
    sql: `${select} AND asset.${column} = ? AND asset.row ${beyond} ?
      UNION ALL ${select} AND asset.${column} ${beyond} ? ${order}`,
    values: [...where.values, after.key, after.row, ...where.values, after.key],
  }
}

// Hashes as text: a page of works would make hundreds of small buffers only to write them as hex.
const summaryColumns = `, asset.id, asset.title, asset.kind, asset.status, asset.current_version_id, asset.created_at,
  asset.trashed_at, lower(hex(version.sha256)) AS sha256, version.bytes, version.media_type, version.failure, fingerprint.width,
  fingerprint.height, lower(hex(fingerprint.phash)) AS phash, fingerprint.quality_score, asset.favourite, asset.rating`

// CROSS JOIN keeps SQLite from starting at another table than the one whose order is wanted.
const summaryJoins = `
  CROSS JOIN version ON version.id = asset.current_version_id
  LEFT JOIN fingerprint ON fingerprint.version_id = version.id`

/** One page of summaries. */
export function pageSql(filter: AssetFilter, sort: Sort, after: After | null, limit: number): Sql {
  const { sql, values } = ordered(summaryColumns, summaryJoins, filter, sort, after)
  return { sql: `${sql} LIMIT ?`, values: [...values, limit] }
}

/** The summary of one work, in the library or in the trash. */
export const oneSummarySql = `SELECT asset.title_key AS key, asset.row${summaryColumns} FROM asset${summaryJoins} WHERE asset.id = ?`

/** Summaries of the rows in one JSON array, in any order. */
export function summariesSql(sort: Sort): string {
  return `SELECT asset.${sorts[sort].column} AS key, asset.row${summaryColumns} FROM asset${summaryJoins}
    WHERE asset.row IN (SELECT value FROM json_each(?))`
}

/** The key and row `nth` works further on. */
export function nthKeySql(filter: AssetFilter, sort: Sort, after: After | null, nth: number): Sql {
  const { sql, values } = ordered('', '', filter, sort, after)
  return { sql: `${sql} LIMIT 1 OFFSET ?`, values: [...values, nth - 1] }
}
