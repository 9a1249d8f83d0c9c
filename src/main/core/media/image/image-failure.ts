import { basename } from 'node:path'
import { Failure } from '../../../../shared/contract/errors.ts'

// What the operating system or the decoder says about a picture, in words for people.

function systemCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined
}

/** First line of the decoder's message without the path it may repeat, short enough for a log line. */
function detailOf(thrown: unknown, path: string): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  const line = text.split('\n').find((part) => part.trim() !== '' && !part.includes('bad seek')) ?? text
  return line.replaceAll(path, basename(path)).slice(0, 300)
}

/** An error of reading or decoding a picture as a Failure that names the file and what to do; a Failure is passed through. */
export function imageFailure(thrown: unknown, path: string): Failure {
  if (thrown instanceof Failure) return thrown
  const name = basename(path)
  const detail = detailOf(thrown, path)
  const code = systemCode(thrown)
  if (code === 'ENOENT' || code === 'ENOTDIR' || detail.startsWith('Input file is missing')) {
    return new Failure('VANISHED', `“${name}” is no longer there. Add it again from where it is now.`, {
      path,
      cause: thrown,
    })
  }
  if (code !== undefined || /permission denied|input\/output error|unable to open/i.test(detail)) {
    return new Failure(
      'UNREADABLE',
      `“${name}” could not be read. Check its permissions and the drive, then try again.`,
      {
        path,
        detail: code ?? detail,
        retryable: code !== 'EACCES' && code !== 'EPERM',
        cause: thrown,
      },
    )
  }
  if (/exceeds pixel limit|exceeds the maximum|dimensions? too large|too many pixels/i.test(detail)) {
    return new Failure(
      'TOO_MANY_PIXELS',
      `“${name}” has more than 268 megapixels. Add a copy with fewer pixels; it will be recognised as the same work.`,
      { path, detail, cause: thrown },
    )
  }
  if (/unsupported (codec|feature)|no decoding plugin|compression format has not been built in/i.test(detail)) {
    return new Failure(
      'UNSUPPORTED_TYPE',
      `“${name}” is encoded in a way that can't be decoded here. Save it as JPEG or PNG in a picture program and add that.`,
      { path, detail, cause: thrown },
    )
  }
  // "unsupported image format" lands here too: intake has seen the magic bytes, so what is not recognised any more is cut off.
  return new Failure(
    'CORRUPT_MEDIA',
    `“${name}” is damaged or incomplete. Open it in a picture program, save it again and add that.`,
    {
      path,
      detail,
      cause: thrown,
    },
  )
}
