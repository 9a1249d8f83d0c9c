import { implement } from '@orpc/server'
import type { ChangeTopic } from '../../../shared/contract/app.ts'
import { valueContract } from '../../../shared/contract/value.ts'
import type { SignalHub } from '../events/signal-hub.ts'
import type { Valuation } from '../valuation/valuation.ts'
import { decodeKey } from './keyset.ts'
import { pageOf } from './page-of.ts'

/** `value.*` over the service. */
export function valueProcedures(valuation: Valuation, hub: SignalHub<ChangeTopic>) {
  const os = implement(valueContract)
  const changed = <T>(value: T): T => {
    hub.touch('value')
    return value
  }
  return {
    preview: os.preview.handler(({ input }) => valuation.preview(input)),
    simulate: os.simulate.handler(({ input }) => valuation.simulate(input)),
    comparables: os.comparables.handler(({ input }) => valuation.comparables(input)),
    calculate: os.calculate.handler(async ({ input }) => changed(await valuation.calculate(input))),
    list: os.list.handler(({ input }) => {
      const items = valuation.list(input.assetId ?? null, decodeKey(input.cursor), input.limit + 1)
      return pageOf(items, input.limit, ({ calculationId }) => calculationId)
    }),
    get: os.get.handler(({ input }) => valuation.get(input.calculationId)),
    latest: os.latest.handler(() => valuation.latest()),
    remove: os.remove.handler(({ input }) => changed({ removed: valuation.remove(input.calculationIds) })),
    restore: os.restore.handler(({ input }) => changed({ restored: valuation.restore(input.calculationIds) })),
    metrics: os.metrics.handler(() => valuation.metrics()),
    setMetrics: os.setMetrics.handler(({ input }) => changed(valuation.setMetrics(input))),
  }
}
