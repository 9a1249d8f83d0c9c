/**
 * Counts of a vitest JSON report. A file that could not be loaded has no tests of its own and counts as one failure;
 * so does a run that ended badly although no test failed (an unhandled rejection, a crash).
 * @param {unknown} report the parsed report, or null when vitest left none
 * @param {number} exitCode
 * @returns {{ passed: number, failed: number, skipped: string[] }}
 */
export function countReport(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1, skipped: [] }
  const tests = report.testResults.flatMap((file) => file.assertionResults)
  const passed = tests.filter(({ status }) => status === 'passed').length
  const failedTests = tests.filter(({ status }) => status === 'failed').length
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length
  const skipped = tests
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map((test) => test.fullName.trim())
  const failed = failedTests + brokenFiles
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped }
}
