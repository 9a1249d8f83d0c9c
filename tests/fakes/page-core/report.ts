import type { DoctorReport } from '../../../src/shared/contract/app.ts'
import type { Backup } from '../../../src/shared/contract/backup.ts'

export function reportOf(at: number, backups: readonly Backup[], paused: boolean): DoctorReport {
  return {
    at,
    versions: { app: '0.1.0', node: '24.21.0', sqlite: '3.53.1', sharp: '0.35.5', ffmpeg: '5.1.6', electron: null },
    ffmpegSource: 'ffmpeg on PATH',
    checks: [
      { id: 'store', status: 'ok', title: 'Library database', detail: 'Opened, intact, 3.4 MB.' },
      {
        id: 'sharp',
        status: 'ok',
        title: 'Pictures',
        detail: 'sharp 0.35.5 reads jpeg, png, webp, avif, tiff and gif.',
      },
      { id: 'ffmpeg', status: 'ok', title: 'Film and sound', detail: 'ffmpeg 5.1.6 from PATH.' },
      {
        id: 'keyring',
        status: 'attention',
        title: 'Key store',
        detail: 'The vault key is kept in a file that only you can read.',
        next: 'Start the desktop app to seal it with the system’s keyring.',
      },
      ...(paused
        ? [
            {
              id: 'pace',
              status: 'attention' as const,
              title: 'Work',
              detail: 'All work is paused.',
              next: 'Resume it when you like; nothing is lost meanwhile.',
              act: 'resume' as const,
            },
          ]
        : []),
      backups.length === 0
        ? {
            id: 'backup',
            status: 'attention',
            title: 'Backups',
            detail: 'There is none yet.',
            next: 'Make one now.',
            act: 'back-up',
          }
        : { id: 'backup', status: 'ok', title: 'Backups', detail: `${backups.length} in the folder of backups.` },
    ],
    place: {
      profileDir: '/home/ada/.local/share/metastamp',
      libraryBytes: 3_400_000,
      cacheBytes: 18_200_000,
      freeBytes: 212_000_000_000,
      backupFolder: '/home/ada/.local/share/metastamp/backups',
      backups: backups.length,
      backupBytes: backups.reduce((sum, { bytes }) => sum + bytes, 0),
      lastBackupAt: backups[0]?.at ?? null,
    },
  }
}
