import { randomBytes, randomUUID } from 'node:crypto'
import { link, lstat, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failure } from '../../shared/contract/errors.ts'

// Where there is no key store of the operating system, the vault key lives in a file that only its owner can read.

export const vaultKeyBytes = 32

/** The key file of a profile, the same for the command line and the browser host. */
export function keyFileOf(profileDir: string): string {
  return join(profileDir, 'vault.key')
}

/**
 * The vault key of 32 bytes; made on first use. Two programs that start together get the same key. A file that others can
 * read is refused with what to do (FORBIDDEN); one of a wrong length is never replaced (STORE_CORRUPT): secrets hang on it.
 */
export async function loadKeyFile(path: string): Promise<Uint8Array> {
  const existing = await readKey(path)
  if (existing !== null) return existing
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await createKey(path)
  const created = await readKey(path)
  if (created === null) {
    throw new Failure('UNAVAILABLE', 'The key file was removed while the program started. Start it again.', { path })
  }
  return created
}

async function readKey(path: string): Promise<Uint8Array | null> {
  const stat = await lstat(path).catch((thrown: unknown) => {
    if (hasCode(thrown, 'ENOENT')) return null
    throw unreadable(path, thrown)
  })
  if (stat === null) return null
  if (!stat.isFile()) {
    throw new Failure('FORBIDDEN', 'The key file must be a plain file, not a link or a folder.', { path })
  }
  if (process.platform !== 'win32') {
    if (process.getuid !== undefined && stat.uid !== process.getuid()) {
      throw new Failure('FORBIDDEN', `The key file belongs to another user. Run: chown "$USER" '${path}'`, { path })
    }
    if ((stat.mode & 0o077) !== 0) {
      const mode = (stat.mode & 0o777).toString(8)
      throw new Failure('FORBIDDEN', `Others can read the key file (mode ${mode}). Run: chmod 600 '${path}'`, { path })
    }
  }
  const key = await readFile(path).catch((thrown: unknown) => {
    throw unreadable(path, thrown)
  })
  if (key.byteLength !== vaultKeyBytes) {
    throw new Failure(
      'STORE_CORRUPT',
      `The key file holds ${key.byteLength} bytes instead of ${vaultKeyBytes}. Put it back from a backup, or move it away to start with a new key; sealed secrets must then be entered again.`,
      { path },
    )
  }
  return new Uint8Array(key)
}

/** Written beside and linked into place: the name exists only with all of its bytes, and the first of two makers wins. */
async function createKey(path: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`
  const key = randomBytes(vaultKeyBytes)
  try {
    await writeNew(temporary, key)
    await link(temporary, path).catch(async (thrown: unknown) => {
      if (hasCode(thrown, 'EEXIST')) return
      // File systems without hard links: an exclusive create still lets only one maker win.
      await writeNew(path, key)
    })
  } catch (thrown) {
    if (hasCode(thrown, 'EEXIST')) return
    const code = hasCode(thrown, 'ENOSPC') ? 'DISK_FULL' : 'UNREADABLE'
    throw new Failure(code, 'The key file cannot be created. Check free space and permissions of its folder.', {
      path,
      cause: thrown,
    })
  } finally {
    await unlink(temporary).catch(() => undefined)
    key.fill(0)
  }
}

async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function unreadable(path: string, cause: unknown): Failure {
  return new Failure('UNREADABLE', 'The key file cannot be read. Check its permissions.', { path, cause })
}

function hasCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code
}
