import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadKeyFile } from '../../../src/main/hosts/key-file.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'metastamp-key-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

test('twenty programs that start together share one key, whole and private, and leave nothing else', async () => {
  const path = join(dir, 'profile', 'vault.key')
  const keys = await Promise.all(Array.from({ length: 20 }, () => loadKeyFile(path)))
  expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1)
  expect(keys[0]).toHaveLength(32)
  expect(await readdir(join(dir, 'profile'))).toEqual(['vault.key'])
  expect([(await stat(path)).mode & 0o777, (await stat(join(dir, 'profile'))).mode & 0o777]).toEqual([0o600, 0o700])
  expect(await loadKeyFile(path)).toEqual(keys[0])
})

test.each([0o640, 0o604, 0o660, 0o644, 0o620])(
  'a key file with mode %o is refused with the way to mend it, and mended by it',
  async (mode) => {
    const path = join(dir, 'vault.key')
    await loadKeyFile(path)
    await chmod(path, mode)
    await expect(loadKeyFile(path)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining(`chmod 600 '${path}'`),
      path,
    })
    await chmod(path, 0o600)
    expect(await loadKeyFile(path)).toHaveLength(32)
  },
)

test('a key of another length is never replaced: sealed secrets hang on it', async () => {
  const path = join(dir, 'vault.key')
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(31), Buffer.alloc(33)]) {
    await writeFile(path, bytes, { mode: 0o600 })
    await expect(loadKeyFile(path)).rejects.toMatchObject({ code: 'STORE_CORRUPT' })
    expect(await readFile(path)).toEqual(bytes)
  }
})

test('a link is refused, dangling or not', async () => {
  await loadKeyFile(join(dir, 'real.key'))
  await symlink(join(dir, 'real.key'), join(dir, 'linked.key'))
  await symlink(join(dir, 'nothing'), join(dir, 'dangling.key'))
  for (const name of ['linked.key', 'dangling.key']) {
    await expect(loadKeyFile(join(dir, name))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  }
})
