import { clsx } from 'clsx'
import { useT } from '../i18n/locale.tsx'
import { CopyButton } from './copy-button.tsx'

export type MonoProps = {
  value: string
  /** What it is, for the copy button's name: "SHA-256". */
  name: string
  /** Digits to show at each end; the whole when absent. */
  ends?: number
  className?: string
}

/** A hash or another identifier in tabular figures, always copied whole. */
export function Mono({ value, name, ends, className }: MonoProps) {
  const t = useT()
  const shown =
    ends === undefined || value.length <= 2 * ends + 1 ? value : `${value.slice(0, ends)}…${value.slice(-ends)}`
  return (
    <span className={clsx('inline-flex min-w-0 items-center gap-1', className)} dir="ltr">
      <code className="min-w-0 break-all font-mono text-xs" title={shown === value ? undefined : value}>
        {shown}
      </code>
      <CopyButton compact text={value} label={t('common.copyNamed', { name })} />
    </span>
  )
}
