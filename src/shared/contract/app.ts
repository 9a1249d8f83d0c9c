import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { procedure, Timestamp } from './base.ts'
import { FailureRecord } from './errors.ts'

/** How hard the program works: fully, one thing at a time with rests, or not at all; and until when, where that is known. */
export const Pace = z.object({
  mode: z.enum(['full', 'gentle', 'held']),
  because: z.enum(['person', 'quiet-hours', 'battery']).nullable(),
  until: Timestamp.nullable(),
})
export type Pace = z.infer<typeof Pace>

export const AppInfo = z.object({
  version: z.string(),
  host: z.enum(['electron', 'web', 'cli', 'test']),
  platform: z.string(),
  /** Where the vault key comes from; `basic-text` is Linux without a keyring and is said aloud. */
  keyStore: z.enum(['os', 'file', 'basic-text']),
  capabilities: z.object({
    nativeDialogs: z.boolean(),
    folderBrowser: z.boolean(),
    /** Dropped files reach the host as paths (Electron) or are streamed into the inbox (browser host). */
    drop: z.enum(['paths', 'upload']),
    reveal: z.boolean(),
  }),
  /** No work has ever been added. */
  firstRun: z.boolean(),
  readOnly: z.boolean(),
  /** Why, while it is: a full disk, a refused or a damaged file. It ends by itself where it can. */
  readOnlyReason: FailureRecord.nullable(),
  pace: Pace,
})
export type AppInfo = z.infer<typeof AppInfo>

/** What a page can offer to do about a finding. */
export const DoctorAct = z.enum(['back-up', 'see-backups', 'see-activity', 'set-ffmpeg', 'resume'])
export type DoctorAct = z.infer<typeof DoctorAct>

export const DoctorCheck = z.object({
  id: z.string(),
  status: z.enum(['ok', 'attention', 'failed']),
  title: z.string(),
  detail: z.string(),
  /** What a person can do about it. */
  next: z.string().optional(),
  /** The one button for that, where there is one. */
  act: DoctorAct.optional(),
})
export type DoctorCheck = z.infer<typeof DoctorCheck>

export const DoctorReport = z.object({
  at: Timestamp,
  versions: z.object({
    app: z.string(),
    node: z.string(),
    sqlite: z.string(),
    sharp: z.string(),
    ffmpeg: z.string().nullable(),
    electron: z.string().nullable(),
  }),
  ffmpegSource: z.string().nullable(),
  checks: z.array(DoctorCheck),
  /** Where the library lies and how large it is. For people: a page can do nothing with these paths but show them. */
  place: z.object({
    profileDir: z.string(),
    libraryBytes: z.int().nonnegative(),
    cacheBytes: z.int().nonnegative(),
    freeBytes: z.number().nonnegative().nullable(),
    backupFolder: z.string(),
    backups: z.int().nonnegative(),
    backupBytes: z.int().nonnegative(),
    lastBackupAt: Timestamp.nullable(),
  }),
})
export type DoctorReport = z.infer<typeof DoctorReport>

/** Which part of the state has changed; the page asks again for what it shows. */
export const ChangeTopic = z.enum([
  'library',
  'intake',
  'jobs',
  'custody',
  'settings',
  'health',
  'value',
  'backup',
  'wallet',
  'watch',
  'matches',
  'providers',
  'assistant',
])
export type ChangeTopic = z.infer<typeof ChangeTopic>

/** A file that was made for a person to keep: text as it is, bytes as base64. */
export const SavedFile = z.object({
  fileName: z.string().regex(/^[^/\\\p{Cc}]{1,200}$/u),
  encoding: z.enum(['utf-8', 'base64']),
  content: z.string(),
})
export type SavedFile = z.infer<typeof SavedFile>

export const appContract = {
  info: procedure.input(z.object({})).output(AppInfo),
  doctor: procedure.input(z.object({})).output(DoctorReport),
  /** Topics that changed, gathered: at most four events a second. The first event comes at once and is empty. */
  changes: procedure.input(z.object({})).output(eventIterator(z.object({ topics: z.array(ChangeTopic) }))),
  /** Asks where in the system's dialog, and writes there. UNAVAILABLE in hosts without one, whose pages offer a download. */
  saveFile: procedure.input(SavedFile).output(z.object({ saved: z.boolean() })),
  /** https and mailto only; anything else is FORBIDDEN. */
  openExternal: procedure.input(z.object({ url: z.string().max(2048) })).output(z.object({})),
}
