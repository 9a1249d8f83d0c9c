import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FolderDigest } from '../../../../../src/main/core/watch/digest.ts'
import { isNetworkDrive, judgeRoot } from '../../../../../src/main/core/watch/root-identity.ts'
import { isDue } from '../../../../../src/main/core/watch/schedule.ts'

describe('the digest of a folder', () => {
  const file = fc.record({ name: fc.string(), bytes: fc.nat(2 ** 40), mtimeUs: fc.nat(2 ** 50), inode: fc.string() })
  type File = { name: string; bytes: number; mtimeUs: number; inode: string }
  const digestOf = (files: readonly File[]) => {
    const digest = new FolderDigest()
    for (const { name, bytes, mtimeUs, inode } of files) digest.add(name, bytes, mtimeUs, inode)
    return digest.toString()
  }

  test('does not depend on the order, and changes with any part of any file', () => {
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 20 }), fc.nat(), (files, pick) => {
        const at = pick % files.length
        const changed = (['bytes', 'mtimeUs'] as const).map((key) =>
          digestOf(files.map((each, i) => (i === at ? { ...each, [key]: each[key] + 1 } : each))),
        )
        const renamed = digestOf(files.map((each, i) => (i === at ? { ...each, name: `${each.name}x` } : each)))
        const fewer = digestOf(files.filter((_, i) => i !== at))
        expect(digestOf(files.toReversed())).toBe(digestOf(files))
        expect([...changed, renamed, fewer]).not.toContain(digestOf(files))
      }),
    )
  })

  test('tells a hundred thousand neighbours apart', () => {
    const seen = new Set<string>()
    for (let i = 0; i < 100_000; i++)
      seen.add(digestOf([{ name: `IMG_${i}.jpg`, bytes: 1000, mtimeUs: 1e15, inode: 'a1' }]))
    expect(seen.size).toBe(100_000)
  })
})

describe('a root', () => {
  const marker = { inode: 'a', device: '1', bornAt: 5, fileSystem: 'ef53' }

  test('is itself on another device number, and another folder with another inode, birth or file system', () => {
    const judged = [
      { ...marker, device: '9' },
      { ...marker, inode: 'b' },
      { ...marker, bornAt: 6 },
      { ...marker, fileSystem: '6969' },
    ].map((seen) => judgeRoot(marker, { type: 'folder', marker: seen }).presence)
    expect(judged).toEqual(['here', 'other', 'other', 'other'])
    expect(judgeRoot(marker, { type: 'absent', reason: 'gone' })).toEqual({ presence: 'away', reason: 'gone' })
  })

  test('on a network is known by its file system or its path', () => {
    expect(
      [
        ['/mnt/a', '6969'],
        ['/mnt/a', 'fe534d42'],
        ['/mnt/a', '-acb2be'],
        ['\\\\nas\\a', '0'],
        ['/home', 'ef53'],
      ].map(([path, type]) => isNetworkDrive(path ?? '', type ?? '')),
    ).toEqual([true, true, true, true, false])
  })

  test('is read again when its time has come, not earlier, and whatever the clock does', () => {
    const root = { scannedAt: 1e9, tookMs: 1_000, hasEvents: true, wasAway: false }
    expect([
      isDue(root, 1e9 + 60_000),
      isDue(root, 1e9 + 900_000),
      isDue({ ...root, hasEvents: false }, 1e9 + 180_000),
      isDue({ ...root, tookMs: 60_000 }, 1e9 + 900_000),
      isDue({ ...root, wasAway: true }, 1e9 + 1),
      isDue({ ...root, scannedAt: null }, 1e9),
      isDue(root, 1e8),
    ]).toEqual([false, true, true, false, true, true, true])
  })
})
