import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makePhotos } from '../../../bench/make/photos.ts'
import { smallPng } from '../../../bench/make/small-pngs.ts'
import { readOptions } from '../../../bench/run.ts'
import { topics } from '../../../bench/topics.ts'
import { seedProfile } from '../../../bench/seed/seed-profile.ts'
import { verifyCustody } from '../../../src/main/core/custody/custody-log.ts'
import { decodeImage } from '../../../src/main/core/media/image/decode.ts'
import { openStore } from '../../../src/main/core/store/open-store.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'metastamp-make-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

describe('what the bench measures on', () => {
  it('writes PNGs that a decoder takes whole, each its own, the same in every run', async () => {
    const path = join(dir, 'a.png')
    await writeFile(path, smallPng(1, 64))
    const { original, picture } = await decodeImage(path)
    expect({ original, samples: picture.samples.length }).toEqual({
      original: { width: 64, height: 64 },
      samples: 64 * 64 * 3,
    })
    expect(smallPng(1, 64)).toEqual(smallPng(1, 64))
    expect(smallPng(2, 64)).not.toEqual(smallPng(1, 64))
    // A flat picture would take the hashes' short ways.
    expect(new Set(picture.samples).size).toBeGreaterThan(60)
  })

  it('writes JPEGs of which no two are one work to the library, and copies that still decode', async () => {
    const paths = await makePhotos(dir, { count: 7, width: 96, height: 64 })
    const hashes = await Promise.all(
      paths.map(async (path) =>
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      ),
    )
    expect(new Set(hashes).size).toBe(7)
    for (const path of paths) expect((await decodeImage(path)).original).toEqual({ width: 96, height: 64 })
  })

  it('seeds a library whose custody chain is whole', async () => {
    const profileDir = join(dir, 'profile')
    await seedProfile(profileDir, { count: 250 })
    const store = openStore({ profileDir, now: Date.now, platform: process.platform, appVersion: '0' })
    try {
      expect(await verifyCustody(store)).toMatchObject({ ok: true, events: 500 })
      expect(store.integrityProblems()).toEqual([])
    } finally {
      store.close()
    }
  })
})

describe('the command line of the bench', () => {
  it('runs every topic when none is named, and refuses unknown ones by name', () => {
    expect(readOptions([]).names).toEqual(Object.keys(topics))
    expect(readOptions(['start', '--quick'])).toMatchObject({ names: ['start'], quick: true, repetitions: 1 })
    expect(() => readOptions(['starts'])).toThrow('There is no topic starts.')
    expect(() => readOptions(['--repetitions', '0'])).toThrow('whole number')
  })
})
