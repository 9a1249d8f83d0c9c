import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import { filesUnder } from '../lib/inputs.mjs'

const require = createRequire(import.meta.url)

/**
 * Holds the imports under `root`/src against the table in .dependency-cruiser.cjs.
 * With a TypeScript it cannot use, dependency-cruiser sees no modules and finds nothing wrong: so what it saw is counted too.
 * @returns {Promise<{ findings: string[], modules: number, dependencies: number }>}
 */
export async function checkImports(root) {
  const { forbidden, options } = require(join(import.meta.dirname, '../../.dependency-cruiser.cjs'))
  // The ruleset's names and comments are written for people; the API wants the options apart.
  const { output } = await cruise(
    ['src'],
    { ...options, baseDir: root, ruleSet: { forbidden }, validate: true, outputType: 'json' },
    options.enhancedResolveOptions,
  )
  const { summary, modules } = typeof output === 'string' ? JSON.parse(output) : output
  const comments = new Map(forbidden.map((each) => [each.name, each.comment]))
  const findings = summary.violations.map(({ from, to, rule, cycle }) => {
    const target = cycle ? cycle.map((each) => each.name ?? each).join(' → ') : to
    return `${from} → ${target}\n    ${rule.name}: ${comments.get(rule.name) ?? ''}`
  })
  const seen = new Set(modules.filter((each) => each.source.startsWith('src/')).map((each) => each.source))
  const dependencies = modules.reduce((total, each) => total + each.dependencies.length, 0)
  return { findings: [...findings, ...countFindings(root, seen, dependencies)], modules: seen.size, dependencies }
}

/** What must hold for any result of dependency-cruiser to mean something: every source file was read, and some of them import something. */
export function countFindings(root, seen, dependencies) {
  const files = filesUnder(root, 'src').filter((path) => /\.(ts|tsx)$/.test(path) && !path.endsWith('.d.ts'))
  const missed = files.filter((path) => !seen.has(path))
  const findings = []
  if (files.length === 0) findings.push('There are no source files under src: the import check has nothing to look at.')
  if (missed.length > 0) {
    findings.push(
      `The import check saw ${files.length - missed.length} of ${files.length} source files, so it proves nothing. Is dependency-cruiser using the right TypeScript?\n    missed: ${missed.slice(0, 5).join(', ')}`,
    )
  }
  if (files.length > 10 && dependencies === 0) {
    findings.push(`The import check saw no import in ${files.length} source files, so it proves nothing.`)
  }
  return findings
}
