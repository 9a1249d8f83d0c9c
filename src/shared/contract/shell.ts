import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { Sha256Hex } from '../domain/hash.ts'
import { AssetId, BatchId, VersionId } from '../domain/ids.ts'
import { MediaKind } from '../domain/media-kind.ts'
import { Backup, BackupList, MergeProgress } from './backup.ts'
import { procedure } from './base.ts'
import { Batch } from './intake.ts'
import { FailureRecord } from './errors.ts'
import { watchShellContract } from './watch.ts'
import { FoundWorks } from './matches.ts'
import { assistantShellContract } from './assistant.ts'

// What a shell (Electron main, browser host, command line) may ask beyond the page: these take paths, so the page's router does not have them.

/** How one file of a batch ended. */
export const FileOutcome = z.object({
  path: z.string(),
  status: z.enum(['ready', 'failed', 'skipped', 'unchanged']),
  assetId: AssetId.optional(),
  versionId: VersionId.optional(),
  sha256: Sha256Hex.optional(),
  kind: MediaKind.optional(),
  failure: FailureRecord.optional(),
})
export type FileOutcome = z.infer<typeof FileOutcome>

export const BatchEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('files'), outcomes: z.array(FileOutcome) }),
  z.object({ type: z.literal('progress'), batch: Batch }),
  /** The last event. */
  z.object({ type: z.literal('end'), batch: Batch }),
])
export type BatchEvent = z.infer<typeof BatchEvent>

/** A backup with the place where it lies; for shells only. */
export const PlacedBackup = Backup.extend({ path: z.string() })

const Paths = z.array(z.string().min(1)).min(1).max(100_000)

export const shellContract = {
  /** Starts a batch over files and folders. Relative paths are refused. */
  addPaths: procedure
    .input(z.object({ paths: Paths, source: z.enum(['drop', 'picker', 'command-line', 'inbox']) }))
    .output(z.object({ batchId: BatchId })),
  /** The same, with every file's outcome as it is known. Leaving the stream early does not stop the batch. */
  protect: procedure.input(z.object({ paths: Paths })).output(eventIterator(BatchEvent)),
  /** Whether the machine runs on its battery, where the host is told. */
  setPower: procedure.input(z.object({ onBattery: z.boolean() })).output(z.object({})),
  /** Makes a backup now; says where it lies. */
  backup: procedure.input(z.object({})).output(PlacedBackup),
  /** Merges a backup that lies anywhere; absolute. */
  mergeBackup: procedure.input(z.object({ path: z.string().min(1) })).output(eventIterator(MergeProgress)),
  /** Where backups are kept from now on, absolute; null for the profile's own folder. */
  setBackupFolder: procedure.input(z.object({ folder: z.string().min(1).nullable() })).output(BackupList),
  /**
   * The works of the library that a file is, holds or is a part of, best first; or those that a work of the library has something in
   * common with. The file is not added.
   */
  match: procedure
    .input(z.union([z.object({ path: z.string().min(1) }), z.object({ assetId: AssetId })]))
    .output(FoundWorks),
  /** The work that lives at a path now, or did last. */
  findByPath: procedure.input(z.object({ path: z.string().min(1) })).output(z.object({ assetId: AssetId }).nullable()),
  ...watchShellContract,
  ...assistantShellContract,
}
