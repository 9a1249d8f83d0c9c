import type { implement } from '@orpc/server'
import { type Backup, BackupId, type BackupList } from '../../../src/shared/contract/backup.ts'
import { errorData } from '../../../src/shared/contract/errors.ts'
import type { contract } from '../../../src/shared/contract/index.ts'
import { AssetId } from '../../../src/shared/domain/ids.ts'
import type { PageCoreState } from './state.ts'

const dayMs = 86_400_000

function backupOf(at: number, reason: Exclude<Backup['reason'], 'before-migration'>, works: number): Backup {
  return {
    backupId: BackupId.parse(`metastamp-${new Date(at).toISOString().replace(/[-:.]/g, '')}-${reason}.db`),
    at,
    reason,
    bytes: 90_000 + works * 3_100,
    facts: { works, versions: works, custodyEvents: works * 2, newestChangeAt: at - 600_000, libraryVersion: 50 },
  }
}

/** As months of use leave them; none in a library that has never had a work. */
export function makeBackups(works: number, now: number): Backup[] {
  if (works === 0) return []
  const days = [0.2, 1.2, 2.2, 3.2, 4.2, 9.2, 16.2, 23.2, 54.2, 85.2]
  return days.map((age, index) =>
    backupOf(now - age * dayMs, index === 2 ? 'manual' : 'scheduled', Math.max(1, Math.round(works * (1 - age / 200)))),
  )
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export function backupProcedures(state: PageCoreState, os: ReturnType<typeof implement<typeof contract>>) {
  const list = (): BackupList => ({
    folder: '/home/ada/.local/share/metastamp/backups',
    ownFolder: true,
    items: state.backups,
    running: false,
    nextAt: state.settings['backup.schedule'] === 'off' ? null : (state.backups[0]?.at ?? Date.now()) + dayMs,
    failure: null,
  })
  const found = (backupId: string) => state.backups.find((backup) => backup.backupId === backupId)
  return {
    list: os.backup.list.handler(list),
    create: os.backup.create.handler(async () => {
      await pause(900)
      const made = backupOf(Date.now(), 'manual', state.works.length)
      state.backups = [made, ...state.backups]
      state.changed('backup')
      return made
    }),
    preview: os.backup.preview.handler(async ({ input, errors }) => {
      const backup = found(input.backupId)
      if (backup === undefined) {
        throw errors.NOT_FOUND({
          message: 'This backup is not there any more.',
          data: errorData.parse({ retryable: false }),
        })
      }
      await pause(400)
      const examples = state.works.slice(0, 3).map(({ assetId, title }) => ({ assetId: AssetId.parse(assetId), title }))
      const works = backup.facts?.works ?? 0
      return {
        backup,
        problems: [],
        facts: backup.facts,
        differences: {
          onlyInBackup: 3,
          onlyHere: Math.max(0, state.works.length - works) + 3,
          changed: 2,
          examples: { onlyInBackup: examples, onlyHere: [], changed: examples.slice(0, 2) },
          custody: 'backup-is-older' as const,
        },
      }
    }),
    merge: os.backup.merge.handler(async function* () {
      for (let added = 0; added <= 3; added++) {
        yield { total: 3, added, versionsAdded: added, ledgerEntries: 0, parted: [], done: added === 3 }
        await pause(300)
      }
      state.changed('library')
    }),
    chooseFolder: os.backup.chooseFolder.handler(list),
    useBrowsedFolder: os.backup.useBrowsedFolder.handler(list),
    useOwnFolder: os.backup.useOwnFolder.handler(list),
  }
}
