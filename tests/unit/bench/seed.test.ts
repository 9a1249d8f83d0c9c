import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readCommand } from '../../../bench/seed/command.ts'
import { flipped } from '../../../bench/seed/fingerprints.ts'
import { commonWord, planWorks } from '../../../bench/seed/plan.ts'
import { seedProfile } from '../../../bench/seed/seed-profile.ts'
import { seededRandom } from '../../../bench/make/random.ts'
import { sharp } from '../../../src/main/core/media/image/sharp-setup.ts'
import { findFingerprint } from '../../../src/main/core/store/fingerprints.ts'
import { openStore } from '../../../src/main/core/store/open-store.ts'
import { findThumbnail } from '../../../src/main/core/store/thumbnails.ts'
import { VersionId } from '../../../src/shared/domain/ids.ts'

async function freshDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'metastamp-seed-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}

it('fills a profile with whole works of all kinds whose pictures differ', async () => {
  const dir = await freshDir()
  await seedProfile(dir, { count: 120, seed: 3 })
  const store = openStore({ profileDir: dir, now: Date.now, platform: process.platform, appVersion: '0' })
  onTestFinished(() => store.close())
  const found = store.read((read) => {
    const rows = read
      .query<{ id: string; kind: string }>(`SELECT id, kind FROM version WHERE fingerprint_state = 'complete'`)
      .all()
    return rows.map(({ id, kind }) => {
      const versionId = VersionId.parse(id)
      // Parsing is the test: a fingerprint of another shape than the contract's throws.
      return { kind, fingerprint: findFingerprint(read, versionId), thumbnail: findThumbnail(read, versionId) }
    })
  })
  expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['image', 'audio', 'video', 'text']))
  const pictures = found.map(({ thumbnail }) => Buffer.from(thumbnail?.bytes ?? []).toString('base64'))
  expect(new Set(pictures).size).toBeGreaterThan(found.length * 0.9)
  const first = found[0]?.thumbnail
  const decoded = await sharp(first?.bytes ?? new Uint8Array(0)).metadata()
  expect([decoded.width, decoded.height]).toEqual([first?.width, first?.height])
})

it('makes the same bytes from the same seed, and others from another', async () => {
  const hashes = []
  for (const seed of [5, 5, 6]) {
    const dir = await freshDir()
    await seedProfile(dir, { count: 40, seed })
    hashes.push(
      createHash('sha256')
        .update(await readFile(join(dir, 'library.db')))
        .digest('hex'),
    )
  }
  expect([hashes[0] === hashes[1], hashes[0] === hashes[2]]).toEqual([true, false])
})

it('names exactly a tenth by the common word, and makes copies that come after their originals', () => {
  const works = planWorks(2_000, 0, seededRandom(1))
  const common = works.filter(({ title, copyOf }) => copyOf === null && title.toLowerCase().includes(commonWord))
  expect(common.length).toBeGreaterThan(190)
  expect(common.length).toBeLessThan(211)
  const copies = works.filter(({ copyOf }) => copyOf !== null)
  expect(copies.length).toBeGreaterThan(10)
  for (const copy of copies) {
    const original = works[copy.copyOf ?? -1]
    expect(original?.drawing).toBe(copy.drawing)
    expect(copy.at).toBeGreaterThanOrEqual(original?.at ?? Number.POSITIVE_INFINITY)
  }
})

it('turns as many bits as it is told to', () => {
  expect([flipped('00000000', 1, 0), flipped('ffff', 2, 3)]).toEqual([
    '80000000',
    expect.stringMatching(/^[0-9a-f]{4}$/),
  ])
})

it('refuses what it cannot make, in words', () => {
  const read = (...args: string[]) => readCommand(args, '/repository', Date.UTC(2026, 5, 3, 9))
  expect(read('12')).toEqual({
    count: 12,
    profileDir: '/repository/.cache/profiles/seed-12',
    seed: 1,
    endMs: Date.UTC(2026, 5, 3),
  })
  for (const args of [[], ['0'], ['1.5'], ['many'], ['1', '2'], ['5', '--until', 'soon'], ['5', '--seed', 'x']]) {
    expect(() => read(...args)).toThrow('npm run seed')
  }
})
