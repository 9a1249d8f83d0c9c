import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { seedProfile } from '../../../bench/seed/seed-profile.ts'
import { chromiumLaunchOptions, describeWithChromium } from '../chromium.ts'
import { seriousFindings } from '../serious-findings.ts'
import { type Serving, startServing } from './serving.ts'

// The library over a seeded profile: finding, organising, taking back, looking closely. The product itself, in one window after the other.

const works = 1_500

describeWithChromium('a library of years', () => {
  let dir: string
  let serving: Serving
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const complaints: string[] = []

  const open = async () => {
    serving = await startServing(join(dir, 'profile'))
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
    page = await context.newPage()
    page.setDefaultTimeout(60_000)
    // The seeded works' files lie nowhere, so that their pictures in full are not there.
    const missing = /404/
    page.on('console', (message) => {
      if (message.type() === 'error' && !missing.test(message.text())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(serving.url, { timeout: 150_000, waitUntil: 'commit' })
  }
  const close = async () => {
    await context.close()
    await serving.stop()
  }
  const cells = () => page.getByRole('gridcell')
  const goToLibrary = async () => {
    await page.goto(new URL('/library', page.url()).href)
    await cells().first().waitFor()
  }
  const search = async (text: string, found: string) => {
    await page.getByRole('searchbox', { name: 'Search' }).fill(text)
    await page.getByText(found, { exact: true }).first().waitFor()
  }

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'metastamp-years-'))
    await seedProfile(join(dir, 'profile'), { count: works, seed: 2, endMs: Date.UTC(2026, 0, 1) })
    browser = await chromium.launch(chromiumLaunchOptions())
    await open()
  }, 180_000)
  afterAll(async () => {
    await close()
    await browser.close()
    await rm(dir, { recursive: true, force: true })
  })

  it('begins at home, where each figure leads to what it counts', async () => {
    await page.getByRole('region', { name: 'Needs you' }).waitFor()
    await page.locator('svg.plot').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: /^Audio/ }).click()
    await page.waitForURL('**/library')
    await cells().first().waitFor()
    expect(await page.getByRole('button', { name: /^Audio/, pressed: true }).count()).toBe(1)
    await page.getByRole('link', { name: 'Home' }).click()
    await page.getByRole('button', { name: /could not be protected/ }).click()
    await page.getByText('8 works found', { exact: true }).first().waitFor()
  })

  it('finds by words and filters, shows the filters as chips, and says what it did not understand', async () => {
    await goToLibrary()
    await page.getByRole('searchbox', { name: 'Search' }).fill('harbour kind:audio,video')
    await page.getByRole('button', { name: 'Take out: Kind: audio, video' }).click()
    await expect.poll(() => page.getByRole('searchbox', { name: 'Search' }).inputValue()).toBe('harbour')
    await page.getByRole('searchbox', { name: 'Search' }).fill('aurora bmp:120')
    await page.getByText('There is no filter “bmp:120”').waitFor()
    await page.getByText('No work fits').waitFor()
    await search('aurora', '2 works found')
    for (const evil of [`"'; DROP TABLE asset; --`, 'NEAR(a b', '((((', '*', '"'.repeat(300), 'tag:"']) {
      await page.getByRole('searchbox', { name: 'Search' }).fill(evil)
      await page
        .getByText(/works? found|No work fits/)
        .first()
        .waitFor()
    }
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('marks, tags and collects many at once, and takes it all back after a restart', async () => {
    await goToLibrary()
    await search('aurora', '2 works found')
    await cells().first().click()
    await page.keyboard.press('Control+a')
    await page.getByRole('toolbar', { name: '2 works selected' }).waitFor()
    await page.keyboard.press('f')
    await page.getByText('2 favourites added').first().waitFor()
    await page.keyboard.press('t')
    await page.getByLabel('Add a tag').fill('Night lights')
    await page.keyboard.press('Enter')
    await page.getByText('2 works tagged Night lights').first().waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('c')
    await page.getByRole('textbox', { name: 'New collection' }).fill('For Lisbon')
    await page.keyboard.press('Enter')
    await page.getByText('2 works put into For Lisbon').first().waitFor()
    await page.getByRole('button', { name: /^For Lisbon/ }).click()
    await page.getByRole('heading', { name: 'For Lisbon' }).waitFor()
    await expect.poll(() => cells().count()).toBe(2)
    expect(await seriousFindings(page)).toEqual([])

    await close()
    await open()
    await goToLibrary()
    await page.getByRole('button', { name: /^Night lights/ }).waitFor()
    await search('aurora is:favourite', '2 works found')
    await cells().first().focus()
    for (const undone of ['2 works put into For Lisbon', 'Collection For Lisbon made', '2 works tagged Night lights']) {
      await page.keyboard.press('Control+z')
      await page.getByText(`Undone: ${undone}`).first().waitFor()
    }
    await page.keyboard.press('Control+z')
    await page.getByText('No work fits').waitFor()
    await page.keyboard.press('Control+Shift+z')
    await page.getByText('2 works found', { exact: true }).first().waitFor()
    expect(await page.getByRole('button', { name: /^For Lisbon/ }).count()).toBe(0)
  })

  it('takes works dragged onto a collection, and keeps a search as a smart one', async () => {
    await goToLibrary()
    await page.keyboard.press('Control+Shift+n')
    await page.getByRole('textbox', { name: 'Name' }).fill('Picked')
    await page.keyboard.press('Enter')
    const picked = page.getByRole('button', { name: /^Picked/ })
    await picked.waitFor()
    await cells().nth(3).dragTo(picked)
    await page.getByText('1 work put into Picked').first().waitFor()
    await page.getByRole('searchbox', { name: 'Search' }).fill('kind:video')
    await page.getByRole('button', { name: 'Take out: Kind: video' }).waitFor()
    await page.getByRole('button', { name: 'New collection' }).first().click()
    await page.getByRole('menuitem', { name: 'Smart collection of this search…' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('All films')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'All films' }).waitFor()
    expect(await page.getByRole('searchbox', { name: 'Search' }).inputValue()).toBe('')
  })

  it('compares two side by side', async () => {
    await goToLibrary()
    await page.getByRole('button', { name: /^All works/ }).click()
    await page.getByRole('searchbox', { name: 'Search' }).fill('edited kind:image')
    await page.getByRole('button', { name: 'Take out: Kind: image' }).waitFor()
    await cells().first().click()
    await cells()
      .nth(1)
      .click({ modifiers: ['Shift'] })
    await page.keyboard.press('Shift+C')
    const dialog = page.getByRole('dialog', { name: 'Side by side' })
    await dialog.getByText(/of 64 bits of the pHash/).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  it('keeps few elements however far one scrolls, and finds the place again on return', async () => {
    await goToLibrary()
    await page.getByRole('button', { name: /^All works/ }).click()
    const grid = page.getByRole('grid')
    expect(Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(works / 10)
    const most = await grid.evaluate(async (element) => {
      let nodes = 0
      for (let top = 0; top < element.scrollHeight; top += element.scrollHeight / 25) {
        element.scrollTop = top
        await new Promise((resolve) => requestAnimationFrame(resolve))
        nodes = Math.max(nodes, document.querySelectorAll('*').length)
      }
      return nodes
    })
    expect(most).toBeLessThanOrEqual(2_000)
    await cells().first().click()
    await page.keyboard.press('End')
    const last = page.locator(`[role="gridcell"][data-index="${works - 1}"]`)
    await last.waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/work/*')
    await page.keyboard.press('Escape')
    await page.waitForURL('**/library')
    await last.waitFor()
  })

  it('breaks no rule of reading or of the policy in the dark either', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' })
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('link', { name: 'Home' }).click()
    await page.getByRole('region', { name: 'Storage' }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(complaints).toEqual([])
  })
})
