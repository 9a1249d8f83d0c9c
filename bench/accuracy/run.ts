import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { accuracyMarkdown, AccuracyReport, measuredOf, type MeasuredSection, mergeAccuracy } from './accuracy-report.ts'
import { fetchPackages } from './packages.ts'
import type { Section } from './section.ts'
import { sections } from './sections.ts'

// npm run bench:accuracy [-- SECTION… --corpus DIR --cache DIR --quick --full]: how many changed works are found again. Writes docs/accuracy.{md,json}.

async function writeReport(root: string, measured: readonly MeasuredSection[]): Promise<void> {
  const jsonPath = join(root, 'docs', 'accuracy.json')
  const before = await readFile(jsonPath, 'utf8').then(
    (text) => AccuracyReport.safeParse(JSON.parse(text)).data ?? null,
    () => null,
  )
  const report = mergeAccuracy(before, measured, Object.keys(sections))
  const loaded = await Promise.all(Object.values(sections).map((load) => load()))
  await writeFile(jsonPath, `${JSON.stringify(report, null, 1)}\n`)
  await writeFile(join(root, 'docs', 'accuracy.md'), accuracyMarkdown(report, loaded))
}

function print(section: Section, measured: MeasuredSection): void {
  const names = section.columns.map(({ name }) => name)
  for (const row of [...section.peers, section.target, ...measured.rows]) {
    console.log(`  ${row.method} (${row.threshold}): mean ${row.mean.toFixed(1)}`)
    console.log(`      ${names.map((name, i) => `${name} ${row.recall[i] ?? '–'}`).join(' · ')}`)
  }
  for (const note of measured.notes) console.log(`  ${note}`)
}

/** Returns the exit code. */
export async function benchAccuracy(root: string, args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      corpus: { type: 'string' },
      cache: { type: 'string', default: join(tmpdir(), 'metastamp-accuracy') },
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
    },
  })
  const names = positionals.length > 0 ? positionals : Object.keys(sections)
  const measured: MeasuredSection[] = []
  const tempDir = await mkdtemp(join(tmpdir(), 'metastamp-accuracy-run-'))
  try {
    for (const name of names) {
      const load = sections[name]
      if (load === undefined)
        throw new Error(`There is no section ${name}. There are: ${Object.keys(sections).join(', ')}.`)
      const section = await load()
      console.log(`\n${section.title}`)
      const say = (line: string) => console.error(`  ${name}: ${line}`)
      const paths =
        values.corpus === undefined
          ? await fetchPackages(section.packages, values.cache, say)
          : [resolve(values.corpus)]
      const folders = paths.map((path) => ({ name: basename(path), path }))
      const result = await section.run({
        folders,
        quick: values.quick,
        full: values.full,
        processes: availableParallelism(),
        tempDir,
        say,
      })
      const command = ['npm run bench:accuracy', ...(args.length === 0 ? [] : ['--', ...args])].join(' ')
      const one = measuredOf(section, result, new Date().toISOString().slice(0, 10), command)
      print(section, one)
      measured.push(one)
    }
  } finally {
    await rm(tempDir, { recursive: true, force: true })
  }
  if (values.quick || values.corpus !== undefined)
    console.log('\nNothing written: docs/accuracy.md stands for the full run on the packages.')
  else await writeReport(root, measured)
  return 0
}
