import { stat, statfs } from 'node:fs/promises'
import type { DoctorCheck, DoctorReport, Pace } from '../../../shared/contract/app.ts'
import type { BackupList } from '../../../shared/contract/backup.ts'
import type { FailureRecord } from '../../../shared/contract/errors.ts'
import type { JobCounts } from '../../../shared/contract/jobs.ts'
import type { CustodyVerification } from '../../../shared/contract/custody.ts'
import type { FoundFfmpeg } from '../media/ffmpeg.ts'

// The truth about this installation, as checks a person can act on. Facts are gathered first; judging them is pure.

export type DoctorFacts = {
  at: number
  versions: DoctorReport['versions']
  profileDir: string
  /** Complaints of the database's own check, empty when sound. */
  integrity: readonly string[]
  /** Why nothing can be written just now; null while it can. */
  writing: FailureRecord | null
  custody: CustodyVerification
  freeBytes: number | null
  ffmpeg: FoundFfmpeg | null
  ffmpegSetting: string
  jobs: JobCounts
  keyStore: 'os' | 'file' | 'basic-text'
  works: number
  cacheRebuilt: boolean
  pace: Pace
  backups: BackupList
  libraryBytes: number
  cacheBytes: number
}

const lowSpaceBytes = 1_000_000_000

export function judge(facts: DoctorFacts): DoctorReport {
  const checks = [
    profileCheck(facts),
    integrityCheck(facts),
    writingCheck(facts),
    custodyCheck(facts),
    diskCheck(facts),
    ffmpegCheck(facts),
    jobsCheck(facts),
    backupCheck(facts),
    paceCheck(facts),
    keyCheck(facts),
  ]
  const { at, versions, ffmpeg, backups } = facts
  const place = {
    profileDir: facts.profileDir,
    libraryBytes: facts.libraryBytes,
    cacheBytes: facts.cacheBytes,
    freeBytes: facts.freeBytes,
    backupFolder: backups.folder,
    backups: backups.items.length,
    backupBytes: backups.items.reduce((sum, { bytes }) => sum + bytes, 0),
    lastBackupAt: backups.items[0]?.at ?? null,
  }
  return { at, versions, ffmpegSource: ffmpeg?.source ?? null, checks, place }
}

function profileCheck({ profileDir, works, cacheRebuilt }: DoctorFacts): DoctorCheck {
  const detail = `${profileDir}, ${works} ${works === 1 ? 'work' : 'works'}`
  if (!cacheRebuilt) return { id: 'profile', status: 'ok', title: 'Profile', detail }
  return {
    id: 'profile',
    status: 'attention',
    title: 'Profile',
    detail: `${detail}. The cache was damaged and has been begun anew.`,
    next: 'Nothing of the library is lost. The thumbnails are drawn again while the app is open.',
  }
}

function integrityCheck({ integrity }: DoctorFacts): DoctorCheck {
  const [first] = integrity
  if (first === undefined) return { id: 'integrity', status: 'ok', title: 'Database', detail: 'Sound.' }
  return {
    id: 'integrity',
    status: 'failed',
    title: 'Database',
    detail: first,
    next: 'Quit, copy the profile folder away, check the disk, and put the last good backup in its place: “metastamp restore --replace”.',
  }
}

function writingCheck({ writing }: DoctorFacts): DoctorCheck {
  const title = 'Writing'
  if (writing === null) return { id: 'writing', status: 'ok', title, detail: 'The library takes changes.' }
  return {
    id: 'writing',
    status: 'failed',
    title,
    detail: writing.message,
    next: writing.retryable
      ? 'Make room, or see that the disk is there and may be written to. Work goes on by itself.'
      : 'Nothing is lost that was there. Quit, and restore the last good backup: “metastamp restore --replace”.',
  }
}

function custodyCheck({ custody }: DoctorFacts): DoctorCheck {
  if (custody.broken === null) {
    return { id: 'custody', status: 'ok', title: 'Custody log', detail: `${custody.events} events, every link holds.` }
  }
  return {
    id: 'custody',
    status: 'failed',
    title: 'Custody log',
    detail: custody.broken.message,
    next: 'Keep this profile as it is and compare it with a backup: events before the broken link still prove what they say.',
  }
}

function diskCheck({ freeBytes }: DoctorFacts): DoctorCheck {
  if (freeBytes === null) {
    return {
      id: 'disk',
      status: 'attention',
      title: 'Free space',
      detail: 'It cannot be told on this disk.',
      next: 'Make sure the profile is on a local disk.',
    }
  }
  const detail = `${(freeBytes / 1e9).toFixed(1)} GB free where the profile is.`
  if (freeBytes >= lowSpaceBytes) return { id: 'disk', status: 'ok', title: 'Free space', detail }
  return {
    id: 'disk',
    status: 'attention',
    title: 'Free space',
    detail,
    next: 'Free some space before adding more works.',
  }
}

