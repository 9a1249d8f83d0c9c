/**
 * Counts of a vitest JSON report. A file that could not be loaded has no tests of its own and counts as one failure;
 * so does a run that ended badly although no test failed (an unhandled rejection, a crash).
 * @param {unknown} report the parsed report, or null when vitest left none
 * @param {number} exitCode
 * `failures` names each failed test or file with the first lines of what it said, for the end of a log of which only the end may be kept.
 * @returns {{ passed: number, failed: number, skipped: string[], failures: string[] }}
 */
export function countReport(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1, skipped: [], failures: ['there is no report'] }
  const tests = report.testResults.flatMap((file) => file.assertionResults)
  const passed = tests.filter(({ status }) => status === 'passed').length
  const failedTests = tests.filter(({ status }) => status === 'failed')
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  const skipped = tests
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map((test) => test.fullName.trim())
  const failures = [
    ...failedTests.map((test) => told(test.fullName.trim(), test.failureMessages?.[0])),
    ...brokenFiles.map((file) => told(file.name ?? 'a file', file.message)),
  ]
  if (failures.length === 0 && exitCode !== 0) failures.push(`no test failed, but the run ended with ${exitCode}`)
  return { passed, failed: failures.length, skipped, failures }
}

function told(name, message = '') {
  const [first = '', ...more] = message.trim().split('\n').slice(0, 12)
  return [`${name}: ${first}`, ...more.map((line) => `    ${line}`)].join('\n')
}
