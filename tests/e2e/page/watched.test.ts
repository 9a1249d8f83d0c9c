import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithChromium } from '../chromium.ts'
import type { Stage } from './open-page.ts'
import { createStage } from './open-page.ts'
import { seriousFindings } from '../serious-findings.ts'

describeWithChromium('the page of watched folders', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await createStage()
  }, 120_000)
  afterAll(() => stage.close())

  for (const theme of ['light', 'dark'] as const) {
    it(`has no serious finding in ${theme}, with folders, with their rules open and with none`, async () => {
      const settings = { 'appearance.theme': theme, 'appearance.motion': 'reduced' } as const
      const { page, complaints } = await stage.open('/watched', { watched: true, settings })
      await page.locator(`html[data-theme="${theme}"][data-motion="reduced"]`).waitFor({ state: 'attached' })
      await page.getByRole('article', { name: 'Originals' }).waitFor()
      const found = [await seriousFindings(page)]
      await page.getByRole('button', { name: 'More: Originals' }).click()
      await page.getByRole('menuitem', { name: 'Rules' }).click()
      await page.getByText('files taken in').waitFor()
      found.push(await seriousFindings(page))
      const empty = await stage.open('/watched', { settings })
      await empty.page.getByText('Nothing is watched yet').waitFor()
      expect({ found, complaints: [...complaints, ...empty.complaints] }).toEqual({ found: [[], []], complaints: [] })
      await page.context().close()
      await empty.page.context().close()
    })
  }

  it('shows what rules would do while they are typed, and keeps them by keyboard alone', async () => {
    const { page, server } = await stage.open('/watched', { watched: true })
    await page.getByRole('button', { name: 'More: Originals' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Rules' }).waitFor()
    await page.keyboard.press('Enter')
    const exclude = page.getByLabel('Leave out')
    await exclude.fill('exports/\n*.nothing')
    await page.getByText('Nothing meets *.nothing').waitFor()
    await page.getByText('by exports/').first().waitFor()
    await page.getByRole('button', { name: 'Save and scan' }).press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => server.state.roots[0]?.exclude).toEqual(['exports/', '*.nothing'])
    await page.context().close()
  })

  it('pauses, names what went wrong, forgets a folder and adds one', async () => {
    const { page } = await stage.open('/watched', { watched: true })
    const originals = page.getByRole('article', { name: 'Originals' })
    await originals.getByRole('button', { name: 'Pause: Originals' }).click()
    await originals.getByText('Paused').waitFor()
    await originals.getByRole('button', { name: '3 files could not be taken in' }).click()
    await originals.getByText('“untitled-7.png” is empty').waitFor()
    await page.getByRole('article', { name: 'Rushes' }).getByText('Connect its drive').waitFor()
    await originals.getByRole('button', { name: 'More: Originals' }).click()
    await page.getByRole('menuitem', { name: 'Stop watching' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Stop watching' }).click()
    await originals.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Watch a folder' }).click()
    await page.getByRole('option', { name: 'Ilse’s home' }).dblclick()
    await page.getByRole('option', { name: 'Commissions' }).dblclick()
    await page.getByRole('button', { name: 'Watch this folder' }).click()
    await page.getByRole('article', { name: 'Commissions' }).waitFor()
    await page.context().close()
  })
})
