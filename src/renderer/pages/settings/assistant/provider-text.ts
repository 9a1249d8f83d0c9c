import type { ProviderState } from '../../../../shared/contract/assistant-providers.ts'
import { type ProviderId, providerNames } from '../../../../shared/domain/assistant-provider.ts'
import type { Tone } from '../../../components/status-mark.tsx'
import type { Formatters } from '../../../i18n/format.ts'
import type { MessageKey } from '../../../i18n/messages/en.ts'
import type { Translate } from '../../../i18n/translate.ts'

/** A provider's own name; the one that has none of its own is called by what it is. */
export function nameOfProvider(provider: ProviderId, t: Translate): string {
  return provider === 'compatible' ? t('providers.compatible') : providerNames[provider]
}

/** What stands between a provider and an answer, or that nothing does. */
export function standing(state: ProviderState): { key: MessageKey; tone: Tone | null } {
  if (!state.enabled) return { key: 'providers.state.off', tone: 'quiet' }
  if (state.address === '') return { key: 'providers.state.noAddress', tone: 'needs' }
  if (state.key === 'elsewhere') return { key: 'providers.state.elsewhere', tone: 'needs' }
  if (state.key === 'sealed') return { key: 'providers.state.sealed', tone: 'needs' }
  if (state.key === 'none' && state.wantsKey) return { key: 'providers.state.noKey', tone: 'needs' }
  if (state.model === '') return { key: 'providers.state.noModel', tone: 'needs' }
  if (!state.ready) return { key: 'providers.state.afterLocal', tone: 'quiet' }
  if (state.failure !== null) return { key: 'providers.state.failed', tone: 'needs' }
  return { key: 'providers.state.ready', tone: null }
}

/** The list with one of its members at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_each, index) => index !== from)
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)]
}

/** Thousandths of a dollar, to the last digit that counts: 750 is $0.75. */
export function dollars(thousandths: number, format: Formatters): string {
  return format.money({ currency: 'USD', amount: String(thousandths / 1000) })
}

/** Millionths of a dollar as an exact decimal, to hundredths of a cent, rounded up. */
export function amountOf(micro: number): string {
  return (Math.ceil(micro / 100) / 10_000).toFixed(micro > 0 && micro < 100_000 ? 4 : 2)
}

/** Whether a text can be the address of a provider; the core decides in the end. */
export function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\/[^/@]+(\/[^@]*)?$/.test(text)
}
