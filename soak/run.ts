import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { seededRandom } from '../bench/make/random.ts'
import type { SoakResult } from './scenario.ts'
import { scenarios } from './scenarios.ts'

// Runs scenarios one after another and prints a summary. A scenario that loses something, or throws, makes the whole fail; its seed is said,
// so that it can be run again.

/** Returns the exit code: 0 when nothing was lost. */
export async function soak(root: string, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { share: { type: 'string', default: '1' }, seed: { type: 'string' } },
  })
  const share = Number(values.share)
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
  if (!(share > 0) || !Number.isInteger(seed)) throw new Error('--share is a number above 0, --seed a whole one')
  const names = positionals.length === 0 ? Object.keys(scenarios) : positionals
  const lines: string[] = []
  let failed = false
  for (const name of names) {
    const load = scenarios[name]
    if (load === undefined)
      throw new Error(`there is no scenario ${name}; there are ${Object.keys(scenarios).join(', ')}`)
    const dir = await mkdtemp(join(tmpdir(), `metastamp-soak-${name}-`))
    const startedAt = performance.now()
    const say = (line: string) => process.stderr.write(`  ${name}: ${line}\n`)
    try {
      const { run } = await load()
      const result = await run({
        root,
        dir,
        seed,
        random: seededRandom(seed),
        size: (count, least = 1) => Math.max(least, Math.round(count * share)),
        say,
      })
      lines.push(...linesOf(name, result, (performance.now() - startedAt) / 1000))
      failed ||= result.lost > 0
    } catch (thrown) {
      failed = true
      lines.push(`| ${name} | failed: ${thrown instanceof Error ? thrown.message : String(thrown)} | | | |`)
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
  }
  process.stdout.write(
    `| scenario | rounds | lost | figures | took |\n|---|---|---|---|---|\n${lines.join('\n')}\n\nSeed ${seed}, share ${share}.\n`,
  )
  return failed ? 1 : 0
}

function linesOf(name: string, { what, rounds, lost, figures, notes }: SoakResult, seconds: number): string[] {
  const told = Object.entries(figures).map(([figure, value]) => `${figure} ${value}`)
  return [
    `| ${name}: ${what} | ${rounds} | ${lost} | ${told.join(', ')} | ${seconds.toFixed(0)} s |`,
    ...notes.map((note) => `| | | | ${note} | |`),
  ]
}
