import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Tooltip } from './tooltip.tsx'

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  /** The name: spoken, and shown as the tooltip. */
  label: string
  icon: LucideIcon
  size?: 'sm' | 'md'
  /** For two-state buttons. */
  pressed?: boolean
  /** Keys to show beside the name, in accelerator notation. */
  keys?: string | undefined
  side?: 'top' | 'bottom' | 'left' | 'right'
}

export function IconButton({
  label,
  icon: Icon,
  size = 'md',
  pressed,
  keys,
  side = 'bottom',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label} keys={keys} side={side}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-pressed={pressed}
        className={clsx(
          'inline-flex shrink-0 items-center justify-center rounded-sm text-muted transition-colors',
          'hover:not-disabled:bg-hover hover:not-disabled:text-ink active:not-disabled:bg-pressed',
          'aria-pressed:bg-hover aria-pressed:text-ink data-[state=open]:bg-hover disabled:opacity-40',
          size === 'sm' ? 'size-7' : 'size-8',
          className,
        )}
      >
        <Icon aria-hidden size={16} />
      </button>
    </Tooltip>
  )
}
