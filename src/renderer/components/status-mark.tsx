import { clsx } from 'clsx'
import type { AssetStatus } from '../../shared/contract/library.ts'
import { useT } from '../i18n/locale.tsx'
import type { MessageKey } from '../i18n/messages/en.ts'

export type Tone = 'protected' | 'working' | 'needs' | 'matched' | 'quiet'

const toneText: Record<Tone, string> = {
  protected: 'text-protected',
  working: 'text-working',
  needs: 'text-needs',
  matched: 'text-matched',
  quiet: 'text-muted',
}

/** A small sign whose shape tells the state without its colour: seal, half circle, triangle, double ring, ring. */
export function StatusGlyph({ tone, size = 12 }: { tone: Tone; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 12 12"
      width={size}
      height={size}
      className={clsx('shrink-0', toneText[tone], tone === 'working' && 'animate-breathe')}
    >
      {tone === 'protected' && (
        <path
          fill="currentColor"
          fillRule="evenodd"
          d="M1 1h10v10H1zM3 3v6h1.4V3zm2.3 0v3.4h1.4V3zm2.3 0v6H9V3zM5.3 7.6V9h1.4V7.6z"
        />
      )}
      {tone === 'working' && (
        <>
          <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path fill="currentColor" d="M6 1.5a4.5 4.5 0 0 1 0 9z" />
        </>
      )}
      {tone === 'needs' && (
        <path fill="currentColor" fillRule="evenodd" d="M6 .8 11.6 11H.4zM5.3 4.6v3h1.4v-3zm0 3.8v1.3h1.4V8.4z" />
      )}
      {tone === 'matched' && (
        <g fill="none" stroke="currentColor" strokeWidth="1.4">
          <circle cx="4.4" cy="6" r="3.3" />
          <circle cx="7.6" cy="6" r="3.3" />
        </g>
      )}
      {tone === 'quiet' && <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.4" />}
    </svg>
  )
}

/** A sign with its word. */
export function StatusMark({ tone, children, className }: { tone: Tone; children: string; className?: string }) {
  return (
    <span className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap text-sm', toneText[tone], className)}>
      <StatusGlyph tone={tone} />
      {children}
    </span>
  )
}

const assetStatus: Record<AssetStatus, { tone: Tone; key: MessageKey }> = {
  queued: { tone: 'quiet', key: 'status.queued' },
  processing: { tone: 'working', key: 'status.processing' },
  ready: { tone: 'protected', key: 'status.ready' },
  failed: { tone: 'needs', key: 'status.failed' },
}

/** The tone in which a work's status is shown. */
export function toneOfStatus(status: AssetStatus): Tone {
  return assetStatus[status].tone
}

export function AssetStatusMark({ status, className }: { status: AssetStatus; className?: string }) {
  const t = useT()
  return (
    <StatusMark tone={assetStatus[status].tone} {...(className === undefined ? {} : { className })}>
      {t(assetStatus[status].key)}
    </StatusMark>
  )
}
