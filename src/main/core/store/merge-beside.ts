import type { BackupDifferences } from '../../../shared/contract/backup.ts'
import type { ReadStore, WriteStore } from './handles.ts'
import { hasAssets } from './assets.ts'
import { mergeConversations } from './conversations.ts'
import { columnsOf } from './merge-backup.ts'

// What of a backup hangs on no single work, brought where the library lacks it: the two chained logs as far as they agree, and what
// people have set up, agreed and decided. The backup is attached as `backup`.

/** A log whose every link seals those before it: it may only be continued. */
const chains = {
  custody: { table: 'custody_event', head: 'custody_head', columns: 'sequence, hash' },
  ledger: { table: 'ledger_entry', head: 'ledger_head', columns: 'sequence, recorded_at, hash' },
} as const
export type Chain = keyof typeof chains

type Link = { sequence: number; hash: Uint8Array }
type Schema = 'main' | 'backup'

/** How the log of the backup and that of the library relate. */
export function relationOf(read: ReadStore, chain: Chain): BackupDifferences['custody'] {
  const { table } = chains[chain]
  const last = (schema: Schema) =>
    read.query<Link>(`SELECT sequence, hash FROM ${schema}.${table} ORDER BY sequence DESC LIMIT 1`).get()
  const has = (schema: Schema, { sequence, hash }: Link) =>
    read
      .query<{ one: number }>(`SELECT 1 AS one FROM ${schema}.${table} WHERE sequence = ? AND hash = ?`)
      .get(sequence, hash) !== undefined
  const [here, there] = [last('main'), last('backup')]
  if (there === undefined) return here === undefined ? 'same' : 'backup-is-older'
  if (here === undefined) return 'backup-is-newer'
  if (has('main', there)) return here.sequence === there.sequence ? 'same' : 'backup-is-older'
  return has('backup', here) ? 'backup-is-newer' : 'parted'
}

/** Appends the next links of the backup's log, where the library's is the beginning of it. Returns how many. */
export function continueChain(write: WriteStore, chain: Chain, atMost: number): number {
  if (relationOf(write, chain) !== 'backup-is-newer') return 0
  const { table, head, columns } = chains[chain]
  const all = columnsOf(write, table)
  const { after } = write
    .query<{ after: number }>(`SELECT ifnull(max(sequence), 0) AS after FROM main.${table}`)
    .get() ?? {
    after: 0,
  }
  const { changes } = write
    .command(
      `INSERT INTO main.${table} (${all}) SELECT ${all} FROM backup.${table} WHERE sequence > ? ORDER BY sequence LIMIT ?`,
    )
    .run(after, atMost)
  if (chain === 'ledger') {
    const posting = columnsOf(write, 'ledger_posting')
    write
      .command(
        `INSERT INTO main.ledger_posting (${posting}) SELECT ${posting} FROM backup.ledger_posting
         WHERE sequence > ? AND sequence <= (SELECT max(sequence) FROM main.ledger_entry)`,
      )
      .run(after)
  }
  write
    .command(
      `INSERT OR REPLACE INTO main.${head} (one, ${columns})
       SELECT 1, ${columns} FROM main.${table} ORDER BY sequence DESC LIMIT 1`,
    )
    .run()
  return changes
}

/** Rows that stand for themselves: what is there under the same key stays. */
const alone = [
  'calculation',
  'creator_metrics',
  'tag',
  'collection',
  'wallet_party',
  'wallet_split',
  'wallet_derivative',
  'wallet_mapping',
  'wallet_import',
  'ai_call',
] as const

const overlaps = (a: string, b: string) =>
  `(${a} = ${b} OR substr(${a}, 1, length(${b}) + 1) IN (${b} || '/', ${b} || '\\') OR substr(${b}, 1, length(${a}) + 1) IN (${a} || '/', ${a} || '\\'))`

/** Before the works: what their rows refer to. A watched folder comes back unless it overlaps one that is watched. */
export function mergeBefore(write: WriteStore): void {
  // A default is a choice too, but not in a library that nobody has used yet.
  const isNew = write.query<{ n: number }>('SELECT count(*) AS n FROM main.setting').get()?.n === 0 && !hasAssets(write)
  if (isNew) write.command('INSERT INTO main.setting SELECT * FROM backup.setting').run()
  for (const table of alone) {
    const columns = columnsOf(write, table)
    write.command(`INSERT OR IGNORE INTO main.${table} (${columns}) SELECT ${columns} FROM backup.${table}`).run()
  }
  mergeConversations(write)
  const root = columnsOf(write, 'root')
  write
    .command(
      `INSERT OR IGNORE INTO main.root (${root}) SELECT ${root} FROM backup.root AS b
       WHERE NOT EXISTS (SELECT 1 FROM main.root AS here WHERE ${overlaps('here.path', 'b.path')})`,
    )
    .run()
  // Without its digest each of its folders is read anew.
  write
    .command(
      `INSERT OR IGNORE INTO main.root_folder (root_id, path, device, files)
       SELECT f.root_id, f.path, f.device, f.files FROM backup.root_folder AS f
       JOIN backup.root AS b ON b.id = f.root_id JOIN main.root AS here ON here.id = b.id AND here.path = b.path`,
    )
    .run()
}

const bothThere = (columns: readonly string[]) =>
  columns.map((column) => `EXISTS (SELECT 1 FROM main.version AS v WHERE v.id = b.${column})`).join(' AND ')

/** After the works: what connects them, and what refers to the ledger. A match that was decided on here stays as it is. */
export function mergeAfter(write: WriteStore): void {
  const match = columnsOf(write, 'match')
  const compared = columnsOf(write, 'compared')
  const imported = columnsOf(write, 'wallet_import_row', ['row'])
  for (const statement of [
    `INSERT OR IGNORE INTO main.match (${match}) SELECT ${match} FROM backup.match AS b
     WHERE ${bothThere(['first_version', 'second_version'])}
       AND EXISTS (SELECT 1 FROM main.asset AS a WHERE a.id = b.first_asset)
       AND EXISTS (SELECT 1 FROM main.asset AS a WHERE a.id = b.second_asset)`,
    `INSERT OR IGNORE INTO main.compared (${compared}) SELECT ${compared} FROM backup.compared AS b
     WHERE ${bothThere(['version_id'])}`,
    `INSERT OR IGNORE INTO main.wallet_import_row (${imported}) SELECT ${imported} FROM backup.wallet_import_row AS b
     WHERE EXISTS (SELECT 1 FROM main.wallet_import AS i WHERE i.id = b.import_id)
       AND (b.entry_id IS NULL OR EXISTS (SELECT 1 FROM main.ledger_entry AS e WHERE e.id = b.entry_id))
       AND NOT EXISTS (SELECT 1 FROM main.wallet_import_row AS r WHERE r.import_id = b.import_id AND r.line = b.line AND r.key = b.key)
     ORDER BY b.row`,
    `INSERT OR IGNORE INTO main.left_out (path, at) SELECT path, at FROM backup.left_out AS b
     WHERE NOT EXISTS (SELECT 1 FROM main.location AS l WHERE l.path = b.path)`,
  ])
    write.command(statement).run()
}
