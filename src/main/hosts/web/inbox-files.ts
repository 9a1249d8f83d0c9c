import { createHash } from 'node:crypto'
import * as nodeFs from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failure } from '../../../shared/contract/errors.ts'

// The disk side of the inbox: dropped files wait in .incoming and move to a place that their content names.

/** The part of node:fs/promises that is used; a test hands in one that fails. */
export type FileSystem = Pick<typeof nodeFs, 'open' | 'mkdir' | 'rename' | 'rm' | 'lstat'>

export const nodeFileSystem: FileSystem = nodeFs

export type Received = { temporary: string; sha256: string; bytes: number }

/**
 * Streams a body into `temporary`, counting and hashing on the way, and returns only when the bytes are on the disk.
 * TOO_LARGE above `maxBytes`, DISK_FULL without space; whatever goes wrong, the temporary file is gone afterwards.
 */
export async function receiveFile(
  fs: FileSystem,
  body: AsyncIterable<Uint8Array>,
  temporary: string,
  maxBytes: number,
): Promise<Received> {
  try {
    const handle = await fs.open(temporary, 'wx', 0o600)
    try {
      const hash = createHash('sha256')
      let bytes = 0
      for await (const chunk of body) {
        bytes += chunk.byteLength
        if (bytes > maxBytes) throw tooLarge(maxBytes)
        hash.update(chunk)
        await writeAll(handle, chunk)
      }
      await handle.sync()
      return { temporary, sha256: hash.digest('hex'), bytes }
    } finally {
      await handle.close()
    }
  } catch (thrown) {
    await fs.rm(temporary, { force: true }).catch(() => undefined)
    throw diskFailure(thrown)
  }
}

/** The place of these bytes under this name if they are there already, else the first free place for them. */
export async function placeFor(
  fs: FileSystem,
  inboxDir: string,
  received: { sha256: string; bytes: number },
  name: string,
): Promise<{ path: string; occupied: boolean }> {
  const parent = join(inboxDir, received.sha256.slice(0, 2))
  for (let attempt = 1; attempt <= 100; attempt++) {
    // A file that someone changed after it came in keeps its place; the true bytes get one of their own.
    const folder = `${received.sha256.slice(0, 16)}${attempt === 1 ? '' : `-${attempt}`}`
    const path = join(parent, folder, name)
    const stat = await statOrNull(fs, path)
    if (stat === null) return { path, occupied: false }
    if (stat.isFile() && stat.size === received.bytes && (await hashOf(fs, path)) === received.sha256) {
      return { path, occupied: true }
    }
  }
  throw new Failure(
    'CONFLICT',
    'The inbox holds too many altered copies of this file. Tidy it up and drop the file again.',
  )
}

/** Moves a received file to its place; the bytes and the name are on the disk when it returns. Links in the way are refused. */
export async function moveIntoPlace(fs: FileSystem, inboxDir: string, temporary: string, path: string): Promise<void> {
  const folder = dirname(path)
  await makeRealFolder(fs, dirname(folder))
  await makeRealFolder(fs, folder)
  try {
    await fs.rename(temporary, path)
  } catch (thrown) {
    throw diskFailure(thrown)
  }
  for (const touched of [folder, dirname(folder), inboxDir]) await syncFolder(fs, touched)
}

export async function makeRealFolder(fs: FileSystem, path: string): Promise<void> {
  try {
    await fs.mkdir(path, { recursive: true, mode: 0o700 })
  } catch (thrown) {
    throw diskFailure(thrown)
  }
  const stat = await fs.lstat(path)
  if (!stat.isDirectory()) {
    throw new Failure('FORBIDDEN', 'A folder of the inbox is a link. Remove it and drop the files again.', { path })
  }
}

export function tooLarge(maxBytes: number): Failure {
  const megabytes = (maxBytes / 1_000_000).toFixed(maxBytes < 10_000_000 ? 2 : 0)
  return new Failure('TOO_LARGE', `The file is larger than the limit of ${megabytes} MB. The limit is in the settings.`)
}

/** Errors of the disk as the closed set knows them. */
export function diskFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Failure(
      'DISK_FULL',
      'The disk is full, so the file could not be taken in. Free some space and try again.',
      {
        retryable: true,
        cause: thrown,
      },
    )
  }
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR') {
    return new Failure('CANCELLED', 'The file was not sent to its end.', { retryable: true, cause: thrown })
  }
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return new Failure(
      'READ_ONLY',
      'The inbox folder cannot be written to. Check the permissions of the profile folder.',
      {
        cause: thrown,
      },
    )
  }
  return new Failure('INTERNAL', 'The file could not be stored. Try again; if it stays so, run `metastamp doctor`.', {
    retryable: true,
    cause: thrown,
  })
}

type Handle = Awaited<ReturnType<FileSystem['open']>>

async function writeAll(handle: Handle, chunk: Uint8Array): Promise<void> {
  for (let offset = 0; offset < chunk.byteLength; ) {
    const { bytesWritten } = await handle.write(chunk, offset, chunk.byteLength - offset)
    offset += bytesWritten
  }
}

async function hashOf(fs: FileSystem, path: string): Promise<string> {
  const hash = createHash('sha256')
  const handle = await fs.open(path, 'r').catch((thrown: unknown) => {
    throw diskFailure(thrown)
  })
  const bytes: AsyncIterable<Buffer> = handle.createReadStream()
  for await (const chunk of bytes) hash.update(chunk)
  return hash.digest('hex')
}

async function statOrNull(fs: FileSystem, path: string) {
  return await fs.lstat(path).catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null
    throw diskFailure(thrown)
  })
}

/** Makes a rename durable. Windows cannot open folders and needs no such step. */
async function syncFolder(fs: FileSystem, path: string): Promise<void> {
  const handle = await fs.open(path, 'r').catch(() => null)
  if (handle === null) return
  await handle.sync().catch(() => undefined)
  await handle.close()
}
