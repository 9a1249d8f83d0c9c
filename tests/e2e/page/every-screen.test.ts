import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithChromium } from '../chromium.ts'
import { seriousFindings } from '../serious-findings.ts'
import type { Stage } from './open-page.ts'
import { createStage } from './open-page.ts'

describeWithChromium('every screen', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await createStage()
  }, 120_000)
  afterAll(() => stage.close())

  for (const theme of ['light', 'dark'] as const) {
    for (const route of [
      '/',
      '/library',
      '/activity',
      '/matches',
      '/check',
      '/assistant',
      '/value',
      '/wallet',
      '/wallet/splits',
      '/settings/appearance',
      '/settings/intake',
      '/settings/media',
      '/settings/background',
      '/settings/assistant',
      '/settings/backups',
      '/settings/privacy',
      '/settings/shortcuts',
      '/health',
      '/nowhere',
    ]) {
      it(`has no serious finding and breaks no policy on ${route} in ${theme}`, async () => {
        const { page, complaints } = await stage.open(route, {
          works: route === '/' ? 0 : 60,
          activity: 'busy',
          settings: { 'appearance.theme': theme, 'appearance.motion': 'reduced' },
        })
        await page.waitForLoadState('networkidle')
        // Settings come over the socket, which does not count as network; before them the system's theme is worn.
        await page.locator(`html[data-theme="${theme}"][data-motion="reduced"]`).waitFor({ state: 'attached' })
        await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
        expect({ findings: await seriousFindings(page), complaints }).toEqual({ findings: [], complaints: [] })
        await page.context().close()
      })
    }
  }
})
