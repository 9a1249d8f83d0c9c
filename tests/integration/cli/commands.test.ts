import { copyFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fingerprint } from '../../../src/shared/domain/fingerprint.ts'
import { type Ended, runCommand } from '../../fakes/command-line.ts'

let dir: string
let pictures: string
let profile: string

const run = (...args: string[]) => runCommand([...args, '--json', '--profile', profile])
const withoutTimes = ({ lines }: Ended) =>
  lines
    .filter((line) => 'status' in line)
    .map((line) => [String(line['path']).replace(`${pictures}/`, ''), line['status']])
    .sort()

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'metastamp-cli-'))
  pictures = join(dir, 'pictures')
  profile = join(dir, 'profile')
  await mkdir(pictures)
  for (const [name, colour] of [
    ['harbour', '#264653'],
    ['sunset over the bay', '#e76f51'],
    ['forest', '#2a9d8f'],
  ] as const) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="${colour}"/><circle cx="320" cy="240" r="${100 + name.length * 5}" fill="#f4a261"/></svg>`
    await sharp(Buffer.from(svg))
      .jpeg()
      .toFile(join(pictures, `${name}.jpg`))
  }
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('metastamp', () => {
  it('fingerprints files without a profile, in order, and gives an error line for one it cannot read', async () => {
    const broken = join(dir, 'broken.jpg')
    await copyFile(join(pictures, 'forest.jpg'), broken)
    await truncate(broken, 900)
    const files = [join(pictures, 'harbour.jpg'), broken, join(pictures, 'forest.jpg')]
    const { code, lines } = await runCommand(['fingerprint', '--json', ...files, '--profile', join(dir, 'none')])
    expect(code).toBe(3)
    const [first, second, third] = lines
    expect(Fingerprint.parse(first)).toMatchObject({
      kind: 'image',
      mediaType: 'image/jpeg',
      image: { width: 640, height: 480 },
    })
    expect(second).toMatchObject({ error: { code: 'CORRUPT_MEDIA', path: broken, retryable: false } })
    expect(third).toMatchObject({ path: files[2] })
    const again = await runCommand(['fingerprint', '--json', ...files, '--profile', join(dir, 'none')])
    const stable = ({ lines: all }: Ended) => all.map(({ processingMs: _, ...rest }) => rest)
    expect(stable(again)).toEqual(stable({ ...again, lines }))
  })

  it('protects a folder, then finds it unchanged, and lists, shows and verifies it', async () => {
    const first = await run('protect', pictures)
    expect([first.code, withoutTimes(first)]).toEqual([
      0,
      [
        ['forest.jpg', 'ready'],
        ['harbour.jpg', 'ready'],
        ['sunset over the bay.jpg', 'ready'],
      ],
    ])
    expect(first.lines.at(-1)).toMatchObject({ summary: { found: 3, ready: 3, failed: 0, skipped: 0, unchanged: 0 } })
    const second = await run('protect', pictures)
    expect(second.lines.at(-1)).toMatchObject({ summary: { found: 3, ready: 0, unchanged: 3 } })

    const listed = await run('list', 'sunset bay')
    expect(listed.lines).toMatchObject([
      { title: 'sunset over the bay', kind: 'image', status: 'ready', tags: [] },
      { page: { nextCursor: null, total: 1 } },
    ])
    const shown = await run('show', join(pictures, 'harbour.jpg'))
    expect(shown.lines).toMatchObject([
      {
        title: 'harbour',
        fingerprint: { image: { width: 640 } },
        custody: [{ type: 'fingerprint.completed' }, { type: 'work.added' }],
      },
    ])
    expect((await run('custody', 'verify')).lines).toMatchObject([{ ok: true, events: 6, broken: null }])
    const doctor = await run('doctor')
    expect(doctor.lines).toMatchObject([
      { versions: { app: expect.any(String) as string, node: process.versions.node }, profile },
    ])
  })

  it('pages a list by cursor', async () => {
    const first = await run('list', '--limit', '2')
    const page = first.lines.at(-1)?.['page'] as { nextCursor: string } | undefined
    const rest = await run('list', '--cursor', page?.nextCursor ?? 'none')
    const titles = [...first.lines, ...rest.lines].flatMap(({ title }) => (title === undefined ? [] : [title]))
    expect(titles.sort()).toEqual(['forest', 'harbour', 'sunset over the bay'])
  })

  it('removes a work, and leaves its file alone', async () => {
    const listed = await run('list', 'forest')
    const removed = await run('remove', String(listed.lines[0]?.['assetId']))
    expect(removed.code).toBe(0)
    expect((await run('list')).lines.at(-1)).toMatchObject({ page: { total: 2 } })
    expect((await readFile(join(pictures, 'forest.jpg'))).length).toBeGreaterThan(1000)
  })

  it('ends with code 2 on wrong usage, 3 on a work that is not there, 4 on a locked or newer profile', async () => {
    expect((await run('list', '--limit', 'many')).code).toBe(2)
    expect((await run('frobnicate')).code).toBe(2)
    expect((await run('remove', 'no-id')).code).toBe(2)
    expect((await run('show', join(dir, 'nowhere.png'))).code).toBe(3)
    const newer = join(dir, 'newer')
    await runCommand(['list', '--profile', newer])
    const database = new Database(join(newer, 'library.db'))
    database.pragma('user_version = 990')
    database.close()
    const before = await readFile(join(newer, 'library.db'))
    const refused = await runCommand(['list', '--json', '--profile', newer])
    expect([refused.code, refused.lines]).toMatchObject([4, [{ error: { code: 'PROFILE_NEWER' } }]])
    expect((await readFile(join(newer, 'library.db'))).equals(before)).toBe(true)
  })

  it('says who holds a locked profile', async () => {
    const holder = new Database(join(profile, 'lock.db'))
    holder.pragma('locking_mode = EXCLUSIVE')
    holder.exec('BEGIN EXCLUSIVE')
    const refused = await run('list')
    holder.exec('ROLLBACK')
    holder.close()
    expect([refused.code, refused.lines]).toMatchObject([4, [{ error: { code: 'PROFILE_LOCKED' } }]])
  })

  it('tells of each file of a folder with bad ones, and ends with code 3', async () => {
    const mixed = join(dir, 'mixed')
    await mkdir(mixed)
    await copyFile(join(pictures, 'harbour.jpg'), join(mixed, 'good.jpg'))
    await copyFile(join(pictures, 'harbour.jpg'), join(mixed, 'cut.jpg'))
    await truncate(join(mixed, 'cut.jpg'), 900)
    await writeFile(join(mixed, 'empty.png'), '')
    await writeFile(join(mixed, 'archive.zip'), 'PK')
    const { code, lines } = await run('protect', mixed)
    const ends = lines
      .filter((line) => 'path' in line)
      .map((line) => [String(line['path']).replace(`${mixed}/`, ''), line['status'], typeof line['reason']])
    expect([code, ends.sort()]).toEqual([
      3,
      [
        ['archive.zip', 'skipped', 'string'],
        ['cut.jpg', 'failed', 'string'],
        ['empty.png', 'failed', 'string'],
        ['good.jpg', 'ready', 'undefined'],
      ],
    ])
  })

  it('needs no electron: the doctor runs where it is not installed', async () => {
    const without = pathToFileURL(join(import.meta.dirname, '../../fakes/no-electron.mjs')).href
    const { lines, stderr } = await runCommand(['doctor', '--json', '--profile', join(dir, 'plain')], {
      NODE_OPTIONS: `--import ${without}`,
    })
    expect({ lines, stderr }).toMatchObject({ lines: [{ versions: { electron: null } }], stderr: '' })
  })

  it('prints help with examples for every command', async () => {
    for (const command of [
      ['fingerprint'],
      ['protect'],
      ['list'],
      ['show'],
      ['remove'],
      ['jobs'],
      ['serve'],
      ['doctor'],
      ['custody', 'verify'],
    ]) {
      const { code, stdout } = await runCommand([...command, '--help'])
      expect({ command, code, hasExamples: stdout.includes('Examples:\n  $ metastamp') }).toEqual({
        command,
        code: 0,
        hasExamples: true,
      })
    }
  })
})
