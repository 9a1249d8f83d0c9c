import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Failure } from '../../../shared/contract/errors.ts'
import type { Store } from '../store/open-store.ts'
import { deleteSealed, findSealed, putSealed, secretNames } from '../store/secrets.ts'

// API keys, tokens and payout details, sealed with AES-256-GCM (NIST SP 800-38D) under the vault key. The name is bound in
// as additional data: a sealed value copied to another name does not open. Values are never logged or listed.

export type Sealed = { nonce: Uint8Array; sealed: Uint8Array }

const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

function assertKey(vaultKey: Uint8Array): void {
  if (vaultKey.length !== keyBytes) throw new RangeError(`the vault key has ${vaultKey.length} bytes, not ${keyBytes}`)
}

/** Ciphertext followed by its 16-byte tag, under a fresh random nonce. */
export function seal(vaultKey: Uint8Array, name: string, value: string): Sealed {
  assertKey(vaultKey)
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', vaultKey, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(name, 'utf8'))
  return { nonce, sealed: Buffer.concat([cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]) }
}

function cannotOpen(name: string): Failure {
  return new Failure(
    'FORBIDDEN',
    `The stored secret "${name}" can't be opened with this computer's key. It was sealed on another computer or by another account, or has been changed. Enter it again.`,
    { detail: name },
  )
}

/** Fails with FORBIDDEN under another key, another name, or when a single bit has changed. */
export function unseal(vaultKey: Uint8Array, name: string, { nonce, sealed }: Sealed): string {
  assertKey(vaultKey)
  if (nonce.length !== nonceBytes || sealed.length < tagBytes) throw cannotOpen(name)
  const decipher = createDecipheriv('aes-256-gcm', vaultKey, nonce, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(name, 'utf8'))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  try {
    const open = decipher.update(sealed.subarray(0, sealed.length - tagBytes))
    return Buffer.concat([open, decipher.final()]).toString('utf8')
  } catch {
    // The cause says nothing but that the tag is wrong, and must not carry key or value with it.
    throw cannotOpen(name)
  }
}

export interface Vault {
  names(): string[]
  /** Null when there is none. Fails with FORBIDDEN when it can't be opened. */
  get(name: string): string | null
  set(name: string, value: string): void
  /** Returns whether there was one. */
  remove(name: string): boolean
}

/** Keeps its own copy of the key. */
export function createVault(options: { store: Store; now: () => number; vaultKey: Uint8Array }): Vault {
  const { store, now } = options
  assertKey(options.vaultKey)
  const vaultKey = Uint8Array.from(options.vaultKey)
  return {
    names: () => store.read(secretNames),
    get: (name) => {
      const row = store.read((read) => findSealed(read, name))
      return row === undefined ? null : unseal(vaultKey, name, row)
    },
    set: (name, value) =>
      store.transaction('set secret', (write) => putSealed(write, name, seal(vaultKey, name, value), now())),
    remove: (name) => store.transaction('remove secret', (write) => deleteSealed(write, name)),
  }
}
