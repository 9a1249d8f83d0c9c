import { describe, expect, it } from 'vitest'
import { type AssetFilter, countSql, keysSql, pageSql } from '../../../../../src/main/core/store/library-sql.ts'

const all: AssetFilter = { trashed: false, kinds: [], statuses: [], text: null }
const words = (n: number): string[] => Array.from({ length: n }, (_, i) => `w${i}`)
const placeholders = (sql: string): number => sql.split('?').length - 1

describe('the SQL of the library', () => {
  it('never carries what a person typed in its text', () => {
    const evil = `"'; DROP TABLE asset; --`
    const text = { words: [evil], match: evil, rest: [evil] }
    const texts = (['order', 'matches'] as const).flatMap((driver) => [
      pageSql({ ...all, text }, driver, 'name', { key: evil, row: 1 }, 10).sql,
      keysSql({ ...all, text }, driver, 'name', null, null).sql,
      countSql({ ...all, text }, driver).sql,
    ])
    expect(texts.filter((sql) => sql.includes('DROP'))).toEqual([])
  })

  it('binds as many values as the text has places, for every shape', () => {
    const filters: AssetFilter[] = [
      all,
      { ...all, trashed: true, kinds: ['image', 'text'], statuses: ['failed'] },
      { ...all, text: { words: words(3), match: 'x', rest: ['w1'] } },
      { ...all, text: { words: words(100), match: 'x', rest: words(84) } },
    ]
    const mismatches = filters.flatMap((filter) =>
      (['order', 'matches'] as const).flatMap((driver) =>
        (['newest', 'oldest', 'name'] as const).flatMap((sort) =>
          [null, { key: 1, row: 2 }].flatMap((after) =>
            [pageSql(filter, driver, sort, after, 5), keysSql(filter, driver, sort, after, 7), countSql(filter, driver)]
              .filter(({ sql, values }) => placeholders(sql) !== values.length)
              .map(({ sql }) => sql),
          ),
        ),
      ),
    )
    expect(mismatches).toEqual([])
  })

  it('stays a flat expression however many words there are: SQLite takes 1,000 levels', () => {
    const { sql } = countSql({ ...all, text: { words: words(5_000), match: null, rest: words(5_000) } }, 'order')
    expect(placeholders(sql)).toBeLessThan(100)
  })
})
