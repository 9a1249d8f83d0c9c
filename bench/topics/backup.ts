import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { archiveHandlers } from '../../src/main/core/backup/archive.ts'
import type { Context } from '../context.ts'
import { noPool, openCore } from '../open-core.ts'
import { atMost, type Row, toRow } from '../row.ts'
import { profileOf } from './library.ts'

// A large library backed up, put in place as a second profile, and merged into an empty one.

/** Milliseconds of processor time, which a busy machine does not stretch; all of this runs in this process. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

export async function run(context: Context): Promise<Row[]> {
  const works = context.size(100_000)
  const seeded = await profileOf(context, works)
  const turns = await context.repeat(async (index) => {
    const profileDir = await context.freshDir('second')
    const folder = join(profileDir, 'backups')
    const copied = join(profileDir, 'copied.db')
    const libraryPath = join(seeded, 'library.db')
    const copyMs = await timed(() => copyFile(libraryPath, copied))
    const at = Date.UTC(2026, 0, 1 + index)
    const kept: { path?: string } = {}
    const keepMs = await timed(async () => {
      const order = { libraryPath, folder, reason: 'manual' as const, at, appVersion: 'bench' }
      kept.path = (await archiveHandlers.keep(order)).path
    })
    const path = kept.path ?? ''
    const placeMs = await timed(() => archiveHandlers.place({ path, profileDir, replace: false, at }))
    const empty = await openCore(await context.freshDir('empty'), noPool())
    const mergeMs = await timed(async () => {
      for await (const { done, added } of await empty.client.shell.mergeBackup({ path })) {
        if (done && added !== works) throw new Error(`${added} of ${works} works were merged`)
      }
    })
    await empty.close()
    await rm(profileDir, { recursive: true, force: true })
    return { copyMs, keepMs, placeMs, mergeMs }
  })
  const at = `${works.toLocaleString('en')} works`
  const row = (figure: string, values: number[], limitMs: number) =>
    toRow({ topic: 'backup', figure: `${figure}, ${at}`, unit: 'ms CPU', values, limit: atMost(limitMs) })
  return [
    toRow({
      topic: 'backup',
      figure: `backed up, opened and checked, ${at}`,
      unit: 'ms CPU',
      values: turns.map(({ keepMs }) => keepMs),
      peer: { name: 'the file copied', values: turns.map(({ copyMs }) => copyMs) },
      limit: atMost(60_000),
    }),
    row(
      'restored into a second profile',
      turns.map(({ placeMs }) => placeMs),
      60_000,
    ),
    row(
      'merged into an empty library',
      turns.map(({ mergeMs }) => mergeMs),
      60_000,
    ),
  ]
}
