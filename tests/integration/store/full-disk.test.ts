import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore } from '../../../src/main/core/store/open-store.ts'
import { Failure } from '../../../src/shared/contract/errors.ts'
import { addWork, someTime } from './temp-store.ts'

// A disk of its own, twelve megabytes of memory, where one may be mounted (Linux, as root): filled to the last byte.

let disk: string
let mounted = false
beforeAll(() => {
  disk = mkdtempSync(join(tmpdir(), 'metastamp-full-'))
  mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk]).status === 0
})
afterAll(() => {
  if (mounted) spawnSync('umount', [disk])
  rmSync(disk, { recursive: true, force: true })
})

const open = () =>
  openStore({ profileDir: join(disk, 'profile'), now: () => someTime, platform: 'linux', appVersion: '0.1.0' })
const works = (store: ReturnType<typeof open>) =>
  store.read((read) => read.query<{ n: number }>('SELECT count(*) AS n FROM asset').get()?.n)

function fill(): void {
  const path = join(disk, 'somebody-elses')
  for (const bytes of [1_000_000, 4_096, 1]) {
    try {
      for (;;) appendFileSync(path, Buffer.alloc(bytes))
    } catch {
      // No room for as much as that.
    }
  }
}

it('keeps room for opening on a full disk, is read-only there, and goes on when there is room again', async () => {
  const before = open()
  before.transaction('add', (write) => addWork(write, { title: 'Here before' }))
  before.close()
  expect(statSync(join(disk, 'profile', 'ballast')).size).toBe(262_144)
  if (!mounted) return
  fill()
  expect(() => writeFileSync(join(disk, 'one-more'), Buffer.alloc(4_096))).toThrow(/ENOSPC/)
  const store = open()
  expect(works(store)).toBe(1)
  const add = () => {
    for (let i = 0; i < 400; i++) store.transaction('add', (write) => addWork(write, { title: `Work ${String(i)}` }))
  }
  expect(add).toThrow(Failure)
  expect(store.writing.closed?.code).toBe('DISK_FULL')
  const kept = works(store)
  rmSync(join(disk, 'somebody-elses'))
  rmSync(join(disk, 'one-more'), { force: true })
  await store.writing.whenOpen()
  store.transaction('add', (write) => addWork(write, { title: 'Here after' }))
  expect(works(store)).toBe((kept ?? 0) + 1)
  store.close()
  const after = open()
  expect([works(after), statSync(join(disk, 'profile', 'ballast')).size]).toEqual([(kept ?? 0) + 1, 262_144])
  after.close()
})
