import { setTimeout as pause } from 'node:timers/promises'
import type {
  ProviderList,
  ProviderModel,
  ProviderState,
  UsageMonth,
} from '../../../../shared/contract/assistant-providers.ts'
import { Failure, toFailureRecord } from '../../../../shared/contract/errors.ts'
import type { Settings } from '../../../../shared/contract/settings.ts'
import { isLoopback, ProviderId, providerNames, wantsKey } from '../../../../shared/domain/assistant-provider.ts'
import type { Vault } from '../../secrets/vault.ts'
import { aiUsage } from '../../store/ai-calls.ts'
import type { NewId } from '../../store/new-id.ts'
import type { Store } from '../../store/open-store.ts'
import { createAnswerCache } from './answer-cache.ts'
import { createCallLog, startOfMonth } from './call-log.ts'
import { addressOf, candidatesOf, modelOf } from './candidates.ts'
import { cataloguedOn, priceAt, readsPictures } from './catalogue.ts'
import { createChain } from './chain.ts'
import { createProvider } from './create-provider.ts'
import { createEmbedder, type Embedder } from './embedder.ts'
import { createKeys } from './keys.ts'
import type { Chat, Provider } from './provider.ts'
import type { Limits } from './supervised.ts'

// The providers as the rest of the program knows them: who may be asked, with which key, and what it came to.

