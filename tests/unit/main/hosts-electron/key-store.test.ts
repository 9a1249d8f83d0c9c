import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openVaultKey, type Sealer } from '../../../../src/main/hosts/electron/key-store.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'metastamp-key-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

type Behaviour = { available?: boolean; backend?: string; locked?: boolean; rotate?: boolean }

/** Seals by turning bytes round under a mark; enough to see what is plain and what is not. */
function sealer({
  available = true,
  backend = 'gnome_libsecret',
  locked = false,
  rotate = false,
}: Behaviour = {}): Sealer {
  const flip = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0xa5))
  return {
    isAsyncEncryptionAvailable: async () => available,
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: async (text) => Buffer.concat([Buffer.from(rotate ? 'v2:' : 'v1:'), flip(Buffer.from(text))]),
    decryptStringAsync: async (sealed) => {
      if (locked) throw new Error('the keyring is locked')
      return { result: flip(sealed.subarray(3)).toString(), shouldReEncrypt: rotate }
    },
  }
}

test('the key is 32 bytes, the same at every start, and on disk only sealed and only for its owner', async () => {
  const first = await openVaultKey(dir, sealer(), 'linux')
  const second = await openVaultKey(dir, sealer(), 'linux')
  const file = join(dir, 'vault-key.sealed')
  const stored = readFileSync(file)
  const plain = Buffer.from(first.vaultKey)
  expect({
    same: second,
    length: first.vaultKey.length,
    plaintext:
      stored.includes(plain) || stored.includes(plain.toString('base64')) || stored.includes(plain.toString('hex')),
    files: readdirSync(dir),
    mode: statSync(file).mode & 0o777,
  }).toEqual({ same: first, length: 32, plaintext: false, files: ['vault-key.sealed'], mode: 0o600 })
})

test('a key store that is none is named: basic_text on Linux, an unknown backend, no sealing at all', async () => {
  const at = (name: string, behaviour: Behaviour, platform = 'linux') => {
    const profile = mkdtempSync(join(dir, name))
    return openVaultKey(profile, sealer(behaviour), platform).then(({ keyStore }) => keyStore)
  }
  expect({
    basic: await at('a', { backend: 'basic_text' }),
    unknown: await at('b', { backend: 'unknown' }),
    none: await at('c', { available: false }),
    keyring: await at('d', { backend: 'kwallet6' }),
    mac: await at('e', { backend: 'unknown' }, 'darwin'),
    windows: await at('f', { backend: 'unknown' }, 'win32'),
  }).toEqual({
    basic: 'basic-text',
    unknown: 'basic-text',
    none: 'basic-text',
    keyring: 'os',
    mac: 'os',
    windows: 'os',
  })
})

test('without sealing the same key comes back, also when a key store appears later: secrets hang on it', async () => {
  const first = await openVaultKey(dir, sealer({ available: false }), 'linux')
  const later = await openVaultKey(dir, sealer(), 'linux')
  expect(later).toEqual(first)
})

test('a key that will not open now is an error to try again, and its file stays as it is', async () => {
  await openVaultKey(dir, sealer(), 'linux')
  const before = readFileSync(join(dir, 'vault-key.sealed'))
  await expect(openVaultKey(dir, sealer({ locked: true }), 'linux')).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    retryable: true,
  })
  expect(readFileSync(join(dir, 'vault-key.sealed'))).toEqual(before)
})

test('a damaged key is never replaced', async () => {
  const file = join(dir, 'vault-key.sealed')
  const short = await sealer().encryptStringAsync('AAAA')
  writeFileSync(file, short)
  await expect(openVaultKey(dir, sealer(), 'linux')).rejects.toMatchObject({ code: 'STORE_CORRUPT', path: file })
  expect(readFileSync(file)).toEqual(short)
})

test('a key sealed under an old secret of the system is sealed again, and stays the same key', async () => {
  const first = await openVaultKey(dir, sealer(), 'linux')
  const second = await openVaultKey(dir, sealer({ rotate: true }), 'linux')
  expect([second, readFileSync(join(dir, 'vault-key.sealed')).subarray(0, 3).toString()]).toEqual([first, 'v2:'])
})

test('a key file that cannot be read is reported, not replaced', async () => {
  await openVaultKey(dir, sealer(), 'linux')
  // A folder in its place: no permission is needed for that to fail, whoever runs this.
  rmSync(join(dir, 'vault-key.sealed'))
  mkdirSync(join(dir, 'vault-key.sealed'))
  await expect(openVaultKey(dir, sealer(), 'linux')).rejects.toMatchObject({ code: 'UNREADABLE' })
})
