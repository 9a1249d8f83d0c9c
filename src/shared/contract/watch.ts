import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { AssetId, RootId, VersionId } from '../domain/ids.ts'
import { maxPatternLength, maxPatterns } from '../domain/watch-defaults.ts'
import { Cursor, PageLimit, procedure, Timestamp } from './base.ts'
import { FailureRecord } from './errors.ts'

export const Patterns = z.array(z.string().trim().min(1).max(maxPatternLength)).max(maxPatterns)

/** What a scan found, file by file. `unchanged` counts those that needed nothing. */
export const ScanSummary = z.object({
  added: z.int().nonnegative(),
  changed: z.int().nonnegative(),
  moved: z.int().nonnegative(),
  missing: z.int().nonnegative(),
  unchanged: z.int().nonnegative(),
})
export type ScanSummary = z.infer<typeof ScanSummary>

/**
 * ok: at rest · scanning · offline: the drive or the folder is not there · replaced: another folder is in its place ·
 * limited: the system gives no more events, so it is scanned instead · paused
 */
export const RootHealth = z.enum(['ok', 'scanning', 'offline', 'replaced', 'limited', 'paused'])
export type RootHealth = z.infer<typeof RootHealth>

export const WatchedRoot = z.object({
  rootId: RootId,
  name: z.string(),
  /** For show, never sent back. */
  path: z.string(),
  health: RootHealth,
  /** What is wrong and what to do, when something is. */
  failure: FailureRecord.nullable(),
  drive: z.enum(['local', 'network']),
  /** Links to files and folders: left alone, or taken for what they point to. */
  symlinks: z.enum(['skip', 'follow']),
  include: Patterns,
  exclude: Patterns,
  addedAt: Timestamp,
  lastScan: ScanSummary.extend({
    at: Timestamp,
    tookMs: z.int().nonnegative(),
    files: z.int().nonnegative(),
    folders: z.int().nonnegative(),
    leftOut: z.int().nonnegative(),
    otherKinds: z.int().nonnegative(),
    links: z.int().nonnegative(),
  }).nullable(),
  /** While it is being scanned: files read so far. */
  scanned: z.int().nonnegative().nullable(),
  /** Files that wait to come to rest before they are read. */
  settling: z.int().nonnegative(),
  locations: z.object({
    present: z.int().nonnegative(),
    missing: z.int().nonnegative(),
    offline: z.int().nonnegative(),
  }),
  issues: z.int().nonnegative(),
})
export type WatchedRoot = z.infer<typeof WatchedRoot>

export const WatchIssue = z.object({
  issueId: z.int().positive(),
  path: z.string(),
  failure: FailureRecord,
  at: Timestamp,
})
export type WatchIssue = z.infer<typeof WatchIssue>

/** What patterns would do to a folder, as far as it has been read. */
export const WatchPreview = z.object({
  folders: z.int().nonnegative(),
  taken: z.int().nonnegative(),
  leftOut: z.int().nonnegative(),
  otherKinds: z.int().nonnegative(),
  /** A few of each, relative to the folder. `by`: the pattern that leaves it out; null when none of `include` takes it. */
  takenNames: z.array(z.string()),
  leftOutNames: z.array(z.object({ name: z.string(), by: z.string().nullable() })),
  /** Patterns that no file or folder met. */
  unused: z.array(z.string()),
  done: z.boolean(),
  /** It is larger than a preview reads. */
  truncated: z.boolean(),
})
export type WatchPreview = z.infer<typeof WatchPreview>

export const WatchEvent = z.object({
  event: z.enum([
    'added',
    'changed',
    'moved',
    'missing',
    'returned',
    'ready',
    'failed',
    'offline',
    'online',
    'scanned',
  ]),
  rootId: RootId.nullable(),
  path: z.string(),
  /** Where a moved file was before. */
  from: z.string().optional(),
  assetId: AssetId.optional(),
  versionId: VersionId.optional(),
  failure: FailureRecord.optional(),
  summary: ScanSummary.optional(),
  at: Timestamp,
})
export type WatchEvent = z.infer<typeof WatchEvent>

const oneRoot = z.object({ rootId: RootId })
export const RootOptions = z.object({
  include: Patterns.optional(),
  exclude: Patterns.optional(),
  symlinks: z.enum(['skip', 'follow']).optional(),
  drive: z.enum(['local', 'network']).optional(),
})
export type RootOptions = z.infer<typeof RootOptions>

export const watchContract = {
  list: procedure
    .input(z.object({}))
    .output(
      z.object({ roots: z.array(WatchedRoot), defaultExclude: z.array(z.string()), always: z.array(z.string()) }),
    ),
  /** Opens the system's dialog; null when the person closed it. UNAVAILABLE where the host has none. */
  choose: procedure.input(z.object({})).output(WatchedRoot.nullable()),
  addBrowsed: procedure.input(z.object({ entryId: z.string().max(100) })).output(WatchedRoot),
  update: procedure.input(RootOptions.extend({ rootId: RootId })).output(WatchedRoot),
  pause: procedure.input(oneRoot).output(WatchedRoot),
  resume: procedure.input(oneRoot).output(WatchedRoot),
  /** Its works stay in the library, and so do their places. */
  remove: procedure.input(oneRoot).output(z.object({})),
  /** The folder that is there now is the right one, although it looks like another. */
  accept: procedure.input(oneRoot).output(WatchedRoot),
  /** Starts a scan of one folder, or of all; its progress is in `list`. */
  scan: procedure.input(z.object({ rootId: RootId.nullable().default(null) })).output(z.object({})),
  issues: procedure
    .input(oneRoot.extend({ cursor: Cursor.nullable().default(null), limit: PageLimit }))
    .output(z.object({ items: z.array(WatchIssue), nextCursor: Cursor.nullable() })),
  /** Reads the folder with other patterns and changes nothing: snapshots until it is done. */
  preview: procedure
    .input(oneRoot.extend({ include: Patterns, exclude: Patterns }))
    .output(eventIterator(WatchPreview)),
}

/** The same for shells, which know paths. */
export const watchShellContract = {
  watchAdd: procedure.input(RootOptions.extend({ path: z.string().min(1) })).output(WatchedRoot),
  watchPreview: procedure
    .input(z.object({ path: z.string().min(1), include: Patterns.optional(), exclude: Patterns.optional() }))
    .output(eventIterator(WatchPreview)),
  /** The root at this very path. */
  watchFind: procedure.input(z.object({ path: z.string().min(1) })).output(WatchedRoot.nullable()),
  /** Scans and waits until what was found is dealt with; the last event is `scanned` without a root, with the summary of all. */
  watchScan: procedure.input(z.object({ rootId: RootId.nullable() })).output(eventIterator(WatchEvent)),
  /** Listens to the file system from now on, and tells every change. */
  watchRun: procedure.input(z.object({})).output(eventIterator(WatchEvent)),
}
