import { rm } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import type { PageServer } from '../../fakes/page-core/serve.ts'
import { buildPage, servePage } from '../../fakes/page-core/serve.ts'
import type { Scenario } from '../../fakes/page-core/state.ts'
import { chromiumLaunchOptions } from '../chromium.ts'

export type Stage = {
  /** Opens a route over a fresh scenario. Everything the page complains about is gathered in `complaints`. */
  open(route: string, scenario?: Partial<Scenario>): Promise<{ page: Page; server: PageServer; complaints: string[] }>
  close(): Promise<void>
}

/** The built page in Chromium over the in-memory core. */
export async function createStage(): Promise<Stage> {
  const pageDir = await buildPage()
  const browser: Browser = await chromium.launch(chromiumLaunchOptions())
  const servers: PageServer[] = []
  return {
    async open(route, scenario = {}) {
      const server = await servePage(pageDir, { works: 10, activity: 'idle', readOnly: false, ...scenario })
      servers.push(server)
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      await page.goto(server.url + route)
      return { page, server, complaints }
    },
    async close() {
      await browser.close()
      for (const server of servers) await server.close()
      await rm(pageDir, { recursive: true, force: true })
    },
  }
}
