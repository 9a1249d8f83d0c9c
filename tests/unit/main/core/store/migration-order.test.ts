import { describe, expect, it } from 'vitest'
import { assertOrdered, newestCacheVersion, newestVersion } from '../../../../../src/main/core/store/migrate.ts'
import { migrations } from '../../../../../src/main/core/store/migrations/index.ts'
import type { Migration } from '../../../../../src/main/core/store/migrations/migration.ts'
import { isAtLeast } from '../../../../../src/main/core/store/open-store.ts'

const step = (number: number, slug = 'step', cache?: string): Migration => ({
  number,
  slug,
  library: '',
  ...(cache === undefined ? {} : { cache }),
})

describe('migrations', () => {
  it('that are released are in order and numbered in tens', () => {
    expect(() => assertOrdered(migrations)).not.toThrow()
    expect(migrations.filter(({ number }) => number % 10 !== 0)).toEqual([])
  })

  it.each([
    ['twice the same', [step(10), step(10)]],
    ['backwards', [step(20), step(10)]],
    ['zero', [step(0)]],
    ['a fraction', [step(10.5)]],
    ['a slug that is no file name', [step(10, '../x')]],
  ])('are refused: %s', (_, wrong) => {
    expect(() => assertOrdered(wrong)).toThrow(RangeError)
  })

  it('count the cache apart, so that a step without cache SQL never rebuilds it', () => {
    const steps = [step(10, 'a', 'x'), step(20, 'b')]
    expect([newestVersion(steps), newestCacheVersion(steps), newestVersion([])]).toEqual([20, 10, 0])
  })
})

describe('isAtLeast', () => {
  it('compares numbers, not text', () => {
    expect(['3.51.3', '3.51.10', '3.60', '4', '3.51.2', '3.6.9', '3.51'].map((v) => isAtLeast(v, '3.51.3'))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
