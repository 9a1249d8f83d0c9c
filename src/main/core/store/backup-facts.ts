import type { BackupFacts } from '../../../shared/contract/backup.ts'
import type { ReadStore } from './handles.ts'

/** What is in a library, as people count it. Works on every released schema. */
export function libraryFacts(read: ReadStore): BackupFacts {
  const count = (sql: string): number => read.query<{ n: number }>(sql).get()?.n ?? 0
  const newest = read
    .query<{ at: number | null }>(
      `SELECT max(at) AS at FROM (
         SELECT max(updated_at) AS at FROM asset
         UNION ALL SELECT at FROM custody_event WHERE sequence = (SELECT max(sequence) FROM custody_event)
         UNION ALL SELECT max(updated_at) FROM setting)`,
    )
    .get()
  return {
    works: count('SELECT count(*) AS n FROM asset WHERE trashed_at IS NULL'),
    versions: count('SELECT count(*) AS n FROM version'),
    custodyEvents: count('SELECT count(*) AS n FROM custody_event'),
    newestChangeAt: newest?.at ?? null,
    libraryVersion: read.query<{ user_version: number }>('PRAGMA main.user_version').get()?.user_version ?? 0,
  }
}
