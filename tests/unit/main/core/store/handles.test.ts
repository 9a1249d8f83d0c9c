import { describe, expectTypeOf, it } from 'vitest'
import type { ReadStore, WriteStore } from '../../../../../src/main/core/store/handles.ts'

describe('handles', () => {
  it('that read can not write, nor pass for one that can', () => {
    expectTypeOf<ReadStore>().not.toHaveProperty('command')
    expectTypeOf<ReadStore>().not.toHaveProperty('returning')
    expectTypeOf<ReadStore>().not.toExtend<WriteStore>()
    expectTypeOf<WriteStore>().toExtend<ReadStore>()
  })

  it('can not be made by hand', () => {
    expectTypeOf<Omit<WriteStore, symbol>>().not.toExtend<WriteStore>()
    expectTypeOf<Pick<ReadStore, 'query'>>().not.toExtend<ReadStore>()
  })
})
