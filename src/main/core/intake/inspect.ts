import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import { Failure, toFailureRecord } from '../../../shared/contract/errors.ts'
import type { InspectRequest, Inspected } from '../compute/tasks.ts'
import { admit, kindPromisedBy, looksLikeText } from './admission.ts'
import { fileFailure } from './file-failure.ts'

// A look inside files, on a compute thread: magic bytes, size, SHA-256 of the stream, and the proof that nothing changed meanwhile.

/** What sniffers need to tell containers apart. */
const headBytes = 4100
/** Large enough that a read is cheap next to hashing it, small enough to stay in the processor's cache. */
const chunkBytes = 1 << 20

/** Inspects each file on its own: one that cannot be read gives a failure in its place and never stops the others. */
export async function inspectFiles(request: InspectRequest, signal: AbortSignal): Promise<Inspected[]> {
  const results: Inspected[] = []
  for (const path of request.paths) {
    signal.throwIfAborted()
    try {
      results.push(await inspectFile(path, request.maxFileBytes, signal))
    } catch (thrown) {
      signal.throwIfAborted()
      results.push({ ok: false, path, failure: toFailureRecord(fileFailure(thrown, path)) })
    }
  }
  return results
}

async function inspectFile(path: string, maxFileBytes: number, signal: AbortSignal): Promise<Inspected> {
  const name = basename(path)
  // The name comes first: a file that is not taken in is not even opened.
  kindPromisedBy(name)
  // A pipe would wait for someone to write into it: opened without blocking, it is then seen for what it is.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const before = await handle.stat()
    if (!before.isFile()) throw new Failure('UNREADABLE', `“${name}” is not a file.`, { path })
    if (before.size === 0)
      throw new Failure('EMPTY_FILE', `“${name}” is empty. Save it again from the program that made it.`, { path })
    const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, before.size))
    const first = await readFully(handle, buffer, 0)
    const head = buffer.subarray(0, Math.min(headBytes, first))
    const sniffed = await fileTypeFromBuffer(head)
    const admitted = admit(
      name,
      sniffed ? { extension: sniffed.ext, mediaType: sniffed.mime } : null,
      looksLikeText(head),
    )
    if (before.size > maxFileBytes) {
      throw new Failure(
        'TOO_LARGE',
        `“${name}” has ${megabytes(before.size)}; the limit is ${megabytes(maxFileBytes)}. It can be raised in Settings.`,
        { path },
      )
    }
    const hash = createHash('sha256')
    let length = first
    let position = 0
    while (length > 0) {
      hash.update(buffer.subarray(0, length))
      position += length
      // Read on past the size of the first stat: a file that grows meanwhile must not look whole.
      if (position > before.size) break
      signal.throwIfAborted()
      length = await readFully(handle, buffer, position)
    }
    const after = await handle.stat()
    if (position !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
      throw new Failure('CHANGED_WHILE_READING', `“${name}” is still being written. It is tried again once it rests.`, {
        path,
        retryable: true,
      })
    }
    return {
      ok: true,
      path,
      bytes: before.size,
      mtimeUs: Math.floor(before.mtimeMs * 1000),
      inode: before.ino.toString(36),
      sha256: new Uint8Array(hash.digest()),
      ...admitted,
    }
  } finally {
    await handle.close()
  }
}

async function readFully(handle: FileHandle, buffer: Buffer, position: number): Promise<number> {
  let total = 0
  while (total < buffer.length) {
    const { bytesRead } = await handle.read(buffer, total, buffer.length - total, position + total)
    if (bytesRead === 0) break
    total += bytesRead
  }
  return total
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 })} MB`
}
