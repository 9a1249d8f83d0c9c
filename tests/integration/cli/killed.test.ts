import { mkdtemp, mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Line, runCommand, startCommand } from '../../fakes/command-line.ts'

// SIGKILL while 500 pictures are protected, again and again, each time followed by a run that goes on. `npm run soak` does the same a thousand times.

const kills = Number(process.env['METASTAMP_KILLS'] ?? 25)
const files = 500

let dir: string
let pictures: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'metastamp-kill-'))
  pictures = join(dir, 'pictures')
  await mkdir(pictures)
  for (let i = 0; i < files; i++) {
    const create = {
      width: 64,
      height: 48,
      channels: 3 as const,
      noise: { type: 'gaussian' as const, mean: 128, sigma: 40 },
      background: '#888',
    }
    // Every tenth is a copy of another: one work with two places.
    const seed = i % 10 === 9 ? i - 1 : i
    await sharp({ create })
      .linear(1, seed % 200)
      .composite([{ input: label(seed) }])
      .png()
      .toFile(join(pictures, `p${i}.png`))
  }
})
afterAll(() => rm(dir, { recursive: true, force: true }))

/** A pattern that tells the number: noise alone differs between runs of the generator. */
function label(n: number): Buffer {
  const cells = Array.from(
    { length: 12 },
    (_, bit) =>
      `<rect x="${(bit % 4) * 16}" y="${Math.floor(bit / 4) * 16}" width="16" height="16" fill="${(n >> bit) & 1 ? '#fff' : '#000'}"/>`,
  )
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48">${cells.join('')}</svg>`)
}

async function libraryOf(profile: string): Promise<unknown> {
  const { lines, code } = await runCommand(['list', '--json', '--limit', '1000', '--profile', profile])
  expect(code).toBe(0)
  const works = lines.filter((line) => 'assetId' in line)
  return works
    .map((work: Line) => ({
      sha256: work['sha256'],
      status: work['status'],
      locations: (work['locations'] as { path: string }[]).map(({ path }) => path).sort(),
    }))
    .sort((a, b) => (String(a.sha256) < String(b.sha256) ? -1 : 1))
}

it(`ends as if undisturbed after ${kills} kills`, { timeout: 600_000 }, async () => {
  const undisturbed = join(dir, 'undisturbed')
  const started = performance.now()
  expect((await runCommand(['protect', pictures, '--json', '--profile', undisturbed])).code).toBe(0)
  const wholeMs = performance.now() - started

  const profile = join(dir, 'profile')
  let acknowledged = new Set<string>()
  for (let kill = 0; kill < kills; kill++) {
    const { child, ended } = startCommand(['protect', pictures, '--json', '--profile', profile])
    await sleep(50 + Math.random() * wholeMs * 0.4)
    child.kill('SIGKILL')
    const { lines } = await ended
    for (const line of lines)
      if (line['status'] === 'ready' || line['status'] === 'unchanged') acknowledged.add(String(line['path']))
  }
  const resumed = await runCommand(['protect', pictures, '--json', '--profile', profile])
  const summary = resumed.lines.at(-1)?.['summary'] as { found: number; failed: number; skipped: number }
  expect({ code: resumed.code, found: summary.found, failed: summary.failed, skipped: summary.skipped }).toEqual({
    code: 0,
    found: files,
    failed: 0,
    skipped: 0,
  })
  expect(await libraryOf(profile)).toEqual(await libraryOf(undisturbed))

  // What was said to be done is still done, and the log has no gap and no double.
  const ends = new Map(
    resumed.lines.filter((line) => 'path' in line).map((line) => [String(line['path']), line['status']]),
  )
  acknowledged = new Set(
    [...acknowledged].filter((path) => ends.get(path) !== 'unchanged' && ends.get(path) !== 'ready'),
  )
  expect([...acknowledged]).toEqual([])
  const verified = await runCommand(['custody', 'verify', '--json', '--profile', profile])
  expect(verified.lines.at(-1)).toMatchObject({ ok: true, broken: null })
  const database = new Database(join(profile, 'library.db'), { readonly: true })
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  const doubles = database
    .prepare(
      `SELECT version_id FROM custody_event WHERE type = 'fingerprint.completed' GROUP BY version_id HAVING count(*) > 1`,
    )
    .all()
  expect(doubles).toEqual([])
  database.close()
})
