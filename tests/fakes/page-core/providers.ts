import { ORPCError } from '@orpc/client'
import { implement } from '@orpc/server'
import {
  providersContract,
  type ProviderList,
  type UsageMonth,
} from '../../../src/shared/contract/assistant-providers.ts'
import { defaultAddresses, isLoopback, ProviderId, wantsKey } from '../../../src/shared/domain/assistant-provider.ts'
import type { PageCoreState } from './state.ts'

// Providers in memory: a key is accepted unless it begins with "wrong", and nothing is asked anywhere.

const models: Record<ProviderId, readonly [string, string, number, number][]> = {
  openai: [
    ['gpt-6.1-sol', 'gpt-6.1-sol', 2000, 10_000],
    ['gpt-6.1-terra', 'gpt-6.1-terra', 1000, 5000],
    ['gpt-6-luna', 'gpt-6-luna', 100, 500],
  ],
  anthropic: [
    ['claude-opus-5-5', 'Claude Opus 5.5', 4000, 20_000],
    ['claude-sonnet-5-5', 'Claude Sonnet 5.5', 2000, 10_000],
  ],
  gemini: [['gemini-3.8-flash', 'Gemini 3.8 Flash', 750, 3750]],
  ollama: [
    ['qwen3:8b', 'qwen3:8b', 0, 0],
    ['gemma3:12b', 'gemma3:12b', 0, 0],
  ],
  compatible: [['house-model', 'house-model', 0, 0]],
}

const initial: Partial<Record<ProviderId, string>> = {
  openai: 'gpt-6.1-terra',
  anthropic: 'claude-sonnet-5-5',
  gemini: 'gemini-3.8-flash',
}

export function providersRouter(state: PageCoreState) {
  const os = implement(providersContract)
  const { keys } = state
  const list = (): ProviderList => {
    const settings = state.settings
    const providers = [...new Set([...settings['assistant.order'], ...ProviderId.options])].map((provider) => {
      const address = settings['assistant.addresses'][provider] || (defaultAddresses[provider] ?? '')
      const local = isLoopback(address)
      const model = settings['assistant.models'][provider] || (initial[provider] ?? '')
      const known = models[provider].find(([id]) => id === model)
      const enabled = settings['assistant.enabled'].includes(provider)
      const key = keys.has(provider) ? ('set' as const) : ('none' as const)
      return {
        provider,
        address,
        local,
        key,
        wantsKey: wantsKey(provider),
        enabled,
        model,
        price: local ? { input: 0, output: 0 } : known === undefined ? null : { input: known[2], output: known[3] },
        readsPictures: provider !== 'ollama' || model.startsWith('gemma'),
        ready: enabled && model !== '' && address !== '' && (key === 'set' || !wantsKey(provider)),
        failure: null,
      }
    })
    const first = providers.find(({ ready }) => ready)
    return {
      providers,
      answers:
        first === undefined
          ? null
          : { provider: first.provider, model: first.model, local: first.local, images: first.readsPictures },
      spentMicro: state.usage[0]?.costMicro ?? 0,
      pricesOf: '2026-11-20',
    }
  }
  const needKey = (provider: ProviderId) => {
    const key = keys.get(provider)
    if (wantsKey(provider) && (key === undefined || key.startsWith('wrong'))) {
      throw new ORPCError('UNAUTHORIZED', {
        defined: true,
        message:
          'The key was not accepted. It may be mistyped, revoked or expired: enter it again in Settings › Assistant.',
        data: { retryable: false },
      })
    }
  }
  return {
    list: os.list.handler(list),
    saveKey: os.saveKey.handler(({ input }) => {
      keys.set(input.provider, input.key)
      state.changed('providers')
      return list()
    }),
    removeKey: os.removeKey.handler(({ input }) => {
      keys.delete(input.provider)
      state.changed('providers')
      return list()
    }),
    test: os.test.handler(({ input }) => {
      needKey(input.provider)
      return { models: models[input.provider].length, latencyMs: 184, knowsModel: true, at: Date.now() }
    }),
    models: os.models.handler(({ input }) => {
      needKey(input.provider)
      return {
        models: models[input.provider].map(([id, label, dollars, output]) => ({
          id,
          label,
          price: { input: dollars, output },
          readsPictures: true,
        })),
      }
    }),
    usage: os.usage.handler(() => ({ months: structuredClone(state.usage) })),
  }
}

/** Two months of use, for pages that show it. */
export const someUsage: UsageMonth[] = [
  {
    month: '2026-11',
    costMicro: 2_184_300,
    rows: [
      {
        provider: 'anthropic',
        model: 'claude-sonnet-5-5',
        calls: 64,
        failed: 1,
        cached: 5,
        inputTokens: 512_300,
        outputTokens: 98_120,
        costMicro: 2_005_800,
        unpriced: 0,
        estimated: 1,
      },
      {
        provider: 'openai',
        model: 'gpt-6.1-terra',
        calls: 18,
        failed: 0,
        cached: 2,
        inputTokens: 88_500,
        outputTokens: 18_000,
        costMicro: 178_500,
        unpriced: 0,
        estimated: 0,
      },
      {
        provider: 'ollama',
        model: 'qwen3:8b',
        calls: 41,
        failed: 3,
        cached: 0,
        inputTokens: 301_200,
        outputTokens: 62_800,
        costMicro: 0,
        unpriced: 0,
        estimated: 0,
      },
    ],
  },
  {
    month: '2026-10',
    costMicro: 412_900,
    rows: [
      {
        provider: 'openai',
        model: 'gpt-6.1-terra',
        calls: 37,
        failed: 2,
        cached: 4,
        inputTokens: 212_900,
        outputTokens: 40_000,
        costMicro: 412_900,
        unpriced: 0,
        estimated: 0,
      },
    ],
  },
]
