import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What axe finds on a page that keeps somebody out: each rule broken, with the elements that break it. Lesser findings are left out. */
export async function seriousFindings(page: Page): Promise<{ id: string; at: string[] }[]> {
  // One document without frames: no second page is opened to gather what frames say.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))
}