function ffmpegCheck({ ffmpeg, ffmpegSetting }: DoctorFacts): DoctorCheck {
  if (ffmpeg === null) {
    return {
      id: 'ffmpeg',
      status: 'attention',
      title: 'ffmpeg',
      detail: 'None was found. Pictures do not need it; sound and film do.',
      next: 'Install ffmpeg, or set its path in Settings.',
      act: 'set-ffmpeg',
    }
  }
  const detail = `${ffmpeg.version} (${ffmpeg.path})`
  if (ffmpegSetting === '' || ffmpeg.source === 'setting')
    return { id: 'ffmpeg', status: 'ok', title: 'ffmpeg', detail }
  return {
    id: 'ffmpeg',
    status: 'attention',
    title: 'ffmpeg',
    detail: `The one set in Settings (${ffmpegSetting}) does not start; ${detail} is used instead.`,
    next: 'Correct the path in Settings, or clear it.',
    act: 'set-ffmpeg',
  }
}

function jobsCheck({ jobs }: DoctorFacts): DoctorCheck {
  const { parked } = jobs
  const underWay = jobs.queued + jobs.running
  if (parked === 0)
    return {
      id: 'jobs',
      status: 'ok',
      title: 'Jobs',
      detail: underWay === 0 ? 'None waiting.' : `${underWay} under way.`,
    }
  return {
    id: 'jobs',
    status: 'attention',
    title: 'Jobs',
    detail: `${parked} could not be finished.`,
    next: 'Activity (or `metastamp jobs`) names each with its reason; try them again there.',
    act: 'see-activity',
  }
}

/** A day is the rule; a weekend is no neglect. */
const staleBackupMs = 3 * 86_400_000

function backupCheck({ at, backups, works }: DoctorFacts): DoctorCheck {
  const check = { id: 'backup', title: 'Backups' } as const
  const newest = backups.items[0]
  if (backups.failure !== null) {
    const detail = `The last one could not be made: ${backups.failure.message}`
    return { ...check, status: 'attention', detail, next: 'Choose another folder, or try again.', act: 'see-backups' }
  }
  if (newest === undefined) {
    if (works === 0) return { ...check, status: 'ok', detail: 'None yet; there is nothing to keep.' }
    return { ...check, status: 'attention', detail: 'There is none yet.', next: 'Make one now.', act: 'back-up' }
  }
  const detail = `${backups.items.length} in ${backups.folder}, the newest of ${new Date(newest.at).toISOString().slice(0, 16).replace('T', ' ')} UTC.`
  if (at - newest.at <= staleBackupMs) return { ...check, status: 'ok', detail }
  return { ...check, status: 'attention', detail, next: 'Make one now.', act: 'back-up' }
}

function paceCheck({ pace }: DoctorFacts): DoctorCheck {
  const check = { id: 'pace', title: 'Work' } as const
  if (pace.mode === 'full') return { ...check, status: 'ok', detail: 'At full pace.' }
  if (pace.mode === 'gentle') return { ...check, status: 'ok', detail: 'Gently, one file at a time.' }
  if (pace.because !== 'person') {
    const why = pace.because === 'battery' ? 'while on battery' : 'in quiet hours'
    return { ...check, status: 'ok', detail: `Paused ${why}, as set.` }
  }
  return {
    ...check,
    status: 'attention',
    detail: 'All work is paused.',
    next: 'Resume it when you like; nothing is lost meanwhile.',
    act: 'resume',
  }
}

function keyCheck({ keyStore }: DoctorFacts): DoctorCheck {
  const title = 'Key store'
  switch (keyStore) {
    case 'os':
      return { id: 'keys', status: 'ok', title, detail: "The vault key is in the operating system's key store." }
    case 'file':
      return { id: 'keys', status: 'ok', title, detail: 'The vault key is in a file only you may read.' }
    case 'basic-text':
      return {
        id: 'keys',
        status: 'attention',
        title,
        detail: 'This system has no key store: the vault key is only lightly hidden.',
        next: 'Install and unlock a keyring (GNOME Keyring or KWallet), then start again.',
      }
  }
}

/** Bytes free for this user where the folder is; null where the file system does not tell. */
export async function freeBytesAt(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    // Some network file systems refuse; the check says so.
    return null
  }
}

/** Bytes of a database with its log, as they lie on the disk; what is not there counts nothing. */
export async function databaseBytes(path: string): Promise<number> {
  const sizes = await Promise.all(
    [path, `${path}-wal`].map((each) =>
      stat(each).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
