import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'
import { LoaderCircle } from 'lucide-react'
import type { ComponentProps } from 'react'

export type ButtonVariant = 'primary' | 'ink' | 'plain' | 'ghost'
export type ButtonSize = 'sm' | 'md' | 'lg'

export type ButtonProps = ComponentProps<'button'> & {
  /** `primary` wears the vermilion and appears once per view; `ink` confirms what can hurt. */
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: LucideIcon
  /** Shows that the action is under way and ignores further presses. */
  busy?: boolean
}

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-seal text-on-seal hover:not-disabled:bg-seal-hover',
  ink: 'bg-ink text-on-ink hover:not-disabled:opacity-88',
  plain:
    'bg-raised text-ink ring-1 ring-inset ring-line-strong hover:not-disabled:bg-hover active:not-disabled:bg-pressed',
  ghost: 'text-ink hover:not-disabled:bg-hover active:not-disabled:bg-pressed data-[state=open]:bg-hover',
}

const sizes: Record<ButtonSize, string> = {
  sm: 'h-7 gap-1.5 rounded-sm px-2 text-sm',
  md: 'h-8 gap-2 rounded-sm px-3 text-sm',
  lg: 'h-11 gap-2 rounded-md px-5 text-base',
}

export function Button({
  variant = 'plain',
  size = 'md',
  icon: Icon,
  busy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  const Shown = busy ? LoaderCircle : Icon
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={clsx(
        'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap font-semibold transition-colors',
        'disabled:cursor-not-allowed disabled:opacity-50',
        variants[variant],
        sizes[size],
        className,
      )}
    >
      {Shown !== undefined && (
        <Shown aria-hidden className={clsx('shrink-0', busy && 'animate-spin')} size={size === 'lg' ? 18 : 16} />
      )}
      {children}
    </button>
  )
}
