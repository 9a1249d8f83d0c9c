import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithChromium } from '../chromium.ts'
import type { Stage } from './open-page.ts'
import { createStage } from './open-page.ts'

describeWithChromium('the page', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await createStage()
  }, 120_000)
  afterAll(() => stage.close())

  it('signs the first works before a person’s eyes and tells what could not be taken', async () => {
    const { page, complaints } = await stage.open('/', { works: 0 })
    const chosen = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Choose files' }).click()
    await (await chosen).setFiles([
      { name: 'one.jpg', mimeType: 'image/jpeg', buffer: await picture(page, 'teal') },
      { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no picture') },
      { name: 'fonts.zip', mimeType: 'application/zip', buffer: Buffer.from('PK') },
    ])
    const rows = page.getByRole('region', { name: 'Your first works' }).getByRole('listitem')
    await page.getByText(/^Protected in /).waitFor()
    await page.getByText('broken.png ends before').waitFor()
    expect(await rows.count()).toBe(2)
    await page.getByRole('button', { name: 'Open your library' }).click()
    await page.waitForURL('**/library')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('is worked by keyboard: palette, keys, focus back, no shortcut while typing', async () => {
    const { page, complaints } = await stage.open('/settings/appearance')
    const search = page.getByRole('searchbox', { name: 'Search settings' })
    await search.waitFor()
    await page.keyboard.press('/')
    expect(await search.evaluate((field) => field === document.activeElement)).toBe(true)
    await page.keyboard.type('?')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+K')
    await page.getByRole('dialog', { name: 'Commands' }).waitFor()
    await page.keyboard.type('keyboard sh')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await search.evaluate((field) => field === document.activeElement)).toBe(true)
    await page.keyboard.press('Control+2')
    await page.waitForURL('**/activity')
    await page.keyboard.press('Alt+ArrowLeft')
    await page.waitForURL('**/settings/appearance')
    await page.evaluate(() => window.postMessage({ type: 'metastamp:command', id: 'go.library' }, location.origin))
    await page.waitForURL('**/library')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('keeps a setting, shows its default and goes back to it', async () => {
    const { page, server } = await stage.open('/settings/appearance')
    await page.getByRole('radio', { name: 'Dark' }).click()
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark')
    await page.getByRole('button', { name: 'Back to the default: Theme' }).click()
    await expect.poll(() => server.state.settings['appearance.theme']).toBe('system')
    await page.getByRole('searchbox').fill('largest')
    const field = page.getByLabel('Largest file')
    await field.fill('nonsense')
    await field.press('Enter')
    await page.getByRole('alert').waitFor()
    await field.fill('12,5')
    await field.press('Enter')
    await expect.poll(() => server.state.settings['intake.maxFileBytes']).toBe(12_500_000)
    await page.context().close()
  })

  it('chooses folders by keyboard where the host has no dialog', async () => {
    const { page, server } = await stage.open('/library')
    await page.getByRole('button', { name: 'Protect works' }).click()
    await page.getByRole('menuitem', { name: 'Protect a folder…' }).click()
    await page.getByRole('listbox', { name: 'Contents of This machine' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('listbox', { name: /Ilse/ }).waitFor()
    await page.keyboard.press('t')
    await page.keyboard.press(' ')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press(' ')
    await page.getByRole('button', { name: 'Protect 2 items' }).click()
    await expect.poll(() => server.state.batches.map(({ label }) => label)).toEqual(['Tour'])
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.context().close()
  })

  it('takes a drop anywhere, shows it under way and says once how it ended', async () => {
    const { page, server } = await stage.open('/library')
    await page.getByText('10 works').waitFor()
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.items.add(new File(['some words'], 'salt-road.md'))
      for (const type of ['dragenter', 'dragover']) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }))
      }
    })
    await page.getByText('Let go to protect').waitFor()
    await page.evaluate(() => {
      const data = new DataTransfer()
      for (const name of ['salt-road.md', 'two.md']) data.items.add(new File([name], name))
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    })
    await page.getByRole('link', { name: /Protecting \d of 2/ }).waitFor()
    await page.getByText('2 works protected').first().waitFor()
    expect(server.state.works.slice(0, 2).map(({ status }) => status)).toEqual(['ready', 'ready'])
    await page.context().close()
  })

  it('pauses, stops with a question, lists the files left out, and copies them', async () => {
    const { page, server } = await stage.open('/activity', { activity: 'busy' })
    // The product's policy refuses reading the clipboard, so what is written is caught on its way.
    const copied: string[] = []
    await page.exposeFunction('caught', (text: string) => copied.push(text))
    await page.evaluate(() => {
      navigator.clipboard.writeText = (text) => Reflect.get(window, 'caught')(text)
    })
    await page.getByRole('button', { name: 'Pause: Commissions' }).click()
    await page.getByRole('button', { name: 'Resume: Commissions' }).waitFor()
    const commissions = page.getByRole('article', { name: 'Commissions' })
    await commissions.getByRole('button', { name: /left out/ }).click()
    await commissions.getByText('fonts.zip is an archive').waitFor()
    await commissions.getByRole('button', { name: 'Copy all' }).click()
    await page.getByText('The list is on the clipboard').first().waitFor()
    expect(copied.map((text) => text.split('\n').length)).toEqual([5])
    await page.getByRole('button', { name: 'Stop: Tour recordings' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Stop' }).click()
    await expect
      .poll(() => server.state.batches.find(({ label }) => label === 'Tour recordings')?.state)
      .toBe('cancelled')
    await page.context().close()
  })

  it('says that the connection is lost and that the library is read-only', async () => {
    const { page, server } = await stage.open('/activity', { readOnly: true })
    await page.getByText('Read-only for now.').waitFor()
    await server.close()
    await page.getByText('The connection to the program is lost').waitFor()
    await page.context().close()
  })

  for (const locale of ['en-XA', 'ar-XB'] as const) {
    it(`runs in ${locale} without clipping a word or scrolling sideways`, async () => {
      const { page } = await stage.open('/activity', { activity: 'busy', settings: { 'appearance.locale': locale } })
      for (const route of [
        '/activity',
        '/matches',
        '/value',
        '/wallet',
        '/wallet/splits',
        '/settings/appearance',
        '/health',
        '/',
      ]) {
        await page.goto(new URL(route, page.url()).href)
        await page.waitForLoadState('networkidle')
        const found = await page.evaluate(() => ({
          dir: document.documentElement.dir,
          sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
          clipped: [...document.querySelectorAll('button, h1, h2, label')]
            .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
            .map((element) => element.textContent),
        }))
        expect({ route, ...found }).toEqual({
          route,
          dir: locale === 'ar-XB' ? 'rtl' : 'ltr',
          sideways: false,
          clipped: [],
        })
      }
      await page.context().close()
    })
  }
})

/** A small picture as the browser would save it. */
async function picture(page: Page, colour: string): Promise<Buffer> {
  const base64 = await page.evaluate((fill) => {
    const canvas = document.createElement('canvas')
    canvas.width = 300
    canvas.height = 200
    const context = canvas.getContext('2d')
    if (context === null) return ''
    context.fillStyle = fill
    context.fillRect(0, 0, 300, 200)
    context.clearRect(100, 50, 80, 80)
    return canvas.toDataURL('image/jpeg').split(',')[1] ?? ''
  }, colour)
  return Buffer.from(base64, 'base64')
}
