import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithChromium } from '../chromium.ts'
import { seriousFindings } from '../serious-findings.ts'
import type { Stage } from './open-page.ts'
import { createStage } from './open-page.ts'

const fileNamed = (name: string) => ({ name, mimeType: 'image/png', buffer: Buffer.from('a picture') })

/** Lets go of files over the window, at a share of its height. */
async function dropAt(page: Page, share: number, names: readonly string[]): Promise<void> {
  await page.evaluate(
    ({ at, each }) => {
      const data = new DataTransfer()
      for (const name of each) data.items.add(new File(['x'], name))
      const clientY = window.innerHeight * at
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(
          new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data, clientX: 300, clientY }),
        )
    },
    { at: share, each: names },
  )
}

describeWithChromium('looking files up', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await createStage()
  }, 120_000)
  afterAll(() => stage.close())

  for (const theme of ['light', 'dark'] as const) {
    it(`tells what was found, what was not and what could not be read, without a serious finding in ${theme}`, async () => {
      const settings = { 'appearance.theme': theme, 'appearance.motion': 'reduced' } as const
      const { page, complaints } = await stage.open('/matches', { works: 120, settings })
      await page.getByRole('button', { name: 'Have I seen this?' }).click()
      await page.getByText('Came across something familiar?').waitFor()
      const findings = [await seriousFindings(page)]
      const chosen = page.waitForEvent('filechooser')
      await page.keyboard.press('Control+Shift+F')
      await (await chosen).setFiles(['mine.png', 'stranger.png', 'broken.png'].map(fileNamed))
      const row = (name: string) => page.getByRole('listitem', { name })
      await row('mine.png').getByText('3 of your works are in it').waitFor()
      await row('mine.png').getByText('the part they share is', { exact: false }).first().waitFor()
      await row('stranger.png').getByRole('button', { name: 'Protect it' }).waitFor()
      await row('broken.png').getByText('“broken.png” is damaged.').waitFor()
      findings.push(await seriousFindings(page))
      expect({ findings, complaints: complaints.filter((said) => !said.includes('415')) }).toEqual({
        findings: [[], []],
        complaints: [],
      })
      await page.context().close()
    })
  }

  it('takes what is dropped on the lower part of the window, protects what lies above, stops and forgets', async () => {
    const { page, server } = await stage.open('/library', { works: 20 })
    await page.getByRole('grid').waitFor()
    const before = server.state.works.length
    await dropAt(page, 0.9, ['endless.png', 'mine.png'])
    await page.waitForURL('**/check')
    await page.getByText('Comparing it with every work').waitFor()
    await page.getByRole('button', { name: 'Stop looking up endless.png' }).click()
    await page.getByText('3 of your works are in it').waitFor()
    expect(await page.getByRole('listitem', { name: 'endless.png' }).count()).toBe(0)
    expect(server.state.works.length).toBe(before)
    await page.getByRole('button', { name: 'Take mine.png off the list' }).click()
    await page.getByText('Came across something familiar?').waitFor()
    await dropAt(page, 0.3, ['new.txt'])
    await expect.poll(() => server.state.works.length).toBe(before + 1)
    await page.context().close()
  })
})
