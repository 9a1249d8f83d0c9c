import { BackupId, type BackupReason } from '../../../shared/contract/backup.ts'

// A backup's file name says when and why it was made, so that a folder can be read without opening anything in it.

const pattern = /^metastamp-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-(scheduled|manual|before-restore)\.db$/
const beforeMigration = /^before-migration-\d+\.db$/

/** `metastamp-20261120T140703412Z-manual.db`: sorts by time, and is legal on every file system. */
export function backupName(at: number, reason: Exclude<BackupReason, 'before-migration'>): BackupId {
  return BackupId.parse(`metastamp-${new Date(at).toISOString().replace(/[-:.]/g, '')}-${reason}.db`)
}

/** Null for a file that is not one of ours. A copy before a migration has no time in its name. */
export function parseBackupName(name: string): { at: number | null; reason: BackupReason } | null {
  if (beforeMigration.test(name)) return { at: null, reason: 'before-migration' }
  const found = pattern.exec(name)
  if (found === null) return null
  const [, year, month, day, hour, minute, second, ms, reason] = found
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`)
  if (Number.isNaN(at) || (reason !== 'scheduled' && reason !== 'manual' && reason !== 'before-restore')) return null
  return { at, reason }
}
