import type { ReadStore, WriteStore } from './handles.ts'

/** Stored values as JSON text, by key. */
export function storedSettings(read: ReadStore): Map<string, string> {
  const rows = read.query<{ key: string; value: string }>('SELECT key, value FROM setting').all()
  return new Map(rows.map((row) => [row.key, row.value]))
}

export function putSetting(write: WriteStore, key: string, json: string, at: number): void {
  write.command('INSERT OR REPLACE INTO setting (key, value, updated_at) VALUES (?, ?, ?)').run(key, json, at)
}

export function deleteSetting(write: WriteStore, key: string): void {
  write.command('DELETE FROM setting WHERE key = ?').run(key)
}
