import { isAbsolute, join } from 'node:path'
import { rmSync } from 'node:fs'
import type { ChangeTopic } from '../../../shared/contract/app.ts'
import type {
  Backup,
  BackupId,
  BackupList,
  BackupPreview,
  BackupReason,
  MergeProgress,
} from '../../../shared/contract/backup.ts'
import { Failure, toFailure, toFailureRecord } from '../../../shared/contract/errors.ts'
import type { SignalHub } from '../events/signal-hub.ts'
import type { NewJob } from '../jobs/job-queue.ts'
import type { Logger } from '../log/logger.ts'
import {
  backupAt,
  backupFolderOf,
  findBackup,
  findBackups,
  type FoundBackup,
  setBackupFolder,
} from '../store/backup-folder.ts'
import type { WriteStore } from '../store/handles.ts'
import type { NewId } from '../store/new-id.ts'
import type { Store } from '../store/open-store.ts'
import { fileFailure } from '../store/sqlite-failure.ts'
import { mergeFrom } from './merge.ts'
import { dueAt, retryAfterMs } from './schedule.ts'
import type { Archive } from './tasks.ts'

// Backups of the open library: made by the day, on demand and before anything risky; listed, compared, merged.

export type BackupOptions = {
  store: Store
  archive: Archive
  hub: SignalHub<ChangeTopic>
  logger: Logger
  appVersion: string
  now: () => number
  newId: NewId
  /** Whether one is made by itself each day. */
  scheduled: () => boolean
  enqueue(write: WriteStore, job: NewJob): unknown
  /** Works came from a backup: their pictures are to be drawn, their fingerprints made. */
  merged(): void
}

export interface Backups {
  list(): BackupList
  /** Makes one now; while one is being made, that one. */
  create(reason: Exclude<BackupReason, 'before-migration'>): Promise<Backup & { path: string }>
  preview(backupId: BackupId): Promise<BackupPreview>
  /** A backup of the list, or a file that a person has named. */
  merge(
    source: { backupId: BackupId } | { path: string },
    signal: AbortSignal | undefined,
  ): AsyncGenerator<MergeProgress, void, void>
  /** Where backups are kept from now on; null for the profile's own folder. */
  setFolder(folder: string | null): BackupList
  /** Begins to look each hour whether one is due. */
  start(): void
  close(): Promise<void>
}

const firstLookMs = 60_000
const lookEveryMs = 3_600_000

const withoutPath = ({ path: _path, ...backup }: FoundBackup): Backup => backup

export function createBackups(options: BackupOptions): Backups {
  const { store, archive, hub, logger, appVersion, now } = options
  const { profileDir, libraryPath } = store
  let running: Promise<Backup & { path: string }> | null = null
  let failure: Failure | null = null
  let failedAt = 0
  let merging = false
  let timer: NodeJS.Timeout | undefined

  const known = (backupId: BackupId): FoundBackup => {
    const found = findBackup(profileDir, backupId)
    if (found === null) throw new Failure('NOT_FOUND', `The backup ${backupId} is not there any more.`)
    return found
  }

  const create: Backups['create'] = (reason) => {
    running ??= (async () => {
      hub.touch('backup')
      try {
        const { folder } = backupFolderOf(profileDir)
        const { backup, path, removed } = await archive.run('keep', {
          libraryPath,
          folder,
          reason,
          at: now(),
          appVersion,
        })
        failure = null
        logger.log('info', 'backup.made', { backup: backup.backupId, removed })
        return { ...backup, path }
      } catch (thrown) {
        failure = toFailure(thrown)
        failedAt = now()
        throw failure
      } finally {
        running = null
        hub.touch('backup')
        hub.touch('health')
      }
    })()
    return running
  }

  const nextAt = (): number | null => {
    if (!options.scheduled()) return null
    const due = dueAt(
      findBackups(profileDir).filter(({ reason }) => reason !== 'before-migration'),
      now(),
    )
    return failure === null ? due : Math.max(due, failedAt + retryAfterMs)
  }

  const look = () => {
    const at = nextAt()
    if (at === null || at > now() || running !== null || merging) return
    create('scheduled').catch((thrown: unknown) => {
      logger.log('warn', 'backup.failed', { failure: toFailureRecord(thrown) })
    })
  }

  const list = (): BackupList => {
    const { folder, own } = backupFolderOf(profileDir)
    return {
      folder,
      ownFolder: own,
      items: findBackups(profileDir).map(withoutPath),
      running: running !== null,
      nextAt: nextAt(),
      failure: failure === null ? null : toFailureRecord(failure),
    }
  }

  async function* merge(...[from, signal]: Parameters<Backups['merge']>): AsyncGenerator<MergeProgress, void, void> {
    const source = 'path' in from ? backupAt(from.path) : known(from.backupId)
    if (source === null) throw new Failure('NOT_FOUND', 'This backup is not there any more.')
    const { backupId } = source
    if (merging) throw new Failure('CONFLICT', 'A backup is being merged already. Wait until it is done.')
    merging = true
    const target = join(profileDir, 'restore.tmp.db')
    try {
      const { problems } = await archive.run('preview', {
        path: source.path,
        libraryPath: null,
        workPath: target,
        appVersion,
        at: now(),
      })
      if (problems.length > 0) {
        throw new Failure('STORE_CORRUPT', `The backup ${backupId} is damaged and was not used. Choose another one.`, {
          ...(problems[0] === undefined ? {} : { detail: problems[0] }),
        })
      }
      await create('before-restore')
      await archive.run('prepare', { path: source.path, target, appVersion, at: now() })
      yield* mergeFrom(target, { ...options, backupId, takenAt: source.at }, signal)
      options.merged()
    } finally {
      merging = false
      for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(target + suffix, { force: true })
      hub.touch('library')
      hub.touch('custody')
    }
  }

  return {
    list,
    create,
    merge,
    preview: (backupId) =>
      archive.run('preview', {
        path: known(backupId).path,
        libraryPath,
        workPath: join(profileDir, 'compare.tmp.db'),
        appVersion,
        at: now(),
      }),
    setFolder(folder) {
      if (folder !== null && !isAbsolute(folder)) {
        throw new Failure('BAD_INPUT', `“${folder}” is not an absolute path.`, { path: folder })
      }
      try {
        setBackupFolder(profileDir, folder)
      } catch (thrown) {
        throw fileFailure(thrown, folder ?? profileDir)
      }
      failure = null
      hub.touch('backup')
      return list()
    },
    start() {
      timer = setTimeout(() => {
        look()
        timer = setInterval(look, lookEveryMs).unref()
      }, firstLookMs).unref()
    },
    async close() {
      clearTimeout(timer)
      await running?.catch(() => undefined)
    },
  }
}
