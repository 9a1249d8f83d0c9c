import type { Scenario } from './scenario.ts'

/** In the order of the summary. */
export const scenarios: Readonly<Record<string, () => Promise<{ run: Scenario }>>> = {
  kills: () => import('./scenarios/kills.ts'),
  pages: () => import('./scenarios/pages.ts'),
  simulate: () => import('./scenarios/simulate.ts'),
  ledger: () => import('./scenarios/ledger.ts'),
}
