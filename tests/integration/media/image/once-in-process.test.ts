import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { onceInProcess, shareOnce } from '../../../../src/main/core/media/image/once-in-process.ts'

const start = (counted: SharedArrayBuffer) =>
  new Worker(new URL('../../../fakes/once-thread.ts', import.meta.url), { workerData: { counted } })

it('is done by one thread of all that start at one time, before any of them goes on, and not by those that come later', async () => {
  shareOnce('metastamp.test-once')
  const counted = new SharedArrayBuffer(8)
  const answerOf = async (worker: Worker): Promise<unknown> => (await once(worker, 'message'))[0]
  const together = await Promise.all(Array.from({ length: 6 }, () => answerOf(start(counted))))
  let again = 0
  onceInProcess('metastamp.test-once', () => (again += 1))
  expect({ together, later: await answerOf(start(counted)), again }).toEqual({
    together: Array.from({ length: 6 }, () => [1, 1]),
    later: [1, 1],
    again: 0,
  })
})
