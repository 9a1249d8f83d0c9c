import type { BackupDifferences } from '../../../shared/contract/backup.ts'
import { AssetId } from '../../../shared/domain/ids.ts'
import { relationOf } from './merge-beside.ts'
import type { Offline } from './offline.ts'

// What a backup and the library have and lack of each other. Both are read, neither is changed.

const exampleCount = 5

const onlyInBackup = `FROM backup.asset AS b WHERE NOT EXISTS (SELECT 1 FROM main.asset AS m WHERE m.id = b.id)`
const onlyHere = `FROM main.asset AS b WHERE NOT EXISTS (SELECT 1 FROM backup.asset AS m WHERE m.id = b.id)`
const changed = `FROM backup.asset AS b JOIN main.asset AS m ON m.id = b.id
  WHERE b.title <> m.title OR b.current_version_id <> m.current_version_id OR (b.trashed_at IS NULL) <> (m.trashed_at IS NULL)`

/** It has the library as `main`; the backup, brought to the same schema, is attached for the length of the call. */
export function compareWithBackup({ database, read }: Offline, backupPath: string): BackupDifferences {
  database.prepare('ATTACH DATABASE ? AS backup').run(backupPath)
  try {
    const count = (from: string) => database.prepare<[], { n: number }>(`SELECT count(*) AS n ${from}`).get()?.n ?? 0
    const examples = (from: string) =>
      database
        .prepare<[], { id: string; title: string }>(
          `SELECT b.id, b.title ${from} ORDER BY b.updated_at DESC LIMIT ${exampleCount}`,
        )
        .all()
        .map(({ id, title }) => ({ assetId: AssetId.parse(id), title }))
    return {
      onlyInBackup: count(onlyInBackup),
      onlyHere: count(onlyHere),
      changed: count(changed),
      examples: {
        onlyInBackup: examples(onlyInBackup),
        onlyHere: examples(onlyHere),
        changed: examples(changed),
      },
      custody: read((here) => relationOf(here, 'custody')),
    }
  } finally {
    database.exec('DETACH DATABASE backup')
  }
}
