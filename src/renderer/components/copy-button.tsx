import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useT } from '../i18n/locale.tsx'
import type { ButtonSize, ButtonVariant } from './button.tsx'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'

export type CopyButtonProps = {
  text: string
  label: string
  /** The icon alone, its name in the tooltip. */
  compact?: boolean
  variant?: ButtonVariant
  size?: ButtonSize
}

/** Puts text on the clipboard and says so for a moment. */
export function CopyButton({ text, label, compact = false, variant = 'plain', size = 'md' }: CopyButtonProps) {
  const t = useT()
  const [outcome, setOutcome] = useState<'idle' | 'copied' | 'refused'>('idle')
  useEffect(() => {
    if (outcome === 'idle') return
    const timer = setTimeout(() => setOutcome('idle'), 1600)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    )
  }
  const shown = outcome === 'copied' ? t('common.copied') : outcome === 'refused' ? t('common.copyRefused') : label
  const icon = outcome === 'copied' ? Check : Copy
  return (
    <>
      {compact ? (
        <IconButton size="sm" label={shown} icon={icon} onClick={copy} />
      ) : (
        <Button variant={variant} size={size} icon={icon} onClick={copy}>
          {shown}
        </Button>
      )}
      <span className="sr-only" role="status">
        {outcome === 'idle' ? '' : shown}
      </span>
    </>
  )
}
