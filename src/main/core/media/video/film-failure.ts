import { basename } from 'node:path'
import { Failure } from '../../../../shared/contract/errors.ts'

// Why a film could not be read, in words for people.

/** Neither pictures nor sound could be decoded; `said` is what ffmpeg said last. */
export function unwatchable(path: string, said: string): Failure {
  const name = basename(path)
  const detail = said.replaceAll(path, name).slice(0, 300)
  const line = said.toLowerCase()
  if (line.includes('no such file')) {
    return new Failure('VANISHED', `“${name}” is no longer there. Add it again from where it is now.`, { path, detail })
  }
  if (line.includes('permission denied') || line.includes('input/output error')) {
    return new Failure(
      'UNREADABLE',
      `“${name}” could not be read. Check its permissions and the drive, then try again.`,
      { path, detail, retryable: !line.includes('permission') },
    )
  }
  if (/decoder .*not found|unsupported codec|no decoder/.test(line)) {
    return new Failure(
      'UNSUPPORTED_TYPE',
      `“${name}” is encoded in a way that can't be decoded here. Export it as MP4 with H.264 and add that.`,
      { path, detail },
    )
  }
  return new Failure(
    'CORRUPT_MEDIA',
    `“${name}” holds neither pictures nor sound that can be decoded: it is damaged, incomplete or empty. Export it again from the program that made it and add that.`,
    { path, detail },
  )
}
