import { basename } from 'node:path'
import { Failure } from '../../../../shared/contract/errors.ts'

// Why a sound or a film could not be read, in words for people.

/** No sound could be decoded; `said` is what ffmpeg said last. */
export function undecodable(path: string, said: string): Failure {
  return decoderFailure(path, said, { lacks: 'no sound', better: 'WAV, FLAC or MP3' })
}

/** `said` is what ffmpeg said last; `lacks` what the file has nothing of, `better` a form that can be decoded everywhere. */
export function decoderFailure(path: string, said: string, words: { lacks: string; better: string }): Failure {
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
      `“${name}” is encoded in a way that can't be decoded here. Export it as ${words.better} and add that.`,
      { path, detail },
    )
  }
  return new Failure(
    'CORRUPT_MEDIA',
    `“${name}” holds ${words.lacks} that can be decoded: it is damaged, incomplete or empty. Export it again from the program that made it and add that.`,
    { path, detail },
  )
}

export function withoutFfmpeg(path: string): Failure {
  return new Failure(
    'UNAVAILABLE',
    `“${basename(path)}” can't be read without ffmpeg, and none was found. Install ffmpeg, or choose it in the settings, then try again.`,
    { path },
  )
}
