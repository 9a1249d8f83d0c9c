import { basename } from 'node:path'
import { Failure, failureFrom } from '../../../shared/contract/errors.ts'

// What the operating system says about a file, in words for people.

/** Turns an error of node:fs into a Failure that names the file; a Failure is passed through with the path filled in. */
export function fileFailure(thrown: unknown, path: string): Failure {
  if (thrown instanceof Failure) {
    if (thrown.path !== undefined) return thrown
    return failureFrom({ code: thrown.code, message: thrown.message, ...thrown.data(), path })
  }
  const name = basename(path)
  switch (systemCode(thrown)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new Failure('VANISHED', `“${name}” is no longer there. Add it again from where it is now.`, {
        path,
        cause: thrown,
      })
    case 'EACCES':
    case 'EPERM':
      return new Failure('UNREADABLE', `“${name}” may not be read. Change its permissions and try again.`, {
        path,
        cause: thrown,
      })
    case 'ENAMETOOLONG':
      return new Failure('UNREADABLE', `The path of “${name}” is too long for this system. Move it up a few folders.`, {
        path,
        cause: thrown,
      })
    case 'EISDIR':
      return new Failure('UNREADABLE', `“${name}” is a folder where a file was expected.`, { path, cause: thrown })
    case 'ELOOP':
      return new Failure('UNREADABLE', `“${name}” is a link that leads back to itself.`, { path, cause: thrown })
    case 'EMFILE':
    case 'ENFILE':
    case 'EBUSY':
    case 'EAGAIN':
      return new Failure('UNREADABLE', `“${name}” could not be opened just now.`, {
        path,
        retryable: true,
        cause: thrown,
      })
    case 'EIO':
      return new Failure(
        'UNREADABLE',
        `The disk reported an error while reading “${name}”. Check the drive and try again.`,
        {
          path,
          retryable: true,
          cause: thrown,
        },
      )
    case undefined:
      return new Failure('INTERNAL', `“${name}” could not be taken in because of an error inside the program.`, {
        path,
        detail: thrown instanceof Error ? thrown.message : String(thrown),
        cause: thrown,
      })
    default:
      return new Failure('UNREADABLE', `“${name}” could not be read (${systemCode(thrown) ?? ''}).`, {
        path,
        cause: thrown,
      })
  }
}

/** The `code` of a system error, such as ENOENT. */
export function systemCode(thrown: unknown): string | undefined {
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') return thrown.code
  return undefined
}
