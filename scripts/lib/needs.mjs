import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

// What a suite needs from the machine, and how it may be had.

const UPDATE_LIMIT_MS = 120_000
const INSTALL_LIMIT_MS = 240_000

/** A program by the first variable that names it, or by its names on PATH; null when there is none. */
export function findProgram({ variables, names }, env = process.env) {
  const isProgram = (path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  }
  const named = variables.map((variable) => env[variable]).filter(Boolean)
  const onPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return [...named, ...onPath].find(isProgram) ?? null
}

export const NEEDS = [
  {
    what: 'Chromium',
    suites: ['e2e'],
    variables: ['METASTAMP_TEST_CHROMIUM', 'CHROMIUM'],
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    debianPackage: 'chromium',
    passAs: 'METASTAMP_TEST_CHROMIUM',
  },
  ...['bean-check', 'ledger'].map((program) => ({
    what: program,
    suites: ['integration'],
    variables: [],
    names: [program],
    debianPackage: program === 'ledger' ? 'ledger' : 'beancount',
    passAs: `METASTAMP_TEST_${program.replace('-', '_').toUpperCase()}`,
    // The tests that need it say so themselves; the others run without it.
    optional: true,
  })),
]

async function installFromDebian(name, say) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !findProgram({ variables: [], names: ['apt-get'] }))
    return
  say(`Installing ${name} with apt-get…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env, timeoutMs: UPDATE_LIMIT_MS })
  const { code, output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], {
    env,
    timeoutMs: INSTALL_LIMIT_MS,
  })
  if (code !== 0) say(output.trimEnd().split('\n').slice(-5).join('\n'))
}

/**
 * Looks for what a suite needs, installs it where this runs as root on Debian, and says what is still missing.
 * @returns {Promise<{ env: Record<string, string>, missing: string[] }>} `env` to hand to the suite
 */
export async function provide(suite, { say, needs = NEEDS, install = installFromDebian } = {}) {
  const env = {}
  const missing = []
  for (const need of needs) {
    const needed = need.suites.includes(suite)
    if (needed && !findProgram(need)) await install(need.debianPackage, say)
    const path = findProgram(need)
    if (path) env[need.passAs] = path
    else if (needed && !need.optional)
      missing.push(`${need.what} is not here (install it, or name it in the variable ${need.variables.at(-1)})`)
  }
  return { env, missing }
}
