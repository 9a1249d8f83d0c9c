import { execFile } from 'node:child_process'
import { crc32 } from 'node:zlib'
import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCommand } from '../../fakes/command-line.ts'

// A folder in which every tenth file is bad in its own way: every good file is protected, every bad one has a reason, and nothing hangs.

const isRoot = process.getuid?.() === 0
let dir: string
let folder: string
const at = (name: string) => join(folder, name)

const picture = (seed: number) => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><rect width="320" height="240" fill="hsl(${seed * 37} 60% 50%)"/><circle cx="${40 + ((seed * 53) % 240)}" cy="120" r="${20 + (seed % 7) * 10}" fill="#123"/></svg>`
  return sharp(Buffer.from(svg))
}

/** A PNG whose header promises far more pixels than memory holds. */
function bomb(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const size = Buffer.alloc(4)
    size.writeUInt32BE(data.length)
    const crc = Buffer.alloc(4)
    crc.writeUInt32BE(crc32(body))
    return Buffer.concat([size, body, crc])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(60_000, 0)
  header.writeUInt32BE(60_000, 4)
  header.set([8, 6, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', Buffer.alloc(64)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const bad: Record<string, string> = {
  'cut.jpg': 'CORRUPT_MEDIA',
  'cut.png': 'CORRUPT_MEDIA',
  'empty.png': 'EMPTY_FILE',
  'program.jpg': 'TYPE_MISMATCH',
  'text.png': 'TYPE_MISMATCH',
  'bomb.png': 'TOO_MANY_PIXELS',
  'vanished.png': 'VANISHED',
}
const skipped = ['archive.zip', 'pipe.png', 'link.png', 'dangling.png', 'notes.xyz']
const odd = [
  'cmyk.jpg',
  'deep.png',
  'animated.gif',
  'animated.webp',
  'pixel.png',
  'really a jpeg.png',
  'Größe – 写真 ✓.png',
  `${'n'.repeat(251)}.png`,
]
const plain = Array.from({ length: 60 }, (_, i) => `plain-${i}.${i % 2 === 0 ? 'jpg' : 'png'}`)

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'metastamp-bad-'))
  folder = join(dir, 'works')
  await mkdir(folder)
  for (const [i, name] of plain.entries()) await picture(i).toFile(at(name))
  await picture(101).jpeg().toFile(at('cut.jpg'))
  await truncate(at('cut.jpg'), 1200)
  await picture(102).png().toFile(at('cut.png'))
  await truncate(at('cut.png'), 900)
  await writeFile(at('empty.png'), '')
  await writeFile(at('program.jpg'), Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]))
  await writeFile(at('text.png'), 'only words')
  await writeFile(at('bomb.png'), bomb())
  await writeFile(at('archive.zip'), 'PK')
  await writeFile(at('notes.xyz'), 'x')
  await promisify(execFile)('mkfifo', [at('pipe.png')])
  await symlink(at('plain-0.jpg'), at('link.png'))
  await symlink(at('nowhere'), at('dangling.png'))
  await picture(103).toColourspace('cmyk').jpeg().toFile(at('cmyk.jpg'))
  await picture(104).toColourspace('rgb16').png().toFile(at('deep.png'))
  const frames = await Promise.all([105, 106, 107].map((seed) => picture(seed).resize(64, 48).png().toBuffer()))
  await sharp(frames, { join: { animated: true } })
    .gif()
    .toFile(at('animated.gif'))
  await sharp(frames, { join: { animated: true } })
    .webp()
    .toFile(at('animated.webp'))
  await sharp({ create: { width: 1, height: 1, channels: 3, background: '#abc' } })
    .png()
    .toFile(at('pixel.png'))
  await picture(108).jpeg().toFile(at('really a jpeg.png'))
  await picture(109).png().toFile(at('Größe – 写真 ✓.png'))
  await picture(110)
    .png()
    .toFile(at(`${'n'.repeat(251)}.png`))
  if (!isRoot) {
    await picture(111).png().toFile(at('locked.png'))
    await chmod(at('locked.png'), 0)
    bad['locked.png'] = 'UNREADABLE'
  }
})
afterAll(() => rm(dir, { recursive: true, force: true }))

it('protects every good file and gives every bad one its reason', { timeout: 120_000 }, async () => {
  const { code, lines } = await runCommand([
    'protect',
    folder,
    at('vanished.png'),
    '--json',
    '--profile',
    join(dir, 'profile'),
  ])
  const ends = new Map(
    lines.filter((line) => 'path' in line).map((line) => [String(line['path']).replace(`${folder}/`, ''), line]),
  )
  expect(code).toBe(3)
  const expected = [
    ...[...plain, ...odd].map((name) => [name, 'ready', undefined]),
    ...Object.entries(bad).map(([name, reason]) => [name, 'failed', reason]),
    ...skipped.map((name) => [name, 'skipped', expect.any(String)]),
  ]
  expect([...ends].map(([name, line]) => [name, line['status'], line['code']]).sort()).toEqual(expected.sort())
  for (const [name, line] of ends)
    if (line['status'] !== 'ready') expect([name, String(line['reason']).length > 20]).toEqual([name, true])

  const renamed = await runCommand([
    'fingerprint',
    at('really a jpeg.png'),
    at('animated.gif'),
    at('deep.png'),
    '--json',
  ])
  expect(renamed.lines).toMatchObject([
    { mediaType: 'image/jpeg', notes: [expect.stringContaining('.png')] },
    { image: { frames: 3 } },
    { image: { width: 320 } },
  ])
})
