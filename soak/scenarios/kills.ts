import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { smallPng } from '../../bench/make/small-pngs.ts'
import { noPool, openCore } from '../../bench/open-core.ts'
import { quantile } from '../../bench/row.ts'
import { seedProfile } from '../../bench/seed/seed-profile.ts'
import type { Scenario, SoakContext } from '../scenario.ts'

// SAFETY §2: the program is killed at random moments of imports and edits of a large library. What it had acknowledged is there afterwards,
// the file is sound, and the next opening is ready at once.

const picturesAtOnce = 24
const checkEvery = 100

const Line = z.record(z.string(), z.unknown())
type Line = z.infer<typeof Line>
type Killed = { lines: Line[] }

/** Starts a program, kills it so long after its first line or its start, and gives the whole lines it wrote. */
async function killAfter(args: readonly string[], afterMs: number, fromFirstLine: boolean): Promise<Killed> {
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  let text = ''
  const first = new Promise<void>((resolve) => {
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      resolve()
    })
    child.on('close', () => resolve())
  })
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()))
  if (fromFirstLine) await first
  await Promise.race([sleep(afterMs), closed])
  child.kill('SIGKILL')
  await closed
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line) => Line.parse(JSON.parse(line)))
  return { lines }
}

export const run: Scenario = async (context) => {
  const { root, dir, random, say } = context
  const kills = context.size(1_000, 4)
  const works = context.size(100_000, 500)
  const profile = join(dir, 'profile')
  say(`seeding ${works} works`)
  await seedProfile(profile, { count: works })
  const database = () => new Database(join(profile, 'library.db'), { readonly: true })
  const seeded = await count(profile)
  const ready = new Set<string>()
  const titles = new Map<string, string>()
  const openings: number[] = []
  let [lost, cut] = [0, 0]
  const notes: string[] = []

  for (let kill = 0; kill < kills; kill++) {
    const edits = kill % 2 === 1
    const { lines } = edits
      ? await killAfter([join(root, 'soak', 'edits-child.ts'), profile, String(kill)], random() * 400, true)
      : await importKilled(context, profile, kill)
    for (const line of lines) {
      if (line['status'] === 'ready') ready.add(String(line['sha256']))
      if (typeof line['title'] === 'string') titles.set(String(line['assetId']), line['title'])
    }
    if (lines.length > 0) cut++
    openings.push(await openedMs(profile))
    if ((kill + 1) % checkEvery !== 0 && kill + 1 < kills) continue
    const problem = check(database, ready, titles, edits)
    lost += problem.lost
    notes.push(...problem.notes.map((note) => `after ${kill + 1} kills: ${note}`))
    say(`${kill + 1} kills, ${ready.size} works and ${titles.size} titles acknowledged, ${lost} lost`)
  }
  const core = await openCore(profile, noPool())
  const custody = await core.client.custody.verify({})
  await core.close()
  if (!custody.ok) {
    lost++
    notes.push(`custody: ${custody.broken?.message ?? 'broken'}`)
  }
  return {
    what: `SIGKILL in imports and edits at ${works.toLocaleString('en')} works`,
    rounds: kills,
    lost,
    figures: {
      'killed while writing': cut,
      'works acknowledged': ready.size,
      'titles acknowledged': titles.size,
      'works before': seeded,
      'ready again p50 ms': Math.round(quantile(openings, 0.5)),
      'ready again p95 ms': Math.round(quantile(openings, 0.95)),
    },
    notes,
  }
}

async function importKilled({ root, dir, random, seed }: SoakContext, profile: string, kill: number): Promise<Killed> {
  const pictures = join(dir, 'pictures')
  await rm(pictures, { recursive: true, force: true })
  await mkdir(pictures)
  for (let i = 0; i < picturesAtOnce; i++) {
    await writeFile(join(pictures, `${kill}-${i}.png`), smallPng(seed * 1_000_003 + kill * 1_000 + i, 32))
  }
  const command = [join(root, 'bin', 'metastamp.mjs'), 'protect', pictures, '--json', '--profile', profile]
  // Half of them right after the first work is ready, half anywhere.
  return killAfter(command, random() * 1_500, kill % 4 === 0)
}

async function openedMs(profile: string): Promise<number> {
  const startedAt = performance.now()
  const core = await openCore(profile, noPool())
  try {
    await core.client.library.list({ limit: 1 })
    return performance.now() - startedAt
  } finally {
    await core.close()
  }
}

async function count(profile: string): Promise<number> {
  const core = await openCore(profile, noPool())
  try {
    return (await core.client.library.counts({ query: {} })).total
  } finally {
    await core.close()
  }
}

/** The last title of a work may be one that was committed and not yet said; every earlier one may not. */
function check(
  open: () => Database.Database,
  ready: ReadonlySet<string>,
  titles: ReadonlyMap<string, string>,
  edited: boolean,
): { lost: number; notes: string[] } {
  const database = open()
  try {
    const notes: string[] = []
    const integrity = database.pragma('integrity_check', { simple: true })
    if (integrity !== 'ok') notes.push(`integrity: ${String(integrity)}`)
    const version = database.prepare<[Uint8Array], { state: string }>(
      'SELECT fingerprint_state AS state FROM version WHERE sha256 = ?',
    )
    let lost = integrity === 'ok' ? 0 : 1
    for (const sha256 of ready) if (version.get(Buffer.from(sha256, 'hex'))?.state !== 'complete') lost++
    const renamed = database.prepare<[string], { facts: string }>(
      `SELECT facts FROM custody_event WHERE asset_id = ? AND type = 'work.renamed' ORDER BY sequence`,
    )
    for (const [assetId, title] of titles) {
      if (!renamed.all(assetId).some(({ facts }) => facts.includes(JSON.stringify(title)))) lost++
    }
    const doubled = database
      .prepare<[], { n: number }>(
        `SELECT count(*) AS n FROM (SELECT version_id FROM custody_event WHERE type = 'fingerprint.completed'
         GROUP BY version_id HAVING count(*) > 1)`,
      )
      .get()
    if ((doubled?.n ?? 0) > 0) {
      lost++
      notes.push(`${doubled?.n} fingerprints were completed twice (${edited ? 'edits' : 'import'})`)
    }
    return { lost, notes }
  } finally {
    database.close()
  }
}
