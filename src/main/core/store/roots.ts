import { z } from 'zod'
import { FailureRecord } from '../../../shared/contract/errors.ts'
import { RootId } from '../../../shared/domain/ids.ts'
import type { ReadStore, WriteStore } from './handles.ts'

// Watched folders, and the files of them that could not be taken in.

export type RootRow = {
  id: RootId
  path: string
  state: 'watching' | 'paused'
  drive: 'local' | 'network'
  symlinks: 'skip' | 'follow'
  include: string[]
  exclude: string[]
  /** JSON that watch/root-identity.ts understands. */
  marker: string
  presence: 'here' | 'away' | 'other'
  addedAt: number
  scannedAt: number | null
  /** JSON of the last whole scan's counts. */
  scan: string | null
}

type Row = {
  id: string
  path: string
  state: RootRow['state']
  drive: RootRow['drive']
  symlinks: RootRow['symlinks']
  include: string
  exclude: string
  marker: string
  presence: RootRow['presence']
  added_at: number
  scanned_at: number | null
  scan: string | null
}

const Texts = z.array(z.string())
const select =
  'SELECT id, path, state, drive, symlinks, include, exclude, marker, presence, added_at, scanned_at, scan FROM root'

function toRoot(row: Row): RootRow {
  const { added_at: addedAt, scanned_at: scannedAt, ...same } = row
  const lists = { include: Texts.parse(JSON.parse(row.include)), exclude: Texts.parse(JSON.parse(row.exclude)) }
  return { ...same, ...lists, id: RootId.parse(row.id), addedAt, scannedAt }
}

export function insertRoot(write: WriteStore, root: Omit<RootRow, 'scannedAt' | 'scan'>): void {
  saveRoot(write, { ...root, scannedAt: null, scan: null })
}

/** The root as it is from now on, known before or not; when it was added stays as it was. */
export function saveRoot(write: WriteStore, root: RootRow): void {
  write
    .command(
      `INSERT INTO root (id, path, state, drive, symlinks, include, exclude, marker, presence, added_at, scanned_at, scan)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET path = excluded.path, state = excluded.state, drive = excluded.drive,
         symlinks = excluded.symlinks, include = excluded.include, exclude = excluded.exclude, marker = excluded.marker,
         presence = excluded.presence, scanned_at = excluded.scanned_at, scan = excluded.scan`,
    )
    .run(
      root.id,
      root.path,
      root.state,
      root.drive,
      root.symlinks,
      JSON.stringify(root.include),
      JSON.stringify(root.exclude),
      root.marker,
      root.presence,
      root.addedAt,
      root.scannedAt,
      root.scan,
    )
}

/** In the order they were added. */
export function listRoots(read: ReadStore): RootRow[] {
  return read.query<Row>(`${select} ORDER BY id`).all().map(toRoot)
}

export function findRoot(read: ReadStore, id: RootId): RootRow | undefined {
  const row = read.query<Row>(`${select} WHERE id = ?`).get(id)
  return row === undefined ? undefined : toRoot(row)
}

/** Its works and their places stay; they are only not looked after any more. */
export function deleteRoot(write: WriteStore, id: RootId): void {
  write
    .command('UPDATE location SET folder_id = NULL WHERE folder_id IN (SELECT id FROM root_folder WHERE root_id = ?)')
    .run(id)
  write.command('DELETE FROM root_folder WHERE root_id = ?').run(id)
  write.command('DELETE FROM root_issue WHERE root_id = ?').run(id)
  write.command('DELETE FROM root WHERE id = ?').run(id)
}

export type RootIssue = { path: string; bytes: number; mtimeUs: number; failure: FailureRecord }
type IssueRow = { id: number; path: string; bytes: number; mtime_us: number; failure: string; at: number }

export function saveRootIssue(write: WriteStore, rootId: RootId, issue: RootIssue, at: number): void {
  write
    .command(
      `INSERT INTO root_issue (root_id, path, bytes, mtime_us, failure, at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (path) DO UPDATE SET root_id = excluded.root_id, bytes = excluded.bytes, mtime_us = excluded.mtime_us,
         failure = excluded.failure, at = excluded.at`,
    )
    .run(rootId, issue.path, issue.bytes, issue.mtimeUs, JSON.stringify(issue.failure), at)
}

export function clearRootIssues(write: WriteStore, paths: readonly string[]): void {
  write.command('DELETE FROM root_issue WHERE path IN (SELECT value FROM json_each(?))').run(JSON.stringify(paths))
}

export function listRootIssues(
  read: ReadStore,
  rootId: RootId,
  after: number,
  limit: number,
): { issueId: number; path: string; failure: FailureRecord; at: number }[] {
  return read
    .query<IssueRow>(
      'SELECT id, path, bytes, mtime_us, failure, at FROM root_issue WHERE root_id = ? AND id > ? ORDER BY id LIMIT ?',
    )
    .all(rootId, after, limit)
    .map((row) => ({
      issueId: row.id,
      path: row.path,
      failure: FailureRecord.parse(JSON.parse(row.failure)),
      at: row.at,
    }))
}

/** Issues among the paths, by path. */
export function findRootIssues(
  read: ReadStore,
  paths: readonly string[],
): Map<string, { bytes: number; mtimeUs: number }> {
  const rows = read
    .query<IssueRow>('SELECT path, bytes, mtime_us FROM root_issue WHERE path IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(paths))
  return new Map(rows.map((row) => [row.path, { bytes: row.bytes, mtimeUs: row.mtime_us }]))
}

export function countRootIssues(read: ReadStore, rootId: RootId): number {
  return read.query<{ n: number }>('SELECT count(*) AS n FROM root_issue WHERE root_id = ?').get(rootId)?.n ?? 0
}
