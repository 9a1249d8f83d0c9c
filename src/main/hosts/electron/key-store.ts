import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../../../shared/contract/errors.ts'

// The vault key lies in the profile, sealed by the operating system's key store. A key that can't be opened is never
// replaced: the secrets under it would be lost.

/** The part of Electron's safeStorage that is used. */
export type Sealer = {
  isAsyncEncryptionAvailable(): Promise<boolean>
  encryptStringAsync(plainText: string): Promise<Buffer>
  decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>
  getSelectedStorageBackend(): string
}

export type VaultKey = { vaultKey: Uint8Array; keyStore: 'os' | 'basic-text' }

const keyBytes = 32
const sealedName = 'vault-key.sealed'
const openName = 'vault-key.open'

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new Failure('UNREADABLE', `The key file ${file} can't be read. Check that your account may read it.`, {
      path: file,
      cause: error,
    })
  }
}

/** For its owner alone, on disk before it counts. */
function writeDurably(file: string, bytes: Uint8Array): void {
  const handle = openSync(`${file}.new`, 'w', 0o600)
  try {
    writeSync(handle, bytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(`${file}.new`, file)
}

function asKey(bytes: Uint8Array, file: string): Uint8Array {
  if (bytes.length === keyBytes) return new Uint8Array(bytes)
  throw new Failure('STORE_CORRUPT', `The key file ${file} is damaged. Restore it from a backup of the profile.`, {
    path: file,
  })
}

async function unseal(sealer: Sealer, sealed: Buffer, file: string): Promise<Uint8Array> {
  let opened: { result: string; shouldReEncrypt: boolean }
  try {
    opened = await sealer.decryptStringAsync(sealed)
  } catch (cause) {
    const message =
      "The system's key store would not open this profile's key. Unlock your keyring or sign in as the user who made the profile, then start again."
    throw new Failure('UNAVAILABLE', message, { retryable: true, path: file, cause })
  }
  const key = asKey(Buffer.from(opened.result, 'base64'), file)
  if (opened.shouldReEncrypt) writeDurably(file, await sealer.encryptStringAsync(opened.result))
  return key
}

/**
 * The profile's 32-byte vault key, made on first use. `basic-text` when the system has no real key store: on Linux
 * without a keyring Chromium seals with a password that everyone knows, and without any sealing the key file is readable
 * by its owner's programs. Fails with UNAVAILABLE when a sealed key can't be opened now.
 */
export async function openVaultKey(profileDir: string, sealer: Sealer, platform: string): Promise<VaultKey> {
  const sealedFile = join(profileDir, sealedName)
  const openFile = join(profileDir, openName)
  const weak = platform === 'linux' && ['basic_text', 'unknown'].includes(sealer.getSelectedStorageBackend())
  const sealed = readIfThere(sealedFile)
  if (sealed !== null) {
    return { vaultKey: await unseal(sealer, sealed, sealedFile), keyStore: weak ? 'basic-text' : 'os' }
  }
  const plain = readIfThere(openFile)
  if (plain !== null) return { vaultKey: asKey(plain, openFile), keyStore: 'basic-text' }
  const vaultKey = new Uint8Array(randomBytes(keyBytes))
  if (!(await sealer.isAsyncEncryptionAvailable())) {
    writeDurably(openFile, vaultKey)
    return { vaultKey, keyStore: 'basic-text' }
  }
  writeDurably(sealedFile, await sealer.encryptStringAsync(Buffer.from(vaultKey).toString('base64')))
  return { vaultKey, keyStore: weak ? 'basic-text' : 'os' }
}
