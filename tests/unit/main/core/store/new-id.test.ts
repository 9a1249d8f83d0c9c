import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createIdGenerator } from '../../../../../src/main/core/store/new-id.ts'
import { AssetId } from '../../../../../src/shared/domain/ids.ts'

describe('createIdGenerator', () => {
  it('writes the moment, version and variant where RFC 9562 has them', () => {
    const newId = createIdGenerator(
      () => 0x017f22e279b0,
      (bytes) => bytes.fill(0xff),
    )
    expect(newId()).toBe('017f22e2-79b0-77ff-bfff-ffffffffffff')
  })

  it('grows strictly while the clock stands still and the counter runs over', () => {
    const newId = createIdGenerator(() => 1_700_000_000_000)
    const ids = Array.from({ length: 10_000 }, newId)
    expect(ids).toEqual([...new Set(ids)].sort())
  })

  it('grows strictly whatever the clock does, and stays a UUIDv7', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 48 - 5 }), { minLength: 2, maxLength: 50 }), (times) => {
        let at = 0
        const newId = createIdGenerator(() => times[at++ % times.length] ?? 0)
        const ids = times.map(() => AssetId.parse(newId()))
        expect(ids).toEqual([...new Set(ids)].sort())
      }),
    )
  })
})
