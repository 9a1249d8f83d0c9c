import { execFile, fork } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import type { Surroundings } from './context.ts'
import { cells, findRow, heading, markdown, mergeReports, Report, thisMachine, type TopicReport } from './report.ts'
import type { Row } from './row.ts'
import { topics } from './topics.ts'

// npm run bench [-- TOPIC… --repetitions N --quick --strict --cpu-prof]: measures, prints, and writes docs/benchmarks.{md,json}.

type Options = { names: string[]; repetitions: number; quick: boolean; strict: boolean; cpuProfile: boolean }

export function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      repetitions: { type: 'string', default: '3' },
      quick: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      'cpu-prof': { type: 'boolean', default: false },
    },
  })
  const unknown = positionals.filter((name) => !Object.hasOwn(topics, name))
  if (unknown.length > 0)
    throw new Error(`There is no topic ${unknown.join(', ')}. There are: ${Object.keys(topics).join(', ')}.`)
  const repetitions = Number(values.repetitions)
  if (!Number.isInteger(repetitions) || repetitions < 1)
    throw new Error('--repetitions takes a whole number from 1 up.')
  const { quick, strict } = values
  return {
    names: positionals.length > 0 ? positionals : Object.keys(topics),
    repetitions: quick ? 1 : repetitions,
    quick,
    strict,
    cpuProfile: values['cpu-prof'],
  }
}

/** The built program without its sources, as an installation has it. */
async function install(root: string, to: string): Promise<void> {
  await mkdir(to)
  for (const name of ['out', 'bin', 'package.json']) await cp(join(root, name), join(to, name), { recursive: true })
  await symlink(join(root, 'node_modules'), join(to, 'node_modules'), 'junction')
}

type Answer = { ok: true; rows: Row[] } | { ok: false; error: string }

function runTopic(name: string, surroundings: Surroundings, cpuProfileDir: string | null): Promise<Answer> {
  return new Promise((resolve) => {
    const execArgv = cpuProfileDir === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${cpuProfileDir}`]
    const child = fork(join(import.meta.dirname, 'run-topic.ts'), { serialization: 'advanced', execArgv })
    child.once('message', (answer: Answer) => resolve(answer))
    child.once('exit', (code, signal) => resolve({ ok: false, error: `its process ended with ${signal ?? code}` }))
    child.send({ name, surroundings })
  })
}

function parseReport(text: string): Report | null {
  const parsed = Report.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}

async function committedReport(root: string): Promise<Report | null> {
  try {
    const { stdout } = await promisify(execFile)('git', ['show', 'HEAD:docs/benchmarks.json'], {
      cwd: root,
      maxBuffer: 1 << 26,
    })
    return parseReport(stdout)
  } catch {
    // No repository, or none committed yet: there is nothing to compare with.
    return null
  }
}

async function writeReport(root: string, measured: readonly TopicReport[], before: Report | null): Promise<void> {
  const jsonPath = join(root, 'docs', 'benchmarks.json')
  const written = await readFile(jsonPath, 'utf8').then(parseReport, () => null)
  const report = mergeReports(written, { machine: thisMachine(), topics: [...measured] }, Object.keys(topics))
  await writeFile(jsonPath, `${JSON.stringify(report, null, 1)}\n`)
  await writeFile(join(root, 'docs', 'benchmarks.md'), markdown(report, before))
}

function printRows(rows: readonly Row[], before: Report | null): void {
  for (const row of rows) {
    const [figure, ...others] = cells(row, findRow(before, row))
    console.log(`  ${row.holds === false ? '✗' : row.holds === true ? '✓' : '·'} ${figure}`)
    const shown = others.map((cell, i) => `${heading[i + 1]}: ${cell}`).filter((cell) => !cell.endsWith(': –'))
    console.log(`      ${shown.join(' · ').replaceAll('**', '')}`)
  }
}

/** Returns the exit code. */
export async function bench(root: string, args: string[]): Promise<number> {
  const { names, repetitions, quick, strict, cpuProfile } = readOptions(args)
  const before = await committedReport(root)
  const measured: TopicReport[] = []
  const broken: string[] = []
  const tempDir = await mkdtemp(join(tmpdir(), 'metastamp-bench-'))
  try {
    const installed = join(tempDir, 'installed')
    await install(root, installed)
    const cpuProfileDir = cpuProfile ? join(root, '.cache', 'bench') : null
    for (const name of names) {
      console.log(`\n${name}`)
      const [loadAverage = 0] = loadavg()
      const answer = await runTopic(name, { root, installed, tempDir, repetitions, quick }, cpuProfileDir)
      if (!answer.ok) {
        broken.push(name)
        console.log(`  could not be measured: ${answer.error}`)
        continue
      }
      printRows(answer.rows, before)
      const command = ['npm run bench', ...(args.length === 0 ? [] : ['--', ...args])].join(' ')
      measured.push({
        topic: name,
        date: new Date().toISOString().slice(0, 10),
        command,
        loadAverage,
        rows: answer.rows,
      })
    }
  } finally {
    await rm(tempDir, { recursive: true, force: true })
  }
  if (quick || cpuProfile) console.log('\nNothing written: quick and profiled runs are no measurement.')
  else if (measured.length > 0) await writeReport(root, measured, before)
  const missed = measured.flatMap(({ rows }) => rows).filter(({ holds }) => holds === false)
  console.log(`\n${missed.length} limits missed, ${broken.length} topics could not be measured.`)
  return broken.length > 0 || (strict && missed.length > 0) ? 1 : 0
}
