import type { ProviderId } from '../../../../shared/domain/assistant-provider.ts'

// What is known about models beforehand: prices and abilities, as the providers publish them. Prices are list prices in US dollars without
// discounts for cached input, batches or long prompts, looked up on the date below; where a provider has announced a later price, both are here.

export const cataloguedOn = '2026-11-20'

type Entry = {
  /** The model's id; dated and “latest” forms of it are the same model. */
  id: string
  /** US dollars per million tokens, in thousandths, so that they are whole: 750 is $0.75. The price of one token in billionths is the same number. */
  price: { from: number; input: number; output: number }[]
}

const always = 0
const at = (input: number, output: number): Entry['price'] => [{ from: always, input, output }]

const catalogue: Partial<Record<ProviderId, readonly Entry[]>> = {
  openai: [
    { id: 'gpt-6-astra', price: at(10_000, 50_000) },
    { id: 'gpt-6.1-sol', price: at(2_000, 10_000) },
    { id: 'gpt-6.1-terra', price: at(1_000, 5_000) },
    { id: 'gpt-6-sol', price: at(2_000, 10_000) },
    { id: 'gpt-6-luna', price: at(100, 500) },
    { id: 'gpt-5.6', price: at(4_000, 20_000) },
    { id: 'gpt-5.6-sol', price: at(4_000, 20_000) },
    { id: 'gpt-5.6-terra', price: at(2_000, 12_000) },
    { id: 'gpt-5.6-luna', price: at(200, 1_200) },
    { id: 'gpt-5.5', price: at(5_000, 30_000) },
    { id: 'gpt-5.4', price: at(2_500, 15_000) },
    { id: 'gpt-5.4-mini', price: at(750, 4_500) },
    { id: 'text-embedding-3-small', price: at(20, 0) },
  ],
  anthropic: [
    { id: 'claude-fable-5', price: at(10_000, 50_000) },
    { id: 'claude-fable-5-1', price: at(10_000, 50_000) },
    { id: 'claude-opus-5-5', price: at(4_000, 20_000) },
    { id: 'claude-opus-5', price: at(5_000, 25_000) },
    { id: 'claude-opus-4-8', price: at(5_000, 25_000) },
    { id: 'claude-opus-4-7', price: at(5_000, 25_000) },
    { id: 'claude-opus-4-6', price: at(5_000, 25_000) },
    { id: 'claude-opus-4-5', price: at(5_000, 25_000) },
    { id: 'claude-sonnet-5-5', price: at(2_000, 10_000) },
    { id: 'claude-sonnet-5', price: at(2_000, 10_000) },
    { id: 'claude-sonnet-4-6', price: at(3_000, 15_000) },
    { id: 'claude-sonnet-4-5', price: at(3_000, 15_000) },
    { id: 'claude-haiku-5-5', price: at(100, 500) },
    { id: 'claude-haiku-4-5', price: at(1_000, 5_000) },
  ],
  gemini: [
    {
      id: 'gemini-4-argon',
      price: [...at(2_000, 10_000), { from: Date.UTC(2026, 11, 1), input: 4_000, output: 20_000 }],
    },
    {
      id: 'gemini-3.8-flash',
      price: [...at(750, 3_750), { from: Date.UTC(2027, 0, 1), input: 1_500, output: 7_500 }],
    },
    { id: 'gemini-3.1-pro-preview', price: at(2_000, 12_000) },
    { id: 'gemini-3.1-flash-lite', price: at(250, 1_500) },
  ],
}

/** What is asked where a person has chosen nothing: quick, and at the middle of its provider's prices. */
export const defaultModels: Partial<Record<ProviderId, string>> = {
  openai: 'gpt-6.1-terra',
  anthropic: 'claude-sonnet-5-5',
  gemini: 'gemini-3.8-flash',
}

/** Parts of the names under which models that read pictures go at Ollama and compatible endpoints. */
const seeing = /vision|llava|-vl|vl[:-]|pixtral|gemma-?3|gemma-?4|minicpm-v|moondream|llama-?4|gpt-|claude|gemini/

export type Price = { input: number; output: number; estimated: boolean }

/**
 * Billionths of a US dollar per token at a moment. A model of a known provider that is not in the catalogue counts as its dearest
 * (`estimated`), so that a cap holds; null where nothing is known.
 */
export function priceOf(provider: ProviderId, model: string, now: number): Price | null {
  const entries = catalogue[provider]
  if (entries === undefined) return null
  const entry = entries.find(({ id }) => isForm(model, id))
  const prices = (entry === undefined ? entries : [entry]).map(({ price }) => price.findLast(({ from }) => from <= now))
  return prices.reduce<Price | null>((dearest, price) => {
    if (price === undefined || (dearest !== null && dearest.output >= price.output)) return dearest
    return { input: price.input, output: price.output, estimated: entry === undefined }
  }, null)
}

/** The same for what answers on this computer, which costs nothing. */
export function priceAt(by: { provider: ProviderId; model: string; local: boolean }, now: number): Price | null {
  return by.local ? { input: 0, output: 0, estimated: false } : priceOf(by.provider, by.model, now)
}

/** Millionths of a US dollar, rounded up. */
export function costMicro(price: Price, tokens: { inputTokens: number; outputTokens: number }): number {
  return Math.ceil((tokens.inputTokens * price.input + tokens.outputTokens * price.output) / 1000)
}

export function readsPictures(provider: ProviderId, model: string): boolean {
  return provider === 'ollama' || provider === 'compatible' ? seeing.test(model.toLowerCase()) : true
}

/** `gpt-9` also goes by `gpt-9-2026-01-31`, `gpt-9-20260131` and `gpt-9-latest`. */
function isForm(model: string, id: string): boolean {
  return model.startsWith(id) && /^(-(\d{4}-?\d{2}-?\d{2}|latest))?$/.test(model.slice(id.length))
}
