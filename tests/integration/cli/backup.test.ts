import { readFileSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { runCommand } from '../../fakes/command-line.ts'

let dir: string
let profile: string
const run = (...args: string[]) => runCommand([...args, '--json', '--profile', profile])

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'metastamp-backup-'))
  profile = join(dir, 'profile')
  const pictures = join(dir, 'pictures')
  await mkdir(pictures)
  for (const colour of ['teal', 'gold']) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="${colour}"/></svg>`
    await writeFile(join(pictures, `${colour}.png`), await sharp(Buffer.from(svg)).png().toBuffer())
  }
  expect((await run('protect', pictures)).code).toBe(0)
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const works = async (at = profile) =>
  (await runCommand(['list', '--json', '--profile', at])).lines.filter((line) => 'assetId' in line).length

it('backs up, previews, makes a second profile and brings a damaged library back, which is kept', async () => {
  const made = await run('backup')
  expect([made.code, made.lines[0]]).toMatchObject([0, { reason: 'manual', facts: { works: 2, custodyEvents: 4 } }])
  const { backupId, path } = made.lines[0] ?? {}
  expect((await run('backup', 'list')).lines.map((line) => line['backupId'])).toEqual([backupId])
  const preview = await run('restore')
  expect([preview.code, preview.lines[0]]).toMatchObject([
    0,
    { problems: [], path, differences: { onlyInBackup: 0, onlyHere: 0, changed: 0, custody: 'same' } },
  ])
  const second = join(dir, 'second')
  expect((await run('restore', String(backupId), '--into', second)).code).toBe(0)
  expect(await works(second)).toBe(2)
  expect((await run('restore', '--into', second)).code).toBe(4)
  const merged = await run('restore', String(path), '--merge')
  expect([merged.code, merged.lines.at(-1)]).toMatchObject([0, { summary: { added: 0, versionsAdded: 0 } }])

  const library = join(profile, 'library.db')
  const damaged = readFileSync(library).fill(0xaa, 4096, 20_480)
  writeFileSync(library, damaged)
  const refused = await run('list')
  expect([refused.code, refused.lines[0]]).toMatchObject([4, { error: { code: 'STORE_CORRUPT' } }])
  expect(JSON.stringify(refused.lines[0])).toContain('metastamp restore --replace')
  // Merging keeps a backup of before as well; the newest good one is what comes back.
  const back = await run('restore', '--replace')
  expect(back.code).toBe(0)
  const { summary } = z.object({ summary: z.object({ setAside: z.string() }) }).parse(back.lines[0])
  expect(readFileSync(summary.setAside).equals(damaged)).toBe(true)
  expect(await works()).toBe(2)
  expect((await run('custody', 'verify')).code).toBe(0)
})

it('says what is wrong with a wrong word, two ways at once, or no backup', async () => {
  expect((await run('backup', 'nonsense')).code).toBe(2)
  expect((await run('restore', '--merge', '--replace')).code).toBe(2)
  expect((await run('restore', 'no-such.db')).code).toBe(3)
})
