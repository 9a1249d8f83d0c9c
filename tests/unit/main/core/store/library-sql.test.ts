import { expect, it } from 'vitest'
import { type AssetFilter, nthKeySql, pageSql } from '../../../../../src/main/core/store/library-sql.ts'

const all: AssetFilter = { trashed: false, kinds: [], statuses: [] }
const placeholders = (sql: string): number => sql.split('?').length - 1

it('binds as many values as the text of a query has places, for every shape', () => {
  const filters: AssetFilter[] = [
    all,
    { ...all, kinds: ['image', 'audio'], statuses: ['failed'] },
    { ...all, trashed: true, kinds: ['image', 'text'], statuses: ['failed'] },
  ]
  const mismatches = filters.flatMap((filter) =>
    (['newest', 'oldest', 'name'] as const).flatMap((sort) =>
      [null, { key: 1, row: 2 }].flatMap((after) =>
        [pageSql(filter, sort, after, 5), nthKeySql(filter, sort, after, 7)]
          .filter(({ sql, values }) => placeholders(sql) !== values.length)
          .map(({ sql }) => sql),
      ),
    ),
  )
  expect(mismatches).toEqual([])
})
