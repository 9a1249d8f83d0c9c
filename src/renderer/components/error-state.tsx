import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useT } from '../i18n/locale.tsx'
import { describeError } from '../state/errors.ts'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { StatusGlyph } from './status-mark.tsx'

export type ErrorStateProps = { error: unknown; onRetry?: () => void; actions?: ReactNode }

/** Says what happened, to which file and what to do next; the whole can be copied. */
export function ErrorState({ error, onRetry, actions }: ErrorStateProps) {
  const t = useT()
  const told = describeError(error, t)
  return (
    <div
      role="alert"
      className="mx-auto flex h-full max-w-md flex-col items-center justify-center px-6 py-12 text-center"
    >
      <StatusGlyph tone="needs" size={28} />
      <h2 className="mt-4 font-semibold text-lg">{told.message}</h2>
      {told.path !== undefined && <p className="mt-1 break-all font-mono text-muted text-xs">{told.path}</p>}
      {told.detail !== undefined && <p className="mt-2 break-words text-muted text-sm">{told.detail}</p>}
      <div className="mt-6 flex flex-wrap justify-center gap-2">
        {onRetry !== undefined && (
          <Button icon={RotateCw} onClick={onRetry}>
            {t('common.tryAgain')}
          </Button>
        )}
        <CopyButton text={told.text} variant="ghost" label={t('common.copyDetails')} />
        {actions}
      </div>
    </div>
  )
}
