import { join } from 'node:path'
import { checkReasons } from './reasons.mjs'
import { runNode } from './run.mjs'

// What `npm run check` looks at. Each step is a program of its own, so that one that hangs or dies says so and no more.

const STEP_LIMIT_MS = 180_000
const TYPE_PROJECTS = ['shared', 'main', 'preload', 'renderer', 'tests']

const program = (name, script, args = []) => ({
  name,
  run: async (root) => {
    const { code, output, timedOut } = await runNode(join(root, script), args, { cwd: root, timeoutMs: STEP_LIMIT_MS })
    return { ok: code === 0, output: timedOut ? `${output}\nStopped after ${STEP_LIMIT_MS / 1000} s.` : output }
  },
})

/** Longest first: two at a time on two cores. */
export const CHECKS = [
  program('lint', 'node_modules/oxlint/bin/oxlint', ['--threads=2']),
  program('dead code', 'node_modules/knip/bin/knip.js', ['--no-progress', '--no-config-hints']),
  program('layers', 'scripts/layers.mjs'),
  ...TYPE_PROJECTS.map((project) =>
    program(`types: ${project}`, 'node_modules/ts7/bin/tsc', ['-p', `tsconfig.${project}.json`]),
  ),
  program('format', 'node_modules/@biomejs/biome/bin/biome', ['format', '.', '--colors=off']),
  program('dependencies', 'scripts/deps.mjs', ['--check']),
  {
    name: 'reasons',
    run: async (root) => {
      const { findings, files } = checkReasons(root)
      return { ok: findings.length === 0, output: [...findings, `${files} files`].join('\n') }
    },
  },
]

/**
 * Runs checks, at most `atOnce` together, and reports each as it ends.
 * @returns {Promise<{ name: string, ok: boolean, output: string, seconds: number }[]>} in the order of `checks`
 */
export async function runChecks(root, { checks = CHECKS, atOnce = 2, onEnd = () => undefined } = {}) {
  const results = []
  const waiting = checks.entries()
  const worker = async () => {
    for (const [index, check] of waiting) {
      const startedAt = performance.now()
      const { ok, output } = await check
        .run(root)
        .catch((error) => ({ ok: false, output: String(error?.stack ?? error) }))
      results[index] = { name: check.name, ok, output, seconds: (performance.now() - startedAt) / 1000 }
      onEnd(results[index])
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}

/** One line for a check, and what it printed when it failed. */
export function reportCheck({ name, ok, output, seconds }) {
  const line = `${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(16)} ${seconds.toFixed(1)} s`
  return ok ? line : `${line}\n${output.trimEnd().replace(/^/gm, '     ')}`
}
