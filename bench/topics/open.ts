import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { runToEnd } from '../measured-program.ts'
import { noPool, openCore } from '../open-core.ts'
import { atMost, type Row, toRow } from '../row.ts'
import { profileOf } from './library.ts'

// A large profile from closed to its first page.

async function openToFirstPage(profile: string): Promise<number> {
  const startedAt = performance.now()
  const core = await openCore(profile, noPool())
  try {
    await core.client.library.list({})
    return performance.now() - startedAt
  } finally {
    await core.close()
  }
}

export async function run(context: Context): Promise<Row[]> {
  const works = context.size(100_000)
  const seeded = await profileOf(context, works)
  const profile = await context.freshDir('profile')
  const empty = await context.freshDir('empty')
  await mkdir(profile, { recursive: true })
  for (const name of ['library.db', 'cache.db']) await copyFile(join(seeded, name), join(profile, name))
  await openToFirstPage(empty)
  const turns = await context.repeat(async () => {
    const emptyMs = await openToFirstPage(empty)
    const openMs = await openToFirstPage(profile)
    const command = [
      join(context.installed, 'bin', 'metastamp.mjs'),
      'list',
      '--json',
      '--limit',
      '200',
      '--profile',
      profile,
    ]
    return { emptyMs, openMs, listMs: (await runToEnd(command)).firstLineMs }
  })
  const at = `${works.toLocaleString('en')} works`
  return [
    toRow({
      topic: 'open',
      figure: `core opened until its first page, ${at}`,
      unit: 'ms',
      values: turns.map(({ openMs }) => openMs),
      peer: { name: 'an empty profile', values: turns.map(({ emptyMs }) => emptyMs) },
      limit: atMost(2_000),
    }),
    toRow({
      topic: 'open',
      figure: `metastamp list, until its first line, ${at}`,
      unit: 'ms',
      values: turns.map(({ listMs }) => listMs),
      limit: atMost(2_000),
    }),
  ]
}
