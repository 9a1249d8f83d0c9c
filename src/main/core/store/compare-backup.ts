import type Database from 'better-sqlite3'
import type { BackupDifferences } from '../../../shared/contract/backup.ts'
import { AssetId } from '../../../shared/domain/ids.ts'

// What a backup and the library have and lack of each other. Both are read, neither is changed.

const exampleCount = 5

const onlyInBackup = `FROM backup.asset AS b WHERE NOT EXISTS (SELECT 1 FROM main.asset AS m WHERE m.id = b.id)`
const onlyHere = `FROM main.asset AS b WHERE NOT EXISTS (SELECT 1 FROM backup.asset AS m WHERE m.id = b.id)`
const changed = `FROM backup.asset AS b JOIN main.asset AS m ON m.id = b.id
  WHERE b.title <> m.title OR b.current_version_id <> m.current_version_id OR (b.trashed_at IS NULL) <> (m.trashed_at IS NULL)`

type Head = { sequence: number; hash: Uint8Array }

function custodyRelation(database: Database.Database): BackupDifferences['custody'] {
  const head = (schema: 'main' | 'backup') =>
    database
      .prepare<[], Head>(`SELECT sequence, hash FROM ${schema}.custody_event ORDER BY sequence DESC LIMIT 1`)
      .get()
  const has = (schema: 'main' | 'backup', { sequence, hash }: Head) =>
    database
      .prepare<[number, Uint8Array], { one: number }>(
        `SELECT 1 AS one FROM ${schema}.custody_event WHERE sequence = ? AND hash = ?`,
      )
      .get(sequence, hash) !== undefined
  const [here, there] = [head('main'), head('backup')]
  if (there === undefined) return here === undefined ? 'same' : 'backup-is-older'
  if (here === undefined) return 'backup-is-newer'
  // Each link seals all before it: one that both have means that they agree up to there.
  if (has('main', there)) return here.sequence === there.sequence ? 'same' : 'backup-is-older'
  return has('backup', here) ? 'backup-is-newer' : 'parted'
}

/** `database` has the library as `main`; the backup, brought to the same schema, is attached for the length of the call. */
export function compareWithBackup(database: Database.Database, backupPath: string): BackupDifferences {
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
      custody: custodyRelation(database),
    }
  } finally {
    database.exec('DETACH DATABASE backup')
  }
}
