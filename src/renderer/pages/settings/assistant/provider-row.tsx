import { clsx } from 'clsx'
import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react'
import type { ProviderState } from '../../../../shared/contract/assistant-providers.ts'
import { IconButton } from '../../../components/icon-button.tsx'
import { StatusMark } from '../../../components/status-mark.tsx'
import { useT } from '../../../i18n/locale.tsx'
import { useWritable } from '../../../state/core.tsx'
import { ProviderForm } from './provider-form.tsx'
import { nameOfProvider, standing } from './provider-text.ts'

export type ProviderRowProps = {
  state: ProviderState
  pricesOf: string
  open: boolean
  onToggle(): void
  /** Null at the ends of the list. */
  onEarlier: (() => void) | null
  onLater: (() => void) | null
}

/** One provider: how it stands, its place in the order, and behind a press all there is to set. */
export function ProviderRow({ state, pricesOf, open, onToggle, onEarlier, onLater }: ProviderRowProps) {
  const t = useT()
  const writable = useWritable()
  const name = nameOfProvider(state.provider, t)
  const { key, tone } = standing(state)
  const panel = `provider-${state.provider}`
  return (
    <li>
      <div className="flex items-center gap-2 py-2">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={panel}
          onClick={onToggle}
          className="flex min-w-0 flex-1 items-center gap-3 rounded-sm px-1 py-1 text-start hover:bg-hover"
        >
          <ChevronDown
            aria-hidden
            size={16}
            className={clsx('shrink-0 text-muted transition-transform', !open && '-rotate-90 rtl:rotate-90')}
          />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-semibold text-sm">{name}</span>
            {state.model !== '' && <bdi className="block truncate text-muted text-xs">{state.model}</bdi>}
          </span>
          {tone === null ? (
            <span className="whitespace-nowrap text-sm">{t(key)}</span>
          ) : (
            <StatusMark tone={tone}>{t(key)}</StatusMark>
          )}
        </button>
        <IconButton
          size="sm"
          icon={ArrowUp}
          label={t('providers.earlier', { provider: name })}
          disabled={!writable || onEarlier === null}
          onClick={() => onEarlier?.()}
        />
        <IconButton
          size="sm"
          icon={ArrowDown}
          label={t('providers.later', { provider: name })}
          disabled={!writable || onLater === null}
          onClick={() => onLater?.()}
        />
      </div>
      <section id={panel} hidden={!open} aria-label={t('providers.setUp', { provider: name })}>
        {open && <ProviderForm state={state} pricesOf={pricesOf} />}
      </section>
    </li>
  )
}
