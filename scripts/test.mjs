import './lib/require-node.mjs'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { reportCheck, runChecks } from './lib/checks.mjs'
import { provide } from './lib/needs.mjs'
import { runNode } from './lib/run.mjs'
import { countReport } from './lib/vitest-report.mjs'

// npm test [-- --only unit,e2e]: what CI does. The last line is `N passed, N failed` and nothing else.

const SUITES = [
  { name: 'unit', limitMs: 180_000, needsBuild: false },
  { name: 'contract', limitMs: 90_000, needsBuild: false },
  { name: 'integration', limitMs: 270_000, needsBuild: true },
  { name: 'e2e', limitMs: 360_000, needsBuild: true },
]
const STEPS = ['check', ...SUITES.map(({ name }) => name)]

const root = join(import.meta.dirname, '..')
const isCi = process.env.CI === 'true' || process.env.CI === '1'
const total = { passed: 0, failed: 0 }
const skips = []
const failures = []
const say = (line) => console.log(line)

function selection(args) {
  const names = args.flatMap((each, index) => {
    if (each.startsWith('--only=')) return each.slice('--only='.length).split(',')
    return args[index - 1] === '--only' ? each.split(',') : []
  })
  const unknown = names.filter((name) => !STEPS.includes(name))
  const strange = args.filter((each, index) => !each.startsWith('--only') && args[index - 1] !== '--only')
  if (unknown.length > 0 || strange.length > 0 || (args.length > 0 && names.length === 0)) {
    throw new Error(`Usage: npm test -- --only NAME[,NAME…], with ${STEPS.join(', ')}.`)
  }
  return names.length > 0 ? names : STEPS
}

async function check() {
  say('\n── check')
  const results = await runChecks(root, { onEnd: (result) => say(reportCheck(result)) })
  for (const { ok, name } of results) {
    total[ok ? 'passed' : 'failed'] += 1
    if (!ok) failures.push(`check: ${name}`)
  }
}

async function build() {
  try {
    await ensureBuilt(root, { say })
    total.passed += 1
    return true
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    total.failed += 1
    failures.push('the build')
    return false
  }
}

async function runVitest({ name, limitMs }, extraEnv, reports) {
  const reportFile = join(reports, `${name}.json`)
  const { METASTAMP_PROFILE: _neverTheirs, ...env } = { ...process.env, ...extraEnv }
  const args = ['run', '--project', name, '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const { code, timedOut } = await runNode(join(root, 'node_modules/vitest/vitest.mjs'), args, {
    cwd: root,
    env,
    timeoutMs: limitMs,
    onOutput: (text) => process.stdout.write(text),
  })
  if (timedOut) say(`Stopped: ${name} took over ${limitMs / 1000} s.`)
  let report = null
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'))
  } catch {
    say(`vitest left no report for ${name}.`)
  }
  return countReport(report, code)
}

async function suite(each, built, reports) {
  say(`\n── ${each.name}`)
  if (each.needsBuild && !built) return skips.push(`${each.name}: there is no build to test`)
  const { env, missing } = await provide(each.name, { say })
  if (missing.length > 0) return skips.push(...missing.map((reason) => `${each.name}: ${reason}`))
  const { passed, failed, skipped, failures: told } = await runVitest(each, env, reports)
  total.passed += passed
  total.failed += failed
  failures.push(...told.map((failure) => `${each.name}: ${failure}`))
  return skips.push(...skipped.map((test) => `${each.name}: ${test}`))
}

const reports = mkdtempSync(join(tmpdir(), 'metastamp-reports-'))
try {
  const names = selection(process.argv.slice(2))
  if (names.includes('check')) await check()
  const suites = SUITES.filter(({ name }) => names.includes(name))
  const built = suites.some(({ needsBuild }) => needsBuild) && (await build())
  for (const each of suites) await suite(each, built, reports)
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  total.failed += 1
} finally {
  rmSync(reports, { recursive: true, force: true })
}
if (skips.length > 0) {
  say(`\nSkipped${isCi ? ', which in CI is a failure' : ''}:`)
  for (const skip of skips) say(`  ${skip}`)
  if (isCi) total.failed += skips.length
}
if (failures.length > 0) {
  say('\nFailed:')
  for (const failure of failures) say(`  ${failure}`)
}
process.exitCode = total.failed > 0 ? 1 : 0
say(`\n${total.passed} passed, ${total.failed} failed`)
