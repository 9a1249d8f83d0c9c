import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createGroupCommit } from '../../../src/main/core/store/group-commit.ts'
import type { ReadStore, WriteStore } from '../../../src/main/core/store/handles.ts'
import { putSetting, storedSettings } from '../../../src/main/core/store/settings.ts'
import { openTemp } from './temp-store.ts'

const put = (key: string) => (write: WriteStore) => {
  putSetting(write, key, '1', 1)
  return key
}
const keys = (read: ReadStore): string[] => [...storedSettings(read).keys()].sort()

describe('group commit', () => {
  it('shares one commit among pieces, each with its own answer once that is durable', async () => {
    const store = openTemp()
    const group = createGroupCommit(store, { maxWaitMs: 5 })
    const answers = Promise.all(['a', 'b', 'c'].map((key) => group.submit(put(key)).then((k) => [k, store.read(keys)])))
    expect(store.read(keys)).toEqual([])
    expect(await answers).toEqual(['a', 'b', 'c'].map((key) => [key, ['a', 'b', 'c']]))
    expect(store.changeCounter()).toBe(1)
  })

  it('undoes and rejects only the piece that throws, what it wrote included', async () => {
    const store = openTemp()
    const group = createGroupCommit(store, { maxWaitMs: 1 })
    const ends = await Promise.allSettled([
      group.submit(put('a')),
      group.submit((write) => {
        put('b')(write)
        throw new Error('b is bad')
      }),
      group.submit(put('c')),
    ])
    expect(ends.map((end) => (end.status === 'fulfilled' ? end.value : String(end.reason)))).toEqual([
      'a',
      'Error: b is bad',
      'c',
    ])
    expect(store.read(keys)).toEqual(['a', 'c'])
  })

  it('commits at once when enough have come together, and not before', async () => {
    const store = openTemp()
    const group = createGroupCommit(store, { maxWaitMs: 60_000, maxRows: 3 })
    // The first after a rest does not wait; from then on company is waited for.
    await group.submit(put('first'))
    const waiting = [group.submit(put('a')), group.submit(put('b'))]
    await wait(20)
    expect(store.changeCounter()).toBe(1)
    await Promise.all([...waiting, group.submit(put('c'))])
    expect([store.changeCounter(), store.read(keys)]).toEqual([2, ['a', 'b', 'c', 'first']])
    group.close()
  })

  it('keeps to its longest wait', async () => {
    const store = openTemp()
    const group = createGroupCommit(store)
    const began = performance.now()
    await group.submit(put('a'))
    expect(performance.now() - began).toBeLessThan(1_000)
  })

  it('rejects every piece when the commit itself fails', async () => {
    const store = openTemp()
    const group = createGroupCommit(store, { maxWaitMs: 60_000 })
    const pieces = [group.submit(put('a')), group.submit(put('b'))]
    store.close()
    group.flush()
    const ends = await Promise.allSettled(pieces)
    expect(ends.map((end) => end.status)).toEqual(['rejected', 'rejected'])
  })

  it('refuses a piece that is asynchronous, and no other', async () => {
    const store = openTemp()
    const group = createGroupCommit(store, { maxWaitMs: 1 })
    const ends = await Promise.allSettled([group.submit(async (write) => put('a')(write)), group.submit(put('b'))])
    expect([ends.map((end) => end.status), store.read(keys)]).toEqual([['rejected', 'fulfilled'], ['b']])
  })

  it('commits what waits when it is closed, and takes no more', async () => {
    const store = openTemp()
    const group = createGroupCommit(store, { maxWaitMs: 60_000 })
    const waiting = group.submit(put('a'))
    group.close()
    expect(await waiting).toBe('a')
    await expect(group.submit(put('b'))).rejects.toThrow(/closed/)
  })
})
