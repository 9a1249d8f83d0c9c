import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { chromiumLaunchOptions } from '../tests/e2e/chromium.ts'
import { startServing } from '../tests/e2e/product/serving.ts'
import { runCommand } from '../tests/fakes/command-line.ts'
import { drawPortfolio } from '../tests/fakes/portfolio.ts'

// npm run screenshots: the built product over a drawn portfolio, in both themes, into docs/screenshots. Nothing in them is a mock-up.

const target = join(import.meta.dirname, '../docs/screenshots')
const dir = await mkdtemp(join(tmpdir(), 'metastamp-shots-'))
await mkdir(target, { recursive: true })
const browser = await chromium.launch(chromiumLaunchOptions())

/** One theme over one profile, screen by screen. */
async function shoot(
  theme: 'light' | 'dark',
  profile: string,
  visit: (page: Page, save: (name: string) => Promise<void>) => Promise<void>,
) {
  const serving = await startServing(profile)
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto(serving.url)
  await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
  await visit(page, async (name) => {
    await page.waitForTimeout(900)
    await page.screenshot({ path: join(target, `${name}-${theme}.png`) })
  })
  await context.close()
  await serving.stop()
}

try {
  const portfolio = join(dir, 'Portfolio')
  await drawPortfolio(portfolio, 48)
  const profile = join(dir, 'profile')
  for (const theme of ['light', 'dark'] as const) {
    await shoot(theme, join(dir, `empty-${theme}`), (_page, save) => save('first-run'))
  }
  await runCommand(['protect', portfolio, '--quiet', '--profile', profile])
  for (const theme of ['light', 'dark'] as const) {
    await shoot(theme, profile, async (page, save) => {
      await page.getByRole('region', { name: 'Storage' }).waitFor()
      await save('home')
      await page.goto(new URL('/library', page.url()).href)
      await page.getByRole('grid').waitFor()
      await save('library')
      await page.getByRole('gridcell').nth(2).dblclick()
      await page.waitForURL('**/work/*')
      await save('work')
      await page.keyboard.press('Control+k')
      await save('palette')
      await page.keyboard.press('Escape')
      for (const screen of ['activity', 'settings/appearance']) {
        await page.goto(new URL(`/${screen}`, page.url()).href)
        await save(screen.split('/')[0] ?? screen)
      }
    })
  }
} finally {
  await browser.close()
  await rm(dir, { recursive: true, force: true })
}
