import { open } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { Blake3 } from '../fingerprint/iscc/blake3.ts'
import { DataHasher, dataCode } from '../fingerprint/iscc/data-code.ts'
import { instanceCode } from '../fingerprint/iscc/instance-code.ts'
import type { FileCodes } from '../fingerprint/iscc/iscc.ts'

const readBytes = 1 << 20

/** The codes of a file's bytes, from one pass over it. Throws system errors as they are. */
export async function byteCodes(path: string, signal?: AbortSignal): Promise<Pick<FileCodes, 'data' | 'instance'>> {
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
  return { data: dataCode(data), instance: instanceCode(instance.digest()) }
}

/** What the Meta-Code is of: the work's own title, or else the file's name without extension, its hyphens and underscores as spaces. */
export function nameForCode(path: string, title: string | null | undefined): string {
  return title == null || title.trim() === '' ? basename(path, extname(path)).replace(/[_-]+/g, ' ') : title
}

/** What every kind's ISCC has in common: the codes of the bytes, and the name. Throws system errors as they are. */
export async function fileCodes(path: string, title: string | null, signal?: AbortSignal): Promise<FileCodes> {
  return { name: nameForCode(path, title), ...(await byteCodes(path, signal)) }
}
