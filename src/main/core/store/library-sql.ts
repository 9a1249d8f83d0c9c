import type { AssetStatus, LibraryQuery } from '../../../shared/contract/library.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import type { SqlValue } from './handles.ts'

// The text of the library's queries, pure: a filter becomes conditions and values. Every part of the text is one of a few
// constants, so that few statements are ever prepared; whatever a person typed is bound.

export type AssetFilter = {
  trashed: boolean
  /** Empty: all. */
  kinds: readonly MediaKind[]
  statuses: readonly AssetStatus[]
  text: TextFilter | null
}

/** Folded words that must all occur; `match` is an FTS5 expression that settles all but `rest`. */
export type TextFilter = { words: readonly string[]; match: string | null; rest: readonly string[] }

/**
 * `order` walks the sort's own index and looks at each title: right when there are many matches.
 * `matches` takes the works the text index names and sorts them: right when there are few.
 */
export type Driver = 'order' | 'matches'

export type Sort = LibraryQuery['sort']
export type After = { key: number | string; row: number }
export type Sql = { sql: string; values: SqlValue[] }

/** Words compared one by one; the rest go through one JSON array, since an expression may not be 1,000 deep. */
const mostDirectWords = 32

const sorts = {
  newest: { column: 'created_at', direction: 'DESC', beyond: '<', index: 'newest' },
  oldest: { column: 'created_at', direction: 'ASC', beyond: '>', index: 'newest' },
  name: { column: 'title_key', direction: 'ASC', beyond: '>', index: 'name' },
} as const

function oneOf(column: string, chosen: readonly string[]): Sql {
  if (chosen.length === 0) return { sql: '', values: [] }
  return { sql: ` AND asset.${column} IN (${chosen.map(() => '?').join(', ')})`, values: [...chosen] }
}

function allWords(words: readonly string[]): Sql {
  const direct = words.slice(0, mostDirectWords)
  const sql = direct.map(() => ' AND instr(asset.title_key, ?) > 0').join('')
  if (words.length === direct.length) return { sql, values: direct }
  return {
    sql: `${sql} AND NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE instr(asset.title_key, word.value) = 0)`,
    values: [...direct, JSON.stringify(words.slice(mostDirectWords))],
  }
}

function textCondition(text: TextFilter | null, driver: Driver): Sql {
  if (text === null) return { sql: '', values: [] }
  if (driver === 'order' || text.match === null) return allWords(text.words)
  const rest = allWords(text.rest)
  return {
    sql: ` AND asset.row IN (SELECT rowid FROM asset_fts WHERE asset_fts MATCH ?)${rest.sql}`,
    values: [text.match, ...rest.values],
  }
}

function conditions(filter: AssetFilter, driver: Driver): Sql {
  const parts = [
    { sql: `asset.trashed_at IS ${filter.trashed ? 'NOT NULL' : 'NULL'}`, values: [] },
    oneOf('kind', filter.kinds),
    oneOf('status', filter.statuses),
    { sql: unreadyOnly(filter) ? ` AND asset.status <> 'ready'` : '', values: [] },
    textCondition(filter.text, driver),
  ]
  return { sql: parts.map((part) => part.sql).join(''), values: parts.flatMap((part) => part.values) }
}

/** Whether the partial indices over works that are not ready hold every work the filter can pass. */
function unreadyOnly({ trashed, statuses }: AssetFilter): boolean {
  return !trashed && statuses.length > 0 && !statuses.includes('ready')
}

function source(filter: AssetFilter, driver: Driver, index: string): string {
  // By matches, the rows come from the text index; naming another would forbid that.
  if (driver === 'matches') return 'asset'
  if (index !== 'facets' && unreadyOnly(filter)) return `asset INDEXED BY asset_unready_${index}`
  return `asset INDEXED BY asset_${filter.trashed ? 'trash_' : ''}${index}`
}

/** A query over `asset` in order, from `after` on; its columns include the sort key as `key`, and `row`. */
function ordered(
  columns: string,
  joins: string,
  filter: AssetFilter,
  driver: Driver,
  sort: Sort,
  after: After | null,
): Sql {
  const { column, direction, beyond, index } = sorts[sort]
  const where = conditions(filter, driver)
  const select = `SELECT asset.${column} AS key, asset.row${columns} FROM ${source(filter, driver, index)}${joins}
    WHERE ${where.sql}`
  const order = `ORDER BY key ${direction}, row ${direction}`
  if (after === null) return { sql: `${select} ${order}`, values: where.values }
  if (driver === 'matches') {
    return {
      sql: `${select} AND (asset.${column}, asset.row) ${beyond} (?, ?) ${order}`,
      values: [...where.values, after.key, after.row],
    }
  }
  // SQLite seeks a pair by its first part only when the second is the row id, and would walk all works of one moment for
  // each page of them. Two ranges, merged, are both sought exactly.
  return {
    sql: `${select} AND asset.${column} = ? AND asset.row ${beyond} ?
      UNION ALL ${select} AND asset.${column} ${beyond} ? ${order}`,
    values: [...where.values, after.key, after.row, ...where.values, after.key],
  }
}

const summaryColumns = `, asset.id, asset.title, asset.kind, asset.status, asset.current_version_id, asset.created_at,
  asset.trashed_at, version.sha256, version.bytes, version.media_type, version.failure, fingerprint.width,
  fingerprint.height, fingerprint.phash, fingerprint.quality_score`

// CROSS JOIN keeps SQLite from starting at another table than the one whose order is wanted.
const summaryJoins = `
  CROSS JOIN version ON version.id = asset.current_version_id
  LEFT JOIN fingerprint ON fingerprint.version_id = version.id`

/** One page of summaries. */
export function pageSql(filter: AssetFilter, driver: Driver, sort: Sort, after: After | null, limit: number): Sql {
  if (driver === 'order') {
    const { sql, values } = ordered(summaryColumns, summaryJoins, filter, driver, sort, after)
    return { sql: `${sql} LIMIT ?`, values: [...values, limit] }
  }
  // Sorting thousands of matches is quick while they are nothing but keys; the rest is fetched for one page.
  const { column, direction } = sorts[sort]
  const keys = ordered('', '', filter, driver, sort, after)
  return {
    sql: `SELECT asset.${column} AS key, asset.row${summaryColumns} FROM asset${summaryJoins}
      WHERE asset.row IN (SELECT row FROM (${keys.sql} LIMIT ?)) ORDER BY key ${direction}, asset.row ${direction}`,
    values: [...keys.values, limit],
  }
}

/** The summary of one work, in the library or in the trash. */
export const oneSummarySql = `SELECT asset.title_key AS key, asset.row${summaryColumns} FROM asset${summaryJoins} WHERE asset.id = ?`

/** Keys and rows in order: all of them, or (`nth`) the one that many further on. */
export function keysSql(filter: AssetFilter, driver: Driver, sort: Sort, after: After | null, nth: number | null): Sql {
  const { sql, values } = ordered('', '', filter, driver, sort, after)
  return nth === null ? { sql, values } : { sql: `${sql} LIMIT 1 OFFSET ?`, values: [...values, nth - 1] }
}

/** How many works pass the filter. */
export function countSql(filter: AssetFilter, driver: Driver): Sql {
  const where = conditions(filter, driver)
  return {
    sql: `SELECT count(*) AS n FROM ${source(filter, driver, 'facets')} WHERE ${where.sql}`,
    values: where.values,
  }
}
