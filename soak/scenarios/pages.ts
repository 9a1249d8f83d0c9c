import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { noPool, openCore } from '../../bench/open-core.ts'
import { seedProfile } from '../../bench/seed/seed-profile.ts'
import { archiveHandlers } from '../../src/main/core/backup/archive.ts'
import { libraryFacts } from '../../src/main/core/store/backup-facts.ts'
import { readOffline } from '../../src/main/core/store/offline.ts'
import type { Scenario } from '../scenario.ts'

// SAFETY §2: random pages of a library are overwritten. It is never taken for sound: it is refused at opening, or closed for writing by the
// check behind it; the file stays as it is and the last good backup is named. A page that holds nothing may be anything.

const pageSize = 4_096

export const run: Scenario = async (context) => {
  const { dir, random, say } = context
  const rounds = context.size(1_000, 5)
  const works = context.size(20_000, 400)
  const profile = join(dir, 'profile')
  await seedProfile(profile, { count: works })
  const core = await openCore(profile, noPool())
  const some = await core.client.library.list({ limit: 100 })
  // Pages that were freed: damage in them must not be taken for more than it is.
  await core.client.library.remove({ assetIds: some.items.map(({ assetId }) => assetId) })
  const backup = await core.client.shell.backup({})
  await core.close()
  const library = join(profile, 'library.db')
  const sound = readFileSync(library)
  const facts = await contentOf(library)
  const counted = { 'refused at opening': 0, 'found by the check behind it': 0, 'held nothing': 0 }
  const notes: string[] = []
  let lost = 0

  for (let round = 0; round < rounds; round++) {
    const page = Math.floor((random() * sound.length) / pageSize)
    const damaged = Buffer.from(sound)
    for (let at = page * pageSize; at < (page + 1) * pageSize; at++) damaged[at] = Math.floor(random() * 256)
    const scratch = join(dir, 'scratch')
    rmSync(scratch, { recursive: true, force: true })
    mkdirSync(join(scratch, 'backups'), { recursive: true })
    copyFileSync(backup.path, join(scratch, 'backups', backup.backupId))
    copyFileSync(backup.path.replace(/db$/, 'json'), join(scratch, 'backups', backup.backupId.replace(/db$/, 'json')))
    const path = join(scratch, 'library.db')
    writeFileSync(path, damaged)
    const end = await openDamaged(scratch, path, facts)
    if (end === 'taken for sound') lost++
    else counted[end]++
    if (end === 'refused at opening' && !readFileSync(path).equals(damaged)) {
      lost++
      notes.push(`round ${round}: page ${page} was refused, and the file is not what it was`)
    }
    if (end === 'taken for sound') notes.push(`round ${round}: page ${page} of ${sound.length / pageSize}`)
    if ((round + 1) % 100 === 0) say(`${round + 1} pages, ${lost} taken for sound`)
  }
  return { what: `random pages of ${works.toLocaleString('en')} works`, rounds, lost, figures: counted, notes }
}

type End = 'refused at opening' | 'found by the check behind it' | 'held nothing' | 'taken for sound'

async function openDamaged(profile: string, path: string, facts: string): Promise<End> {
  try {
    const core = await openCore(profile, noPool())
    await core.close()
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null
    const offered = thrown instanceof Error && thrown.message.includes('restore --replace')
    return code === 'STORE_CORRUPT' && offered ? 'refused at opening' : 'taken for sound'
  }
  if ((await archiveHandlers.check({ path })).length > 0) return 'found by the check behind it'
  return (await contentOf(path)) === facts ? 'held nothing' : 'taken for sound'
}

/** Everything that rows say, as one hash. */
async function contentOf(path: string): Promise<string> {
  return readOffline(path, ({ database, read }) => {
    const hash = createHash('sha256').update(JSON.stringify(read(libraryFacts)))
    for (const table of ['asset', 'version', 'location', 'fingerprint', 'custody_event'])
      hashTable(hash, database, table)
    return hash.digest('hex')
  })
}

function hashTable(hash: ReturnType<typeof createHash>, database: Database.Database, table: string): void {
  for (const row of database.prepare<[], unknown[]>(`SELECT * FROM ${table}`).raw().iterate()) {
    for (const value of row) hash.update(Buffer.isBuffer(value) ? value : String(value))
  }
}
