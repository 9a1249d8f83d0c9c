import { readingCache, writingCache } from './cache-access.ts'
import type { ReadStore, WriteStore } from './handles.ts'

// Answers that are worth keeping for a while, in cache.db.

export function findAnswer(read: ReadStore, key: Uint8Array, since: number): string | null {
  return readingCache(read, null, () => {
    const row = read
      .query<{ answer: string }>('SELECT answer FROM cache.ai_answer WHERE key = ? AND at > ?')
      .get(key, since)
    return row?.answer ?? null
  })
}

export function putAnswer(write: WriteStore, key: Uint8Array, at: number, answer: string): void {
  writingCache(write, () => {
    write.command('INSERT OR REPLACE INTO cache.ai_answer (key, at, answer) VALUES (?, ?, ?)').run(key, at, answer)
  })
}

export function deleteAnswersBefore(write: WriteStore, before: number): void {
  writingCache(write, () => {
    write.command('DELETE FROM cache.ai_answer WHERE at <= ?').run(before)
  })
}
