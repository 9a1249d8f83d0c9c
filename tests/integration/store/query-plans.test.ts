import { describe, expect, it } from 'vitest'
import type { SqlValue } from '../../../src/main/core/store/handles.ts'
import { type AssetFilter, nthKeySql, pageSql, type Sql } from '../../../src/main/core/store/library-sql.ts'
import { orderOf } from '../../../src/main/core/store/library-order.ts'
import type { Store } from '../../../src/main/core/store/open-store.ts'
import { addWork, openTemp } from './temp-store.ts'

// A hot query that loses its index still answers, only ten times as slowly; so the plans themselves are tested.

const library: AssetFilter = { trashed: false, kinds: [], statuses: [] }
const filters: Record<string, AssetFilter> = {
  all: library,
  kind: { ...library, kinds: ['image'] },
  'kind and status': { ...library, kinds: ['image', 'audio'], statuses: ['failed'] },
}

function plan(store: Store, sql: string, values: readonly SqlValue[] = []): string[] {
  return store
    .read((read) => read.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values))
    .map((row) => row.detail)
}
const sorted = (details: readonly string[]): boolean => details.some((detail) => detail.includes('TEMP B-TREE'))

function filled(): Store {
  const store = openTemp()
  store.transaction('fill', (write) => {
    for (let i = 0; i < 20; i++) addWork(write)
  })
  return store
}

describe('query plans', () => {
  it.each(
    Object.entries(filters).flatMap(([name, filter]) =>
      (['newest', 'oldest', 'name'] as const).flatMap((sort) =>
        [false, true].map((trashed) => [name, sort, { ...filter, trashed }] as const),
      ),
    ),
  )('walk the index of the order, without sorting: %s by %s', (_, sort, filter) => {
    const store = filled()
    // Looking for works that are not ready walks only those.
    const unready = !filter.trashed && filter.statuses.length > 0 && !filter.statuses.includes('ready')
    const index = `asset_${filter.trashed ? 'trash_' : unready ? 'unready_' : ''}${sort === 'name' ? 'name' : 'newest'}`
    const column = sort === 'name' ? 'title_key' : 'created_at'
    const operator = sort === 'newest' ? '<' : '>'
    const after = { key: sort === 'name' ? 'work 5' : 5, row: 5 }
    const of = ({ sql, values }: Sql): string[] =>
      plan(store, sql, values).filter((detail) => / asset( |$)/.test(detail))
    const seeks = [
      `SEARCH asset USING INDEX ${index} (${column}=? AND row${operator}?)`,
      `SEARCH asset USING INDEX ${index} (${column}${operator}?)`,
    ]
    const plans = {
      firstPage: of(pageSql(filter, sort, null, 200)),
      nextPage: of(pageSql(filter, sort, after, 200)),
      hop: of(nthKeySql(filter, sort, after, 200)).map((detail) => detail.replace('COVERING ', '')),
    }
    expect(plans).toEqual({ firstPage: [`SCAN asset USING INDEX ${index}`], nextPage: seeks, hop: seeks })
    const page = pageSql(filter, sort, after, 200)
    const whole = plan(store, page.sql, page.values)
    expect(whole.filter((detail) => detail.startsWith('SCAN ') && !detail.includes('word'))).toEqual([])
    expect(sorted(whole)).toBe(false)
  })

  it('read the whole order for a search from an index alone', () => {
    const orders = filled().read((read) =>
      [true, false].flatMap((trashed) =>
        (['newest', 'name'] as const).map((by) => [by, trashed, orderOf(read, by, trashed).length]),
      ),
    )
    expect(orders).toEqual([
      ['newest', true, 0],
      ['name', true, 0],
      ['newest', false, 20],
      ['name', false, 20],
    ])
  })

  it.each([
    ['content', 'SELECT id FROM version WHERE sha256 = ?', /sqlite_autoindex_version_\d \(sha256=\?\)/],
    ['path', 'SELECT id FROM location WHERE path = ?', /sqlite_autoindex_location_\d \(path=\?\)/],
    [
      'paths',
      'SELECT id FROM location WHERE path IN (SELECT value FROM json_each(?))',
      /SEARCH location USING .*\(path=\?\)/,
    ],
    ['locations of a work', 'SELECT id FROM location WHERE asset_id = ?', /location_asset/],
    [
      'custody of a work',
      'SELECT hash FROM custody_event WHERE asset_id = ? AND sequence < ? ORDER BY sequence DESC',
      /custody_asset \(asset_id=\? AND sequence<\?\)/,
    ],
  ])('find by index: %s', (_, sql, expected) => {
    const details = plan(
      filled(),
      sql,
      sql
        .split('?')
        .slice(1)
        .map(() => '[]'),
    )
    expect([details.some((detail) => expected.test(detail)), sorted(details)]).toEqual([true, false])
  })
})
