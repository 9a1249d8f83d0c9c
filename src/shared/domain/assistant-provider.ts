import { z } from 'zod'

/** Who can answer: three services, Ollama on a machine of one's own, and any endpoint that speaks OpenAI's protocol. */
export const ProviderId = z.enum(['openai', 'anthropic', 'gemini', 'ollama', 'compatible'])
export type ProviderId = z.infer<typeof ProviderId>

/** By the names they give themselves, which are the same in every language. */
export const providerNames: Record<ProviderId, string> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  gemini: 'Google Gemini',
  ollama: 'Ollama',
  compatible: 'OpenAI-compatible',
}

/** Where each is asked unless a person says otherwise. */
export const defaultAddresses: Partial<Record<ProviderId, string>> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com',
  gemini: 'https://generativelanguage.googleapis.com/v1beta',
  ollama: 'http://127.0.0.1:11434/v1',
}

/** The services answer nobody without a key; the others may want one. */
export const wantsKey = (provider: ProviderId): boolean => provider !== 'ollama' && provider !== 'compatible'

const loopback = /^https?:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?([/?#]|$)/i

/** Whether an address leads to this computer and nowhere else. */
export const isLoopback = (address: string): boolean => loopback.test(address)
