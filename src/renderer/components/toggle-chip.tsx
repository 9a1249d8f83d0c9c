import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'

export type ToggleChipProps = Omit<ComponentProps<'button'>, 'aria-pressed'> & {
  icon?: LucideIcon
  pressed: boolean
  /** How many works stand behind it. */
  count?: string
}

/** A filter that is on or off. */
export function ToggleChip({ icon: Icon, pressed, count, className, children, ...rest }: ToggleChipProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-pressed={pressed}
      className={clsx(
        'inline-flex h-7 shrink-0 items-center gap-1.5 rounded-sm px-2 text-muted text-sm ring-1 ring-line ring-inset transition-colors',
        'hover:bg-hover hover:text-ink aria-pressed:bg-ink aria-pressed:text-on-ink aria-pressed:ring-ink',
        className,
      )}
    >
      {Icon !== undefined && <Icon aria-hidden size={14} />}
      {children}
      {count !== undefined && <span className="text-xs tabular">{count}</span>}
    </button>
  )
}
