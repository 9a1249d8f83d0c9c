import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { chromiumLaunchOptions } from '../tests/e2e/chromium.ts'
import { startServing } from '../tests/e2e/product/serving.ts'
import { runCommand } from '../tests/fakes/command-line.ts'
import { drawPortfolio } from '../tests/fakes/portfolio.ts'

// npm run screenshots: the built product over a drawn portfolio, in both themes, into docs/screenshots. Nothing in them is a mock-up.

const target = join(import.meta.dirname, '../docs/screenshots')
const dir = await mkdtemp(join(tmpdir(), 'metastamp-shots-'))
await mkdir(target, { recursive: true })
const browser = await chromium.launch(chromiumLaunchOptions())

/** What a creator would have done after some weeks: a cut-out found elsewhere, an estimate, some earnings, a watched folder. */
async function fillIn(profile: string, portfolio: string): Promise<void> {
  const own = ['--quiet', '--profile', profile]
  const [picture = ''] = (await readdir(portfolio, { recursive: true })).filter((name) => name.endsWith('.jpg')).sort()
  const { data, info } = await sharp(join(portfolio, picture)).toBuffer({ resolveWithObject: true })
  await sharp(data)
    .extract({
      left: Math.round(info.width * 0.1),
      top: Math.round(info.height * 0.1),
      width: Math.round(info.width * 0.75),
      height: Math.round(info.height * 0.75),
    })
    .jpeg({ quality: 70 })
    .toFile(join(dir, 'found-online.jpg'))
  await copyFile(join(dir, 'found-online.jpg'), join(portfolio, 'Repost.jpg'))
  await runCommand(['protect', portfolio, ...own])
  await runCommand(['match', join(portfolio, picture), ...own])
  const value = '--model-earnings 2e9 --followers 120000 --views 900000 --content-hours 40 --platform youtube'
  await runCommand(['value', ...value.split(' '), '--range', 'modelEarnings=1000000000..4000000000', ...own])
  const earnings = ['129.90 USD Spotify', '1840.00 EUR Gallery', '64000 JPY Licence', '410.25 USD Bandcamp']
  for (const line of earnings) {
    const [amount = '', currency = '', source = ''] = line.split(' ')
    await runCommand(['wallet', 'add', amount, currency, '--source', source, ...own])
  }
  await runCommand(['watch', 'add', portfolio, ...own])
  await runCommand(['watch', 'scan', ...own])
}

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
  await fillIn(profile, portfolio)
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
      const open = async (screen: string) => {
        await page.goto(new URL(`/${screen}`, page.url()).href)
        await save(screen.split('/')[0] ?? screen)
      }
      for (const screen of ['activity', 'matches', 'value', 'wallet', 'watched', 'health', 'settings/appearance'])
        await open(screen)
      await page.goto(new URL('/assistant', page.url()).href)
      await page.getByRole('button', { name: 'What needs my attention?' }).click()
      await save('assistant')
      await page.goto(new URL('/check', page.url()).href)
      const chosen = page.waitForEvent('filechooser')
      await page.getByRole('button', { name: 'Choose files…' }).click()
      await (await chosen).setFiles([join(dir, 'found-online.jpg')])
      await page.getByText(/of your works/).waitFor()
      await save('check')
    })
  }
} finally {
  await browser.close()
  await rm(dir, { recursive: true, force: true })
}
