import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'

// One Chromium for the whole program, whose resolver knows no host: what the guards let through still goes nowhere.

export type Browser = { context: BrowserContext; endpoint: string; close: () => Promise<void> }

export async function launchChromium(): Promise<Browser> {
  const dir = mkdtempSync(join(tmpdir(), 'electron-double-'))
  const context = await chromium.launchPersistentContext(dir, {
    executablePath: process.env['METASTAMP_TEST_CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    viewport: null,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      '--remote-debugging-address=127.0.0.1',
      '--remote-debugging-port=0',
    ],
  })
  const [port = '', path = ''] = readFileSync(join(dir, 'DevToolsActivePort'), 'utf8').split('\n')
  return {
    context,
    endpoint: `ws://127.0.0.1:${port}${path}`,
    close: async () => {
      await context.close()
      rmSync(dir, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
