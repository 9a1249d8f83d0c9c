import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chromiumLaunchOptions, describeWithChromium } from '../chromium.ts'
import { type Serving, startServing } from './serving.ts'
import { seriousFindings } from '../serious-findings.ts'

// A creator's first minute with the built product: a folder is dropped on the first page, and everything after that is done by keyboard.

const pictures = 24

describeWithChromium('the first minute', () => {
  let dir: string
  let serving: Serving
  let browser: Browser
  let page: Page
  const requests: string[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'metastamp-first-'))
    await mkdir(join(dir, 'Portfolio/sketches'), { recursive: true })
    for (let i = 0; i < pictures; i++) {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><rect width="900" height="600" fill="hsl(${i * 15} 50% 60%)"/><path d="M0 ${600 - i * 9} Q450 ${100 + i * 11} 900 ${500 - i * 13} V600 H0Z" fill="hsl(${200 - i * 7} 40% 30%)"/><circle cx="${100 + i * 29}" cy="${130 + (i % 5) * 30}" r="${40 + (i % 4) * 14}" fill="#fff3d6"/></svg>`
      const name = i % 3 === 0 ? `sketches/study ${i}.png` : `harbour ${i}.jpg`
      await sharp(Buffer.from(svg)).toFile(join(dir, 'Portfolio', name))
    }
    serving = await startServing(join(dir, 'profile'))
    browser = await chromium.launch(chromiumLaunchOptions())
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' })
    page = await context.newPage()
    page.on('request', (request) => requests.push(request.url()))
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await serving.stop()
    await rm(dir, { recursive: true, force: true })
  })

  it('protects a dropped folder within a minute and shows it', async () => {
    await page.goto(serving.url)
    expect(new URL(page.url()).search).toBe('')
    await page.getByRole('button', { name: 'Choose files' }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await dropFolder(page, join(dir, 'Portfolio'))
    await page
      .getByText(/^Protected in /)
      .first()
      .waitFor({ timeout: 60_000 })
    expect(await seriousFindings(page)).toEqual([])
  })

  it('is walked through by keyboard: library, work, theme, palette', async () => {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Commands' }).waitFor()
    await page.keyboard.type('library')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/library')
    const grid = page.getByRole('grid')
    await grid.waitFor()
    await expect.poll(() => grid.locator('img').count()).toBeGreaterThan(5)

    await page.keyboard.press('/')
    await page.keyboard.type('study')
    await expect.poll(() => page.getByText(`${Math.ceil(pictures / 3)} works`).count()).toBeGreaterThan(0)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')

    // From the page's start, Tab alone reaches the grid.
    for (let i = 0; i < 40 && !(await grid.evaluate((node) => node.contains(document.activeElement))); i++)
      await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/work/*')
    await page.getByText(/Protected since/).waitFor()
    expect(await seriousFindings(page)).toEqual([])

    const before = await page.locator('html').getAttribute('data-theme')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('theme')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).not.toBe(before)
    expect(await seriousFindings(page)).toEqual([])

    await page.keyboard.press('Escape')
    await page.waitForURL('**/library')
  })

  it('has talked to nobody but its own origin and broken no policy until then', () => {
    const strangers = requests.filter(
      (url) => !/^(http|ws):\/\/127\.0\.0\.1:\d+\//.test(url) && !url.startsWith('blob:http://127.0.0.1'),
    )
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] })
  })

  it('finds everything as it was after a restart, under a new address', async () => {
    const old = serving.url
    await serving.stop()
    serving = await startServing(join(dir, 'profile'))
    expect(new URL(serving.url).searchParams.get('token')).not.toBe(new URL(old).searchParams.get('token'))
    await page.goto(serving.url)
    await page.getByText(`${pictures} works`).first().waitFor()
  })
})

/** A real drop, as the browser gets it from the file manager: a folder, not a list of its files. */
async function dropFolder(page: Page, folder: string): Promise<void> {
  const client = await page.context().newCDPSession(page)
  const data = { items: [], files: [folder], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data })
  await client.detach()
}
