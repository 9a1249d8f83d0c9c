import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithChromium } from '../chromium.ts'
import { createStage, type Stage } from './open-page.ts'
import { seriousFindings } from '../serious-findings.ts'

describeWithChromium('matches', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await createStage()
  }, 120_000)
  afterAll(() => stage.close())

  it('walks and decides by keyboard, takes a decision back with the journal, and counts', async () => {
    const { page, server, complaints } = await stage.open('/library', { works: 120 })
    const decisions = () => server.state.matches.map(({ decision }) => decision)
    await page.getByRole('link', { name: /^Matches/ }).waitFor()
    await page.keyboard.press('Control+6')
    const cards = page.getByRole('article')
    await cards.nth(5).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    expect(await cards.nth(1).evaluate((card) => card === document.activeElement)).toBe(true)
    await page.keyboard.press('k')
    await page.keyboard.press('2')
    await expect.poll(decisions).toEqual(['derivative', null, null, null, null, null])
    await page.getByRole('radio', { name: 'Open (5)' }).waitFor()
    // The focus went to the match behind before the decided one left.
    await expect.poll(() => cards.count()).toBe(5)
    expect(await cards.first().evaluate((card) => card === document.activeElement)).toBe(true)
    await page.keyboard.press('3')
    await expect.poll(decisions).toEqual(['derivative', 'unrelated', null, null, null, null])
    await page.keyboard.press('Control+z')
    await expect.poll(decisions).toEqual(['derivative', null, null, null, null, null])
    await page.getByRole('radio', { name: 'Decided (1)' }).click()
    await page.getByRole('button', { name: 'Take back' }).click()
    await page.getByText('Nothing is decided yet').waitFor()
    expect(decisions()).toEqual([null, null, null, null, null, null])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  for (const theme of ['light', 'dark'] as const) {
    it(`shows each kind of evidence without a serious finding in ${theme}`, async () => {
      const { page, complaints } = await stage.open('/matches', {
        works: 120,
        settings: { 'appearance.theme': theme, 'appearance.motion': 'reduced' },
      })
      await page.locator(`html[data-theme="${theme}"][data-motion="reduced"]`).waitFor({ state: 'attached' })
      await page.getByText('2 stretches sound in both.').waitFor()
      await page.getByText('3 passages stand in both: 69% of the first text, 30% of the second.').waitFor()
      await page.getByText('244 of 256 bits').waitFor()
      await page.getByRole('img', { name: /^Frames of .* from 0:02 to 0:09 marked/ }).waitFor()
      await page.getByText('byte for byte').waitFor()
      await page.getByRole('button', { name: 'Lay the first over the second' }).first().click()
      await page.getByRole('img', { name: / laid over / }).waitFor()
      expect({ findings: await seriousFindings(page), complaints }).toEqual({ findings: [], complaints: [] })
      await page.context().close()
    })
  }

  it('leads from a work to its matches, and says when there are none', async () => {
    const { page, server } = await stage.open('/matches', { works: 0 })
    await page.getByText('No work has turned up in another').waitFor()
    await server.close()
    const filled = await stage.open('/library', { works: 120 })
    const work = filled.server.state.matches[0]?.second
    await filled.page.goto(new URL(`/work/${work?.assetId}`, filled.page.url()).href)
    await filled.page.getByRole('region', { name: 'Also found in' }).getByRole('link').click()
    await filled.page.waitForURL(`**/matches/${work?.assetId}`)
    await expect.poll(() => filled.page.getByRole('article').count()).toBe(1)
    await page.context().close()
    await filled.page.context().close()
  })
})
