import { copyFile, link, mkdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tinyPng } from '../../fakes/tiny-png.ts'
import { createWatchBench } from './support.ts'

const none = { added: 0, changed: 0, moved: 0, missing: 0, unchanged: 0 }

describe('a scan', () => {
  test('takes in what is new, tells what happened to it later, and reads nothing twice', async () => {
    const bench = await createWatchBench()
    for (const [name, seed] of [
      ['a.png', 1],
      ['b.png', 2],
      ['deep/er/c.png', 3],
      ['deep/d.png', 4],
    ] as const)
      await bench.write(name, seed)
    await writeFile(bench.path('notes.docx'), 'not a kind that is taken in')
    expect((await bench.scan()).summary).toEqual({ ...none, added: 4 })
    expect((await bench.scan()).summary).toEqual({ ...none, unchanged: 4 })

    bench.hashed.length = 0
    await rename(bench.path('a.png'), bench.path('deep/renamed.png'))
    await rename(bench.path('deep/er'), bench.path('other'))
    await unlink(bench.path('b.png'))
    await copyFile(bench.path('deep/d.png'), bench.path('copy.png'))
    expect(await bench.scan()).toEqual({
      summary: { ...none, added: 1, moved: 2, missing: 1, unchanged: 1 },
      events: [
        'added copy.png',
        'missing b.png',
        'moved deep/renamed.png from a.png',
        'moved other/c.png from deep/er/c.png',
      ],
    })
    expect(bench.hashed).toEqual(['copy.png'])
    expect(await bench.state()).toEqual([
      'a: deep/renamed.png present; 1',
      'b: b.png missing; 1',
      'c: other/c.png present; 1',
      'd: copy.png present, deep/d.png present; 1',
    ])
    expect((await bench.scan()).summary).toEqual({ ...none, unchanged: 4 })
    expect((await bench.core.client.custody.verify({})).ok).toBe(true)
  })

  test('gives a work a further version when its file was replaced, and keeps the old one', async () => {
    const bench = await createWatchBench()
    await bench.write('work.png', 1)
    await bench.scan()
    // As editors save: the new content beside it, then over it.
    await bench.write('work.png~tmp', 2)
    await rename(bench.path('work.png~tmp'), bench.path('work.png'))
    expect((await bench.scan()).events).toEqual(['changed work.png'])
    // Or the old one put aside under a name of its own.
    await rename(bench.path('work.png'), bench.path('work.old.png'))
    await bench.write('work.png', 3)
    expect((await bench.scan()).events).toEqual(['added work.old.png', 'changed work.png'])
    expect(await bench.state()).toEqual(['work: work.old.png present, work.png present; 3'])
  })

  test('sees a file that was replaced by one of the same size and time', async () => {
    const bench = await createWatchBench()
    await bench.write('a.png', 1)
    await bench.scan()
    const [work] = (await bench.core.client.library.list({})).items
    const bytes = tinyPng(1).length
    const other = [...Array(200).keys()].map((i) => i + 2).find((seed) => tinyPng(seed).length === bytes) ?? 0
    await writeFile(bench.path('b.tmp'), tinyPng(other))
    const { utimes } = await import('node:fs/promises')
    await utimes(bench.path('b.tmp'), 1_700_000_001, 1_700_000_001)
    await rename(bench.path('b.tmp'), bench.path('a.png'))
    expect((await bench.scan()).events).toEqual(['changed a.png'])
    expect((await bench.core.client.library.list({})).items[0]?.assetId).toBe(work?.assetId)
  })

  test('takes an absent root for offline and an empty mount point for another folder; nothing is lost or read again', async () => {
    const bench = await createWatchBench()
    await bench.write('a.png', 1)
    await bench.write('b.png', 2)
    await bench.scan()
    bench.hashed.length = 0
    const away = join(bench.filesDir, 'away')
    await rename(bench.rootDir, away)
    await expect(bench.scan()).rejects.toThrow(/is called “away” now/)
    expect(await bench.state()).toEqual(['a: a.png offline; 1', 'b: b.png offline; 1'])
    await mkdir(bench.rootDir)
    await expect(bench.scan()).rejects.toThrow(/Another folder/)
    expect(await bench.state()).toEqual(['a: a.png offline; 1', 'b: b.png offline; 1'])
    await rm(bench.rootDir, { recursive: true })
    await rename(away, bench.rootDir)
    expect((await bench.scan()).summary).toEqual({ ...none, unchanged: 2 })
    expect(await bench.state()).toEqual(['a: a.png present; 1', 'b: b.png present; 1'])
    expect(bench.hashed).toEqual([])
  })

  test('follows a root that was renamed once it is added under its new name', async () => {
    const bench = await createWatchBench()
    await bench.write('in/a.png', 1)
    await bench.scan()
    bench.hashed.length = 0
    const renamed = join(bench.filesDir, 'renamed')
    await rename(bench.rootDir, renamed)
    const root = await bench.core.client.shell.watchAdd({ path: renamed })
    expect(root).toMatchObject({ rootId: bench.root.rootId, path: renamed, health: 'ok' })
    expect((await bench.scan()).summary).toEqual({ ...none, unchanged: 1 })
    expect(await bench.state()).toEqual(['a: ../renamed/in/a.png present; 1'])
    expect(bench.hashed).toEqual([])
  })

  test('keeps the identity of what moves between two roots', async () => {
    const bench = await createWatchBench()
    const second = join(bench.filesDir, 'second')
    await mkdir(second)
    await bench.core.client.shell.watchAdd({ path: second })
    await bench.write('a.png', 1)
    await bench.scan()
    bench.hashed.length = 0
    await rename(bench.path('a.png'), join(second, 'b.png'))
    expect((await bench.scan()).summary).toMatchObject({ moved: 1, missing: 0, added: 0 })
    // By copying and deleting, as between two drives.
    await copyFile(join(second, 'b.png'), bench.path('c.png'))
    await unlink(join(second, 'b.png'))
    await bench.scan()
    expect(await bench.state()).toEqual(['a: c.png present; 1'])
    expect(bench.hashed).toEqual(['c.png'])
  })

  test('leaves out what patterns say, and never brings back what a person has removed', async () => {
    const bench = await createWatchBench({ root: { exclude: ['drafts/', '*.bak.*', '!keep.bak.png'] } })
    for (const [name, seed] of [
      ['a.png', 1],
      ['drafts/b.png', 2],
      ['c.bak.png', 3],
      ['keep.bak.png', 4],
    ] as const)
      await bench.write(name, seed)
    expect((await bench.scan()).summary.added).toBe(2)
    expect(await bench.state()).toEqual(['a: a.png present; 1', 'keep.bak: keep.bak.png present; 1'])
    const { items } = await bench.core.client.library.list({ query: { text: 'keep' } })
    await bench.core.client.library.remove({ assetIds: items.map(({ assetId }) => assetId) })
    await bench.write('keep.bak.png', 5)
    await bench.scan()
    expect(await bench.state()).toEqual(['a: a.png present; 1'])
    await bench.core.client.watch.update({ rootId: bench.root.rootId, exclude: [] })
    expect((await bench.scan()).summary.added).toBe(2)
  })

  test('ends on links that go round, and follows those that lead out only when asked', async () => {
    const follow = await createWatchBench({ root: { symlinks: 'follow' } })
    const outside = join(follow.filesDir, 'outside')
    await mkdir(outside)
    await writeFile(join(outside, 'far.png'), tinyPng(9))
    await symlink(outside, join(outside, 'round'))
    await symlink(outside, follow.path('out'))
    await symlink(outside, follow.path('out-again'))
    await symlink(follow.rootDir, follow.path('self'))
    await symlink(join(outside, 'nowhere.png'), follow.path('dangling.png'))
    await follow.write('near.png', 1)
    expect((await follow.scan()).summary.added).toBe(2)
    expect((await follow.scan()).summary).toMatchObject({ added: 0, missing: 0, unchanged: 2 })
    await follow.core.client.watch.update({ rootId: follow.root.rootId, symlinks: 'skip' })
    expect((await follow.scan()).summary).toMatchObject({ added: 0, unchanged: 1 })
  })

  test('knows a second name of one file without reading it', async () => {
    const bench = await createWatchBench()
    await bench.write('a.png', 1)
    await bench.scan()
    bench.hashed.length = 0
    await link(bench.path('a.png'), bench.path('hard.png'))
    expect((await bench.scan()).events).toEqual(['added hard.png'])
    expect(bench.hashed).toEqual([])
  })

  test('lists what could not be taken in and tries it again only when it has changed', async () => {
    const bench = await createWatchBench()
    await writeFile(bench.path('bad.png'), 'no picture at all, but long enough to be one')
    const { utimes } = await import('node:fs/promises')
    await utimes(bench.path('bad.png'), 1_600_000_000, 1_600_000_000)
    await bench.write('good.png', 1)
    await bench.scan()
    const { items } = await bench.core.client.watch.issues({ rootId: bench.root.rootId })
    expect(items.map(({ failure }) => failure.code)).toEqual(['TYPE_MISMATCH'])
    bench.hashed.length = 0
    await bench.scan()
    expect(bench.hashed).toEqual([])
    await bench.write('bad.png', 7)
    expect((await bench.scan()).summary.added).toBe(1)
    expect((await bench.core.client.watch.issues({ rootId: bench.root.rootId })).items).toEqual([])
  })

  test('refuses folders that overlap, and the program’s own', async () => {
    const bench = await createWatchBench()
    await mkdir(bench.path('inside'))
    const add = (path: string) => bench.core.client.shell.watchAdd({ path })
    await expect(add(bench.path('inside'))).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(add(bench.filesDir)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(add(join(bench.profileDir, 'inbox'))).rejects.toMatchObject({ code: 'VANISHED' })
    await expect(add(bench.profileDir)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect((await add(bench.rootDir)).rootId).toBe(bench.root.rootId)
  })
})
