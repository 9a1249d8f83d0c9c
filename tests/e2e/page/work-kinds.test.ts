import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MediaKind } from '../../../src/shared/domain/media-kind.ts'
import { describeWithChromium } from '../chromium.ts'
import type { Stage } from './open-page.ts'
import { createStage } from './open-page.ts'
import { seriousFindings } from '../serious-findings.ts'

describeWithChromium('the page of a work', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await createStage()
  }, 120_000)
  afterAll(() => stage.close())

  async function openFirst(kind: MediaKind, theme: 'light' | 'dark') {
    const opened = await stage.open('/library', {
      works: 200,
      settings: { 'appearance.theme': theme, 'appearance.motion': 'reduced' },
    })
    const work = opened.server.state.works.find(
      (each) => each.kind === kind && each.status === 'ready' && each.trashedAt === null,
    )
    if (work === undefined) throw new Error(`no ${kind} among the works`)
    await opened.page.goto(`${opened.server.url}/work/${work.assetId}`)
    await opened.page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
    await opened.page.getByRole('heading', { name: 'Similar works' }).waitFor()
    return { ...opened, work }
  }

  for (const theme of ['light', 'dark'] as const) {
    for (const kind of ['audio', 'text', 'video'] as const) {
      it(`has no serious finding for a work of kind ${kind} in ${theme}`, async () => {
        const { page } = await openFirst(kind, theme)
        expect(await seriousFindings(page)).toEqual([])
        await page.context().close()
      })
    }
  }

  it('tells a sound by its drawings, each with a name that can be heard', async () => {
    const { page } = await openFirst('audio', 'light')
    for (const name of [/^Chroma, strongest in /, '20 coefficients of timbre over time', /^Spectrogram: time/])
      await page.getByRole('img', { name }).waitFor()
    const about = page.getByRole('complementary', { name: 'About this work' })
    for (const name of ['Tempo', 'Loudness', 'Chromaprint'])
      await about.getByText(name, { exact: true }).first().waitFor()
    await page.context().close()
  })

  it('tells a text by its hashes and its first page', async () => {
    const { page, work } = await openFirst('text', 'light')
    await page.getByRole('img', { name: `First page of ${work.title}` }).waitFor()
    const fingerprint = page.getByRole('region', { name: 'Fingerprint', exact: true })
    for (const name of ['SimHash', 'MinHash', 'Normalised SHA-256'])
      await fingerprint.getByText(name, { exact: true }).first().waitFor()
    await page.getByRole('region', { name: 'Facts' }).getByText('Reading time').waitFor()
    await page.context().close()
  })

  it('shows a film that cannot be played by its frames, reached by Tab and Enter', async () => {
    const { page } = await openFirst('video', 'light')
    const frames = page.getByRole('list', { name: 'Frames of the film' })
    await page.getByText(/cannot play|could not be played|cannot be read/).waitFor()
    expect(await frames.getByRole('button').count()).toBe(12)
    const still = page.locator('.film-still img')
    const before = await still.getAttribute('style')
    await frames.getByRole('button', { name: 'Go to 0:14' }).focus()
    await page.keyboard.press('Enter')
    expect(await still.getAttribute('style')).not.toBe(before)
    await page.context().close()
  })

  it('leads from a work to one that is like it', async () => {
    const { page, work } = await openFirst('audio', 'light')
    const row = page.getByRole('region', { name: 'Similar works' })
    const title = await row.getByRole('link').first().getAttribute('title')
    await row.getByRole('link').first().click()
    await page.getByRole('heading', { level: 1, name: title ?? '' }).waitFor()
    expect(page.url()).not.toContain(work.assetId)
    await page.context().close()
  })
})
