import { z } from 'zod'
import { ProviderId } from '../domain/assistant-provider.ts'
import { procedure, Timestamp } from './base.ts'
import { FailureRecord } from './errors.ts'

// Who answers the assistant. Keys go in and are never told again: a page knows that there is one, and no more.

export const ProviderState = z.object({
  provider: ProviderId,
  /** Where it is asked; '' where that has to be entered first. */
  address: z.string(),
  /** The address leads to this computer. */
  local: z.boolean(),
  /** `elsewhere`: it was entered for another address. `sealed`: this computer's key store can't open it. */
  key: z.enum(['none', 'set', 'elsewhere', 'sealed']),
  wantsKey: z.boolean(),
  /** A person has allowed that it is asked. */
  enabled: z.boolean(),
  /** What is asked: chosen, or by default; '' where there is no default. */
  model: z.string(),
  /** US dollars per million tokens, in thousandths; null where it is not known. */
  price: z.object({ input: z.int(), output: z.int() }).nullable(),
  readsPictures: z.boolean(),
  /** Takes part in the chain as things stand. */
  ready: z.boolean(),
  /** What went wrong when it was last asked. */
  failure: FailureRecord.nullable(),
})
export type ProviderState = z.infer<typeof ProviderState>

export const ProviderList = z.object({
  /** In the order in which they are asked. */
  providers: z.array(ProviderState),
  /** Who would answer now. */
  answers: z.object({ provider: ProviderId, model: z.string(), local: z.boolean(), images: z.boolean() }).nullable(),
  /** Millionths of a US dollar in the running month (UTC). */
  spentMicro: z.int().nonnegative(),
  /** The day on which prices were looked up. */
  pricesOf: z.iso.date(),
})
export type ProviderList = z.infer<typeof ProviderList>

export const ProviderModel = z.object({
  id: z.string(),
  label: z.string(),
  price: z.object({ input: z.int(), output: z.int() }).nullable(),
  readsPictures: z.boolean(),
})
export type ProviderModel = z.infer<typeof ProviderModel>

export const UsageRow = z.object({
  provider: ProviderId,
  model: z.string(),
  calls: z.int(),
  failed: z.int(),
  cached: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  costMicro: z.int(),
  /** Calls whose price is not known, and which cost what the provider says. */
  unpriced: z.int(),
  /** Calls whose tokens or price are guessed. */
  estimated: z.int(),
})
export type UsageRow = z.infer<typeof UsageRow>

export const UsageMonth = z.object({ month: z.string(), costMicro: z.int(), rows: z.array(UsageRow) })
export type UsageMonth = z.infer<typeof UsageMonth>

const one = z.object({ provider: ProviderId })

export const providersContract = {
  list: procedure.input(z.object({})).output(ProviderList),
  /** Seals it for the address that is set now. BAD_INPUT when it can't be a key, or would go unencrypted to another computer. */
  saveKey: procedure.input(one.extend({ key: z.string().min(1).max(1000) })).output(ProviderList),
  removeKey: procedure.input(one).output(ProviderList),
  /** Asks for the list of models, which costs nothing and sends nothing of the library. Fails as a question would. */
  test: procedure.input(one).output(
    z.object({
      models: z.int(),
      latencyMs: z.int(),
      /** Whether the model that is set is among them; null where none is set. */
      knowsModel: z.boolean().nullable(),
      at: Timestamp,
    }),
  ),
  models: procedure.input(one).output(z.object({ models: z.array(ProviderModel) })),
  /** By month, newest first; of the last twelve. */
  usage: procedure.input(z.object({})).output(z.object({ months: z.array(UsageMonth) })),
}
