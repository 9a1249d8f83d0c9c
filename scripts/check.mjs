import './lib/require-node.mjs'
import { join } from 'node:path'
import { CHECKS, reportCheck, runChecks } from './lib/checks.mjs'

// npm run check [-- name…]: all checks, or those whose names begin with what is given (lint, types, types: main …).

const wanted = process.argv.slice(2)
const checks = wanted.length === 0 ? CHECKS : CHECKS.filter(({ name }) => wanted.some((each) => name.startsWith(each)))
if (checks.length === 0) {
  console.error(
    `There is no check called ${wanted.join(', ')}. There are: ${CHECKS.map(({ name }) => name).join(', ')}.`,
  )
  process.exit(2)
}
const startedAt = performance.now()
const results = await runChecks(join(import.meta.dirname, '..'), {
  checks,
  onEnd: (result) => console.log(reportCheck(result)),
})
const failed = results.filter(({ ok }) => !ok)
console.log(
  `${failed.length === 0 ? 'All checks passed' : `Failed: ${failed.map(({ name }) => name).join(', ')}`} (${((performance.now() - startedAt) / 1000).toFixed(1)} s).`,
)
process.exitCode = failed.length > 0 ? 1 : 0
