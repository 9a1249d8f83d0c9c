import { expect, it } from 'vitest'
import { createOverview } from '../../../src/main/core/overview/overview.ts'
import { addWork, openTemp, someTime } from '../store/temp-store.ts'
import { libraryOver } from './query.ts'

const jobs = { queued: 0, running: 0, paused: 0, done: 0, cancelled: 0, parked: 3 }

it('tells what is protected, since when, and what needs a person', () => {
  const store = openTemp()
  let now = someTime
  const overview = createOverview({ store, now: () => now, jobs: () => jobs })
  expect(overview()).toMatchObject({ works: 0, periods: [{ image: 0 }], storage: { originalBytes: 0 } })

  const day = 86_400_000
  const works = store.transaction('fill', (write) => [
    addWork(write, { at: someTime - 100 * day }),
    addWork(write, { at: someTime - 2 * day }),
    addWork(write, { at: someTime - day, kind: 'audio', status: 'failed' }),
    addWork(write, { at: someTime, status: 'queued', path: '/gone.png' }),
    addWork(write, { at: someTime }),
  ])
  store.transaction('lose', (write) =>
    write.command(`UPDATE location SET status = 'missing' WHERE path = '/gone.png'`).run(),
  )
  libraryOver(store).remove(works.slice(4).map(({ assetId }) => assetId))
  now += 2_000
  const found = overview()
  expect(found).toMatchObject({
    works: 4,
    protectedByKind: { image: 2, audio: 0, video: 0, text: 0 },
    periodLength: 'month',
    needsYou: { failed: 1, missing: 1, jobs: 2 },
    waiting: 1,
    collections: 0,
    favourites: 0,
  })
  expect(found.periods.reduce((sum, { image }) => sum + image, 0)).toBe(2)
  expect(found.storage.originalBytes).toBe(3_000)
  expect(found.storage.libraryBytes).toBeGreaterThan(100_000)
  // Nothing has changed since: the same figures, not worked out again.
  expect(overview()).toEqual(found)
})
