import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { AssetId } from '../domain/ids.ts'
import { procedure, Timestamp } from './base.ts'
import { FailureRecord } from './errors.ts'

/** The name of a file in the folder of backups; never a path. */
export const BackupId = z
  .string()
  .max(120)
  .regex(/^[a-z0-9][a-z0-9-]*\.db$/i)
  .brand<'BackupId'>()
export type BackupId = z.infer<typeof BackupId>

export const BackupReason = z.enum(['scheduled', 'manual', 'before-restore', 'before-migration'])
export type BackupReason = z.infer<typeof BackupReason>

const count = z.int().nonnegative()

/** What a check of the copy found, written beside it when it was made. */
export const BackupFacts = z.object({
  works: count,
  versions: count,
  custodyEvents: count,
  /** When anything in the library last changed; null in an empty one. */
  newestChangeAt: Timestamp.nullable(),
  libraryVersion: count,
})
export type BackupFacts = z.infer<typeof BackupFacts>

export const Backup = z.object({
  backupId: BackupId,
  at: Timestamp,
  reason: BackupReason,
  bytes: count,
  /** Null for a copy that was kept without a note, as before a migration. */
  facts: BackupFacts.nullable(),
})
export type Backup = z.infer<typeof Backup>

export const BackupList = z.object({
  /** For people; the page cannot do anything with it but show it. */
  folder: z.string(),
  ownFolder: z.boolean(),
  /** Newest first. */
  items: z.array(Backup),
  /** One is being made right now. */
  running: z.boolean(),
  /** When the next one is due by itself; null when that is turned off. */
  nextAt: Timestamp.nullable(),
  /** Why the last one could not be made; null after one that could. */
  failure: FailureRecord.nullable(),
})
export type BackupList = z.infer<typeof BackupList>

const Example = z.object({ assetId: AssetId, title: z.string() })

export const BackupDifferences = z.object({
  /** Works the backup has and the library lacks, works added since, and works that were renamed, edited or put away since. */
  onlyInBackup: count,
  onlyHere: count,
  changed: count,
  examples: z.object({ onlyInBackup: z.array(Example), onlyHere: z.array(Example), changed: z.array(Example) }),
  /** How the two logs of custody relate. */
  custody: z.enum(['same', 'backup-is-older', 'backup-is-newer', 'parted']),
})
export type BackupDifferences = z.infer<typeof BackupDifferences>

export const BackupPreview = z.object({
  backup: Backup,
  /** Complaints about the file; empty when it is sound. Only a sound one can be restored. */
  problems: z.array(z.string()),
  facts: BackupFacts.nullable(),
  /** Against the library that is open; null without one. */
  differences: BackupDifferences.nullable(),
})
export type BackupPreview = z.infer<typeof BackupPreview>

export const MergeProgress = z.object({
  /** Works of the backup that are to be added, and those that have been. */
  total: count,
  added: count,
  versionsAdded: count,
  /** Entries of the ledger that were brought back, where the library's is the beginning of the backup's. */
  ledgerEntries: count,
  /** Logs that have gone on differently here and there: what only the backup's has stays with it. */
  parted: z.array(z.enum(['custody', 'ledger'])),
  done: z.boolean(),
})
export type MergeProgress = z.infer<typeof MergeProgress>

const one = z.object({ backupId: BackupId })

export const backupContract = {
  list: procedure.input(z.object({})).output(BackupList),
  /** Makes one now, opens and checks it, and rotates older ones; answers when all that is done. */
  create: procedure.input(z.object({})).output(Backup),
  /** Opens the backup and compares it with the library. Changes nothing. */
  preview: procedure.input(one).output(BackupPreview),
  /** Adds what the backup has and the library lacks; nothing of the library is changed or taken away. A backup is made first. */
  merge: procedure.input(one).output(eventIterator(MergeProgress)),
  /** Opens the system's dialog for another folder; null when the person closed it. UNAVAILABLE where the host has none. */
  chooseFolder: procedure.input(z.object({})).output(BackupList.nullable()),
  /** Takes a folder of the folder browser. */
  useBrowsedFolder: procedure.input(z.object({ folderId: z.string().max(100) })).output(BackupList),
  /** Back to the folder "backups" of the profile. */
  useOwnFolder: procedure.input(z.object({})).output(BackupList),
}
