import { markAsUntransferable } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { transferablesOf } from '../../../../src/main/workers/transferables.ts'

describe('buffers that may be moved to another thread', () => {
  it('are whole, large, unshared and free; a view of something larger stays where it is', () => {
    const whole = new Uint8Array(10_000)
    const alsoWhole = new Uint8Array(5000)
    const bound = new Uint8Array(10_000)
    markAsUntransferable(bound.buffer)
    const value = {
      whole,
      same: whole,
      deep: [{ alsoWhole }],
      slice: new Uint8Array(20_000).subarray(0, 10_000),
      tail: new Uint8Array(20_000).subarray(10_000),
      pooled: Buffer.from('a few bytes of the pool that all buffers share'),
      small: new Uint8Array(100),
      shared: new Uint8Array(new SharedArrayBuffer(10_000)),
      bound,
      words: 'text',
      nothing: null,
    }
    expect(transferablesOf(value)).toEqual([whole.buffer, alsoWhole.buffer])
  })

  it('are not looked for without end', () => {
    const loop: { self?: unknown } = {}
    loop.self = loop
    expect([transferablesOf(loop), transferablesOf(undefined), transferablesOf(7)]).toEqual([[], [], []])
  })
})
