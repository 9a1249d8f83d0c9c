import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe } from 'vitest'

// The one place that knows where tests find a browser and how they start it.

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The browser's path: METASTAMP_TEST_CHROMIUM, CHROMIUM, or one on PATH; null when there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  const named = [env['METASTAMP_TEST_CHROMIUM'], env['CHROMIUM']].filter((path) => path !== undefined && path !== '')
  const onPath = (env['PATH'] ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...named, ...onPath].find((path) => path !== undefined && isProgram(path)) ?? null
}

const isCi = process.env['CI'] === 'true' || process.env['CI'] === '1'
const missing =
  'These tests need Chromium: install it (apt-get install chromium) or name it in the environment variable CHROMIUM.'

/** For playwright-core's chromium.launch(): no traffic of the browser's own, and as root no sandbox. */
export function chromiumLaunchOptions(): { executablePath: string; headless: true; args: string[] } {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error(missing)
  const asRoot = process.getuid?.() === 0
  return {
    executablePath,
    headless: true,
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  }
}

/** `describe` for suites that open a browser. Without one they are skipped and say why; in CI a missing browser is a failure. */
export function describeWithChromium(name: string, suite: () => void): void {
  if (findChromium() !== null) describe(name, suite)
  else if (isCi) {
    describe(name, () => {
      throw new Error(missing)
    })
  } else describe.skip(`${name} (skipped: ${missing})`, suite)
}
