import type { DoctorReport } from '../../../src/shared/contract/app.ts'

export function reportOf(at: number): DoctorReport {
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
    ],
  }
}
