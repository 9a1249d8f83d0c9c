import type { ReadStore, WriteStore } from './handles.ts'

// Secrets as they lie in the database: sealed. This folder never sees one open.

export type SealedRow = { nonce: Uint8Array; sealed: Uint8Array }

export function secretNames(read: ReadStore): string[] {
  return read
    .query<{ name: string }>('SELECT name FROM secret ORDER BY name')
    .all()
    .map((row) => row.name)
}

export function findSealed(read: ReadStore, name: string): SealedRow | undefined {
  return read.query<SealedRow>('SELECT nonce, sealed FROM secret WHERE name = ?').get(name)
}

export function putSealed(write: WriteStore, name: string, row: SealedRow, at: number): void {
  write
    .command('INSERT OR REPLACE INTO secret (name, nonce, sealed, updated_at) VALUES (?, ?, ?, ?)')
    .run(name, row.nonce, row.sealed, at)
}

/** Returns whether there was one. */
export function deleteSealed(write: WriteStore, name: string): boolean {
  return write.command('DELETE FROM secret WHERE name = ?').run(name).changes === 1
}
