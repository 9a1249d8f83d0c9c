import type { ReadStore, WriteStore } from './handles.ts'
import { isDamage } from './sqlite-failure.ts'

// What lives in cache.db can be made again, so damage there reads as "there is none" and never fails a list.
// After damage is met while writing, SQLite lets nothing more be written in that transaction: it fails, retryably, and when
// it is tried again the cache is left alone. The next opening sets the damaged file aside.

/** What `work` reads from the cache, or `instead` where the cache is damaged. */
export function readingCache<T>(read: ReadStore, instead: T, work: () => T): T {
  if (read.cacheHealth.damaged) return instead
  try {
    return work()
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown
    read.cacheHealth.markDamaged()
    return instead
  }
}

/** Runs `work`, which writes to the cache, unless the cache is damaged. */
export function writingCache(write: WriteStore, work: () => void): void {
  if (write.cacheHealth.damaged) return
  try {
    work()
  } catch (thrown) {
    if (isDamage(thrown)) write.cacheHealth.markDamaged()
    throw thrown
  }
}
