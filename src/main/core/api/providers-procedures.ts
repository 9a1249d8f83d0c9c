import { implement } from '@orpc/server'
import { providersContract } from '../../../shared/contract/assistant-providers.ts'
import type { Providers } from '../assistant/providers/providers.ts'

const never = new AbortController().signal

/** `providers.*` over the service. */
export function providersProcedures(providers: Providers) {
  const os = implement(providersContract)
  return {
    list: os.list.handler(() => providers.list()),
    saveKey: os.saveKey.handler(({ input }) => providers.saveKey(input.provider, input.key)),
    removeKey: os.removeKey.handler(({ input }) => providers.removeKey(input.provider)),
    test: os.test.handler(({ input, signal }) => providers.test(input.provider, signal ?? never)),
    models: os.models.handler(async ({ input, signal }) => ({
      models: await providers.models(input.provider, signal ?? never),
    })),
    usage: os.usage.handler(() => ({ months: providers.usage() })),
  }
}