export type ProvidersOptions = {
  store: Store
  vault: Vault
  settings: () => Settings
  now: () => number
  newId: NewId
  /** Something that `list` or `usage` tells has changed: a key, or a call was counted. */
  changed: (what: 'keys' | 'calls') => void
  random?: () => number
  limits?: Limits
  create?: typeof createProvider
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface Providers {
  readonly chat: Chat
  readonly embedder: Embedder
  list(): ProviderList
  saveKey(provider: ProviderId, key: string): ProviderList
  removeKey(provider: ProviderId): ProviderList
  test(
    provider: ProviderId,
    signal: AbortSignal,
  ): Promise<{ models: number; latencyMs: number; knowsModel: boolean | null; at: number }>
  models(provider: ProviderId, signal: AbortSignal): Promise<ProviderModel[]>
  usage(): UsageMonth[]
}

/** Reasoning models think for a while before they speak; a local one is first read from disk. */
const usualLimits: Limits = { firstMs: 180_000, idleMs: 90_000 }
const monthsTold = 12

export function createProviders(options: ProvidersOptions): Providers {
  const { store, now, settings } = options
  const keys = createKeys(options.vault)
  const log = createCallLog({ store, now, newId: options.newId })
  const made = new Map<ProviderId, { address: string; key: string | null; provider: Provider }>()

  const keyState = (id: ProviderId) => keys.of(id, addressOf(settings(), id))
  const hasKey = (id: ProviderId) => keyState(id).state === 'set'
  const candidates = () => candidatesOf(settings(), hasKey)

  /** The driver for an address with its key; made anew when either changes. */
  const providerAt = (id: ProviderId, address: string): Provider => {
    const state = keys.of(id, address)
    const key = state.state === 'set' ? state.key : null
    const known = made.get(id)
    if (known !== undefined && known.address === address && known.key === key) return known.provider
    const provider = (options.create ?? createProvider)({
      id,
      name: providerNames[id],
      address,
      key,
      limits: options.limits ?? usualLimits,
    })
    made.set(id, { address, key, provider })
    return provider
  }

  const counted = {
    ...log,
    add: (end: Parameters<typeof log.add>[0]) => {
      log.add(end)
      options.changed('calls')
    },
  }
  const capMicro = () => {
    const cents = settings()['assistant.monthlyCapCents']
    return cents === null ? null : cents * 10_000
  }
  const chain = createChain({
    candidates,
    staysHere: () => !settings()['assistant.cloudAfterLocal'],
    provider: ({ provider, address }) => providerAt(provider, address),
    perMinute: () => settings()['assistant.perMinute'],
    capMicro,
    log: counted,
    cache: createAnswerCache({ store, now }),
    now,
    random: options.random ?? Math.random,
    sleep: options.sleep ?? ((ms, signal) => pause(ms, undefined, { signal })),
  })

  /** For what a person asks of one provider by name, whether it is allowed to answer questions or not. */
  const named = (id: ProviderId): Provider => {
    const address = addressOf(settings(), id)
    const name = providerNames[id]
    if (address === '') throw new Failure('UNAVAILABLE', `Enter the address of ${name} first, in Settings › Assistant.`)
    const { state } = keyState(id)
    if (state === 'sealed') {
      throw new Failure(
        'FORBIDDEN',
        `The key of ${name} was sealed on another computer or by another account. Enter it again in Settings › Assistant.`,
      )
    }
    if (state !== 'set' && wantsKey(id)) {
      const why = state === 'elsewhere' ? ' for this address: the one there is was entered for another' : ''
      throw new Failure('UNAUTHORIZED', `${name} wants a key${why}. Enter it in Settings › Assistant.`)
    }
    return providerAt(id, address)
  }

  const stateOf = (id: ProviderId, ready: ReadonlySet<ProviderId>): ProviderState => {
    const address = addressOf(settings(), id)
    const local = isLoopback(address)
    const model = modelOf(settings(), id)
    const failure = chain.lastFailure(id)
    return {
      provider: id,
      address,
      local,
      key: keyState(id).state,
      wantsKey: wantsKey(id),
      enabled: settings()['assistant.enabled'].includes(id),
      model,
      price: toldPrice(id, model, local, now()),
      readsPictures: readsPictures(id, model),
      ready: ready.has(id),
      failure: failure === null ? null : toFailureRecord(failure),
    }
  }
  const list = (): ProviderList => {
    const ready = new Set(candidates().map(({ provider }) => provider))
    return {
      providers: inOrder(settings()['assistant.order']).map((id) => stateOf(id, ready)),
      answers: chain.available(),
      spentMicro: log.spent(),
      pricesOf: cataloguedOn,
    }
  }

  const limits = options.limits ?? usualLimits
  return {
    chat: chain,
    embedder: createEmbedder({ settings, keys, log: counted, capMicro, limits, now }),
    list,
    saveKey: (id, key) => {
      keys.save(id, addressOf(settings(), id), key)
      options.changed('keys')
      return list()
    },
    removeKey: (id) => {
      keys.remove(id)
      made.delete(id)
      options.changed('keys')
      return list()
    },
    test: async (id, signal) => {
      const startedAt = now()
      const models = await named(id).models(signal)
      const model = modelOf(settings(), id)
      return {
        models: models.length,
        latencyMs: Math.max(0, Math.round(now() - startedAt)),
        knowsModel: model === '' ? null : models.some((each) => each.id === model || each.id === `${model}:latest`),
        at: now(),
      }
    },
    models: async (id, signal) => {
      const local = isLoopback(addressOf(settings(), id))
      const models = await named(id).models(signal)
      return models.map((model) => ({
        ...model,
        price: toldPrice(id, model.id, local, now()),
        readsPictures: readsPictures(id, model.id),
      }))
    },
    usage: () => usageSince(store, monthsBefore(now(), monthsTold - 1)),
  }
}

/** Every provider once, also those that a stored order of an older program does not have. */
function inOrder(order: readonly ProviderId[]): ProviderId[] {
  return [...new Set([...order, ...ProviderId.options])]
}

/** A guessed price is for the cap, not for showing. */
function toldPrice(
  id: ProviderId,
  model: string,
  local: boolean,
  at: number,
): { input: number; output: number } | null {
  const price = model === '' && !local ? null : priceAt({ provider: id, model, local }, at)
  return price === null || price.estimated ? null : { input: price.input, output: price.output }
}

function monthsBefore(at: number, months: number): number {
  const date = new Date(startOfMonth(at))
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1)
}

function usageSince(store: Store, since: number): UsageMonth[] {
  const months = new Map<string, UsageMonth>()
  for (const row of store.read((read) => aiUsage(read, since))) {
    const provider = ProviderId.safeParse(row.provider)
    // Of a newer program.
    if (!provider.success) continue
    const month = months.get(row.month) ?? { month: row.month, costMicro: 0, rows: [] }
    months.set(row.month, month)
    month.costMicro += row.cost_micro
    month.rows.push({
      provider: provider.data,
      model: row.model,
      calls: row.calls,
      failed: row.failed,
      cached: row.cached,
      inputTokens: row.input_tokens,
      outputTokens: row.output_tokens,
      costMicro: row.cost_micro,
      unpriced: row.unpriced,
      estimated: row.estimated,
    })
  }
  return [...months.values()]
}
