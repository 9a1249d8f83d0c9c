import { z } from 'zod'
import { ErrorCode } from '../../shared/contract/errors.ts'
import { BatchId } from '../../shared/domain/ids.ts'
import { asCoreError, type CoreError, connectionLost, coreError, isCoreError } from './core-error.ts'
import type { DroppedFile } from './files-from-drop.ts'

export type UploadProgress = { files: number; bytes: number }
export type UploadProblem = { path: string; error: CoreError }

export type UploadOptions = {
  signal?: AbortSignal
  /** After each file: what has arrived so far. */
  onProgress?: (sent: UploadProgress) => void
  fetch?: typeof fetch
}

export type UploadResult = { batchId: BatchId; sent: UploadProgress; problems: UploadProblem[] }

const atOnce = 3
const Begun = z.object({ uploadId: z.string().min(1) })
const Done = z.object({ batchId: BatchId })
const Refusal = z.object({ error: z.object({ code: ErrorCode, message: z.string(), retryable: z.boolean() }) })

/**
 * Streams dropped files into the browser host's inbox, three at a time, and starts a batch over them. A file that is
 * refused or cannot be read is reported and the rest goes on; when nothing arrived, or the host cannot be reached, or the
 * signal says stop, the inbox is emptied and the call fails with a CoreError.
 */
export async function uploadDropped(
  items: AsyncIterable<DroppedFile> | Iterable<DroppedFile>,
  options: UploadOptions = {},
): Promise<UploadResult> {
  const { signal } = options
  const request = requester(options.fetch ?? ((input, init) => fetch(input, init)), signal)
  const { uploadId } = Begun.parse(await request('POST', '/inbox'))
  const sent: UploadProgress = { files: 0, bytes: 0 }
  const problems: UploadProblem[] = []

  const send = async ({ path, file }: DroppedFile): Promise<void> => {
    try {
      await request('PUT', `/inbox/${uploadId}/file?path=${encodeURIComponent(path)}`, file)
      sent.files += 1
      sent.bytes += file.size
      options.onProgress?.({ ...sent })
    } catch (thrown) {
      const error = asCoreError(thrown, { lost: false, cancelled: signal?.aborted ?? false })
      if (error.code === 'CANCELLED' || error.code === 'UNAVAILABLE' || error.code === 'DISK_FULL') throw error
      problems.push({ path, error })
    }
  }

  try {
    await eachAtOnce(items, atOnce, send, signal)
    const [first] = problems
    if (sent.files === 0)
      throw first?.error ?? coreError('BAD_INPUT', 'There was no file in what was dropped.', { retryable: false })
    const { batchId } = Done.parse(await request('POST', `/inbox/${uploadId}/done`))
    return { batchId, sent, problems }
  } catch (thrown) {
    // Best effort: the host also sweeps what is left.
    await requester(options.fetch ?? ((input, init) => fetch(input, init)), undefined)(
      'DELETE',
      `/inbox/${uploadId}`,
    ).catch(() => undefined)
    throw asCoreError(thrown, { lost: false, cancelled: signal?.aborted ?? false })
  }
}

/** Runs `work` on up to `limit` items at once, taking the next item only when there is room. The first throw ends it. */
async function eachAtOnce<T>(
  items: AsyncIterable<T> | Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  for await (const item of items) {
    if (signal?.aborted || failures.length > 0) break
    const one: Promise<void> = work(item)
      .catch((thrown: unknown) => void failures.push(thrown))
      .finally(() => running.delete(one))
    running.add(one)
    if (running.size >= limit) await Promise.race(running)
  }
  await Promise.all(running)
  if (failures.length > 0) throw failures[0]
  signal?.throwIfAborted()
}

export function requester(send: typeof fetch, signal: AbortSignal | undefined) {
  return async (method: string, address: string, body?: File): Promise<unknown> => {
    const response = await send(address, {
      method,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    }).catch((thrown: unknown) => {
      if (signal?.aborted) throw coreError('CANCELLED', 'Cancelled.', { retryable: false })
      throw unreached(thrown, body)
    })
    const answer: unknown = await response.json().catch(() => null)
    if (response.ok) return answer
    const refusal = Refusal.safeParse(answer)
    if (!refusal.success) throw connectionLost()
    const { code, message, retryable } = refusal.data.error
    throw coreError(code, message, { retryable })
  }
}

/** A failed request with a file may be the file's fault: browsers say NotFoundError or NotReadableError then. */
function unreached(thrown: unknown, body: File | undefined): CoreError {
  if (isCoreError(thrown)) return thrown
  const name = thrown instanceof Error ? thrown.name : ''
  if (body !== undefined && (name === 'NotFoundError' || name === 'NotReadableError')) {
    return coreError('UNREADABLE', `${body.name} cannot be read any more.`, { retryable: true, path: body.name })
  }
  return connectionLost()
}
