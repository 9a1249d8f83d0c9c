import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Failure } from '../../../shared/contract/errors.ts'
import type { FingerprintRequest } from './tasks.ts'

/** The file is still the one intake hashed, by size and time; otherwise CHANGED_WHILE_READING. System errors are passed on. */
async function assertUnchanged(request: FingerprintRequest): Promise<void> {
  const { size, mtimeMs } = await stat(request.path)
  if (size === request.bytes && Math.floor(mtimeMs * 1000) === request.mtimeUs) return
  throw new Failure(
    'CHANGED_WHILE_READING',
    `“${basename(request.path)}” changed while it was being read. It will be read again.`,
    {
      path: request.path,
      retryable: true,
    },
  )
}

/**
 * What `read` makes of the file, which must be the one intake hashed before and after. When it is not, that is the failure, whatever a
 * decoder made of the mixture; when the signal has aborted, its reason.
 */
export async function readUnchanged<T>(
  request: FingerprintRequest,
  signal: AbortSignal,
  read: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  await assertUnchanged(request)
  let result: T
  try {
    result = await read()
  } catch (thrown) {
    signal.throwIfAborted()
    await assertUnchanged(request)
    throw thrown
  }
  await assertUnchanged(request)
  return result
}
