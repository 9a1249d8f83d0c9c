import { open } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { Blake3 } from '../fingerprint/iscc/blake3.ts'
import { DataHasher, dataCode } from '../fingerprint/iscc/data-code.ts'
import { instanceCode } from '../fingerprint/iscc/instance-code.ts'
import type { FileCodes } from '../fingerprint/iscc/iscc.ts'

const readBytes = 1 << 20

/**
 * What every kind's ISCC has in common, from one pass over the file: Data-Code, Instance-Code, and a name for the Meta-Code, which is the
 * work's own title or else the file's name without extension, its hyphens and underscores as spaces. Throws system errors as they are.
 */
export async function fileCodes(path: string, title: string | null, signal?: AbortSignal): Promise<FileCodes> {
  const data = new DataHasher()
  const instance = new Blake3()
  const handle = await open(path, 'r')
  try {
    const buffer = new Uint8Array(readBytes)
    for (let position = 0; ; ) {
      signal?.throwIfAborted()
      const { bytesRead } = await handle.read(buffer, 0, readBytes, position)
      if (bytesRead === 0) break
      position += bytesRead
      const part = buffer.subarray(0, bytesRead)
      data.update(part)
      instance.update(part)
    }
  } finally {
    await handle.close()
  }
  const stem = basename(path, extname(path)).replace(/[_-]+/g, ' ')
  const name = title === null || title.trim() === '' ? stem : title
  return { name, data: dataCode(data), instance: instanceCode(instance.digest()) }
}
