import { basename } from 'node:path'
import { Failure } from '../../../../shared/contract/errors.ts'

// What the operating system or the PDF reader says about a text, in words for people.

function messageOf(thrown: unknown, path: string): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return text.replaceAll(path, basename(path)).slice(0, 300)
}

/** An error of reading a text or PDF as a Failure that names the file and what to do; a Failure is passed through. */
export function textFailure(thrown: unknown, path: string): Failure {
  if (thrown instanceof Failure) return thrown
  const name = basename(path)
  const detail = messageOf(thrown, path)
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new Failure('VANISHED', `“${name}” is no longer there. Add it again from where it is now.`, {
      path,
      cause: thrown,
    })
  }
  if (code !== undefined) {
    return new Failure(
      'UNREADABLE',
      `“${name}” could not be read. Check its permissions and the drive, then try again.`,
      {
        path,
        detail: code,
        retryable: code !== 'EACCES' && code !== 'EPERM',
        cause: thrown,
      },
    )
  }
  if (thrown instanceof Error && thrown.name === 'PasswordException') {
    return new Failure(
      'UNREADABLE',
      `“${name}” is protected with a password. Open it in a PDF program, save a copy without the password and add that.`,
      { path, detail, cause: thrown },
    )
  }
  return new Failure(
    'CORRUPT_MEDIA',
    `“${name}” is damaged or incomplete. Open it in a PDF program, save it again and add that.`,
    { path, detail, cause: thrown },
  )
}
