import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Failure } from '../../../shared/contract/errors.ts'
import type { FingerprintRequest } from './tasks.ts'

/** The file is still the one intake hashed, by size and time; otherwise CHANGED_WHILE_READING. System errors are passed on. */
export async function assertUnchanged(request: FingerprintRequest): Promise<void> {
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
