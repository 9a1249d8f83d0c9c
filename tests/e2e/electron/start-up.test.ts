import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from '../../fakes/command-line.ts'
import { openPort, type Program, quietPage, startProgram } from './support.ts'

async function withProgram<T>(
  options: Parameters<typeof startProgram>[0],
  act: (program: Program) => Promise<T>,
): Promise<T> {
  const program = startProgram(options)
  try {
    return await act(program)
  } finally {
    await program.dispose()
  }
}

const keyStoreOf = async (program: Program) =>
  (await (await openPort(await quietPage(program))).client.app.info({})).keyStore

test('the vault key lies sealed on disk, readable by its owner only, and opens again at the next start', async () => {
  await withProgram({}, async (program) => {
    expect(await keyStoreOf(program)).toBe('os')
    const file = join(program.profileDir, 'vault-key.sealed')
    const sealed = readFileSync(file)
    expect({
      mode: statSync(file).mode & 0o777,
      version: sealed.subarray(0, 3).toString(),
      others: readdirSync(program.profileDir).filter(
        (name) => name.startsWith('vault-key') && name !== 'vault-key.sealed',
      ),
    }).toEqual({ mode: 0o600, version: 'v11', others: [] })
    await program.stop()
    await withProgram({ profileDir: program.profileDir }, async (again) => {
      expect(await keyStoreOf(again)).toBe('os')
    })
    expect(readFileSync(file)).toEqual(sealed)
  })
})

test('a Linux keyring without a password is said aloud as basic-text', async () => {
  await withProgram({ env: { METASTAMP_DOUBLE_KEYRING: 'basic' } }, async (program) => {
    expect(await keyStoreOf(program)).toBe('basic-text')
  })
})

test('no key store at all is said aloud as basic-text', async () => {
  await withProgram({ env: { METASTAMP_DOUBLE_KEYRING: 'none' } }, async (program) => {
    expect(await keyStoreOf(program)).toBe('basic-text')
    expect(statSync(join(program.profileDir, 'vault-key.open')).mode & 0o777).toBe(0o600)
  })
})

test('a sealed key that does not open stops the start with a box and is never replaced', async () => {
  await withProgram({}, async (program) => {
    await program.page()
    await program.stop()
    const file = join(program.profileDir, 'vault-key.sealed')
    const foreign = Buffer.concat([Buffer.from('v11'), Buffer.alloc(60, 7)])
    writeFileSync(file, foreign)
    await withProgram({ profileDir: program.profileDir }, async (again) => {
      expect(await again.exited).toBe(4)
      expect(again.notes.filter(({ note }) => note === 'dialog.error')).toEqual([
        { note: 'dialog.error', title: 'META-STAMP cannot start', content: expect.stringContaining('key store') },
      ])
      expect(again.count('window')).toBe(0)
    })
    expect(readFileSync(file)).toEqual(foreign)
  })
})

test('a damaged library is left alone, or changes places with the last good backup when a person says so', async () => {
  const profileDir = mkdtempSync(join(tmpdir(), 'metastamp-damaged-'))
  try {
    expect((await runCommand(['backup', '--profile', profileDir])).code).toBe(0)
    const library = join(profileDir, 'library.db')
    const damaged = readFileSync(library).fill(0xaa, 4096, 12_288)
    writeFileSync(library, damaged)
    await withProgram({ profileDir }, async (asked) => {
      expect(await asked.exited).toBe(4)
      expect([asked.count('dialog.message'), asked.count('relaunch')]).toEqual([1, 0])
    })
    expect(readFileSync(library).equals(damaged)).toBe(true)
    await withProgram({ profileDir, env: { METASTAMP_DOUBLE_BUTTON: '0' } }, async (asked) => {
      expect(await asked.exited).toBe(0)
      expect(asked.count('relaunch')).toBe(1)
    })
    const aside = readdirSync(profileDir).find((name) => name.startsWith('library.set-aside-'))
    expect(readFileSync(join(profileDir, aside ?? '')).equals(damaged)).toBe(true)
    expect((await runCommand(['custody', 'verify', '--profile', profileDir])).code).toBe(0)
  } finally {
    rmSync(profileDir, { recursive: true, force: true })
  }
})
