import { randomBytes } from 'node:crypto'
import * as nodeFs from 'node:fs/promises'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import { openInbox } from '../../../src/main/hosts/web/inbox.ts'
import type { WebHostOptions } from '../../../src/main/hosts/web/serve.ts'
import { askAsPage, type HostFixture, startHost } from './host-fixture.ts'
import { begin, done, filesBelow, put } from './inbox-client.ts'

const open: HostFixture[] = []
afterEach(async () => {
  for (const fixture of open.splice(0)) await fixture.close()
})
async function start(options: Partial<WebHostOptions> = {}) {
  const fixture = await startHost(options)
  open.push(fixture)
  return fixture
}

type Broken = 'open' | 'write' | 'sync' | 'mkdir' | 'rename'

/** The real disk, full at one place as long as `where` says so. */
function fullDisk(state: { where: Broken | null }): typeof nodeFs {
  const full = (where: Broken) => {
    if (state.where === where) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  }
  return {
    ...nodeFs,
    async open(...input: Parameters<typeof nodeFs.open>) {
      if (input[1] !== 'r') full('open')
      const handle = await nodeFs.open(...input)
      const write = handle.write.bind(handle)
      const sync = handle.sync.bind(handle)
      return Object.assign(handle, {
        write: (...args: Parameters<typeof write>) => {
          full('write')
          return write(...args)
        },
        sync: () => {
          full('sync')
          return sync()
        },
      })
    },
    mkdir: ((...input: Parameters<typeof nodeFs.mkdir>) => {
      full('mkdir')
      return nodeFs.mkdir(...input)
    }) as typeof nodeFs.mkdir, // the overloads cannot be spelled by one function
    async rename(...input) {
      full('rename')
      await nodeFs.rename(...input)
    },
  }
}

test('a full disk at each place is 507, leaves nothing half-written, and passes when space returns', async () => {
  const state: { where: Broken | null } = { where: null }
  const fixture = await start({ fs: fullDisk(state) })
  const full = {
    status: 507,
    value: { error: { code: 'DISK_FULL', retryable: true, message: expect.stringContaining('disk is full') } },
  }
  const uploadId = await begin(fixture)
  for (const where of ['open', 'write', 'sync'] as const) {
    state.where = where
    expect([where, await put(fixture, uploadId, 'a.png', randomBytes(100_000))]).toMatchObject([where, full])
    expect(await filesBelow(fixture.inboxDir)).toEqual([])
  }
  state.where = 'mkdir'
  expect((await askAsPage(fixture, { method: 'POST', target: '/inbox' })).status).toBe(507)
  state.where = null
  expect((await put(fixture, uploadId, 'a.png', randomBytes(100_000))).status).toBe(201)
  for (const where of ['mkdir', 'rename'] as const) {
    state.where = where
    expect(await done(fixture, uploadId)).toMatchObject(full)
  }
  state.where = null
  expect((await done(fixture, uploadId)).status).toBe(200)
  expect(await filesBelow(fixture.inboxDir)).toHaveLength(1)
})

test('leftovers go: those of an earlier run at start, those of an hour ago in the sweep', async () => {
  const inboxDir = await mkdtemp(join(tmpdir(), 'metastamp-inbox-'))
  try {
    await mkdir(join(inboxDir, '.incoming', 'old'), { recursive: true })
    await writeFile(join(inboxDir, '.incoming', 'old', '1.part'), 'x')
    let now = 0
    const inbox = await openInbox({ inboxDir, now: () => now })
    expect(await filesBelow(inboxDir)).toEqual([])
    const uploadId = await inbox.begin()
    await inbox.receive(uploadId, 'a', Readable.from([Buffer.from('x')]), 1, 10)
    now = 3_599_999
    await inbox.sweep()
    expect(await filesBelow(inboxDir)).toHaveLength(1)
    now = 3_600_000
    await inbox.sweep()
    expect(await readdir(join(inboxDir, '.incoming'))).toEqual([])
    await expect(inbox.receive(uploadId, 'a', Readable.from([]), 0, 10)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    // A declared size that the bytes do not keep is an error, not a shorter file.
    const another = await inbox.begin()
    await expect(inbox.receive(another, 'a', Readable.from([Buffer.from('x')]), 2, 10)).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
    await inbox.close()
    expect(await filesBelow(inboxDir)).toEqual([])
  } finally {
    await rm(inboxDir, { recursive: true, force: true })
  }
})
