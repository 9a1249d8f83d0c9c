import type { RootId } from '../../../shared/domain/ids.ts'
import type { ReadStore, WriteStore } from './handles.ts'

// Folders of roots as they were when they were last read.

export type RootFolder = { id: number; path: string; device: string; digest: string | null; files: number }

export function findRootFolders(read: ReadStore, paths: readonly string[]): Map<string, RootFolder> {
  const rows = read
    .query<RootFolder>(
      'SELECT id, path, device, digest, files FROM root_folder WHERE path IN (SELECT value FROM json_each(?))',
    )
    .all(JSON.stringify(paths))
  return new Map(rows.map((row) => [row.path, row]))
}

/** The folder's row, made when it is new; its digest is taken back until its files are dealt with. Returns its id. */
export function openRootFolder(
  write: WriteStore,
  folder: { rootId: RootId; path: string; device: string; files: number },
): number {
  return (
    write
      .returning<{ id: number }>(
        `INSERT INTO root_folder (root_id, path, device, digest, files) VALUES (?, ?, ?, NULL, ?)
         ON CONFLICT (path) DO UPDATE SET root_id = excluded.root_id, device = excluded.device, digest = NULL, files = excluded.files
         RETURNING id`,
      )
      .get(folder.rootId, folder.path, folder.device, folder.files)?.id ?? 0
  )
}

/** Every file of the folder is dealt with, as it was when it gave this digest. */
export function closeRootFolder(write: WriteStore, id: number, digest: string): void {
  write.command('UPDATE root_folder SET digest = ? WHERE id = ?').run(digest, id)
}

/** The folder must be read again, although it may look the same. Returns whether it is a watched one. */
export function reopenRootFolder(write: WriteStore, path: string): boolean {
  return write.command('UPDATE root_folder SET digest = NULL WHERE path = ?').run(path).changes === 1
}

export function reopenAllRootFolders(write: WriteStore, rootId: RootId): void {
  write.command('UPDATE root_folder SET digest = NULL WHERE root_id = ?').run(rootId)
}

/** In order of id, for walking through all of them in pages. */
export function rootFoldersAfter(read: ReadStore, rootId: RootId, after: number, limit: number): RootFolder[] {
  return read
    .query<RootFolder>(
      'SELECT id, path, device, digest, files FROM root_folder WHERE root_id = ? AND id > ? ORDER BY id LIMIT ?',
    )
    .all(rootId, after, limit)
}

/** Only once no location refers to it. */
export function deleteRootFolder(write: WriteStore, id: number): void {
  write.command('DELETE FROM root_folder WHERE id = ?').run(id)
}
