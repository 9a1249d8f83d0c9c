import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

export const controlClass =
  'h-8 rounded-sm border border-line-strong bg-raised px-2 text-ink text-sm transition-colors placeholder:text-faint ' +
  'hover:not-disabled:border-faint aria-invalid:border-needs disabled:opacity-50 ' +
  'focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-focus'

export type TextFieldProps = ComponentProps<'input'>

/** A line of text; give it an `id` and a Field, or an `aria-label`. */
export function TextField({ className, ...rest }: TextFieldProps) {
  return <input type="text" autoComplete="off" spellCheck={false} {...rest} className={clsx(controlClass, className)} />
}
