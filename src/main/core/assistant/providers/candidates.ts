import type { Settings } from '../../../../shared/contract/settings.ts'
import {
  defaultAddresses,
  isLoopback,
  type ProviderId,
  wantsKey,
} from '../../../../shared/domain/assistant-provider.ts'
import { defaultModels } from './catalogue.ts'

// Who may be asked, by what a person has set and allowed. Pure.

export type Candidate = { provider: ProviderId; model: string; address: string; local: boolean }

export type ProviderSettings = Pick<
  Settings,
  'assistant.order' | 'assistant.enabled' | 'assistant.models' | 'assistant.addresses' | 'assistant.cloudAfterLocal'
>

/** Where a provider is asked: without a slash at the end; '' where none is set or it is no address. */
export function addressOf(settings: ProviderSettings, provider: ProviderId): string {
  const given = settings['assistant.addresses'][provider]?.trim() ?? ''
  const address = (given === '' ? (defaultAddresses[provider] ?? '') : given).replace(/\/+$/, '')
  return URL.canParse(address) ? address : ''
}

export function modelOf(settings: ProviderSettings, provider: ProviderId): string {
  const given = settings['assistant.models'][provider]?.trim() ?? ''
  return given === '' ? (defaultModels[provider] ?? '') : given
}

/**
 * The chain in its order: what is allowed, has its key and a model. After one on this computer, services elsewhere follow only where that was
 * allowed too: what was meant to stay here does not leave because a program here has stopped.
 */
export function candidatesOf(settings: ProviderSettings, hasKey: (provider: ProviderId) => boolean): Candidate[] {
  const chain: Candidate[] = []
  for (const provider of settings['assistant.order']) {
    const address = addressOf(settings, provider)
    const model = modelOf(settings, provider)
    const allowed = settings['assistant.enabled'].includes(provider)
    if (!allowed || address === '' || model === '' || (wantsKey(provider) && !hasKey(provider))) continue
    const local = isLoopback(address)
    if (!local && chain.some((earlier) => earlier.local) && !settings['assistant.cloudAfterLocal']) continue
    chain.push({ provider, model, address, local })
  }
  return chain
}
