import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { useId } from 'react'

export type FieldProps = {
  label: string
  hint?: string
  /** One sentence on what is wrong; the control is marked as invalid. */
  error?: string | undefined
  className?: string
  children(control: { id: string; 'aria-invalid'?: true; 'aria-describedby'?: string }): ReactNode
}

/** A control under its name, with what it is for and what is wrong with it. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId()
  const described = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`].filter(Boolean)
  return (
    <div className={clsx('min-w-0', className)}>
      <label htmlFor={id} className="mb-1 block text-muted text-sm">
        {label}
      </label>
      {children({
        id,
        ...(error === undefined ? {} : { 'aria-invalid': true as const }),
        ...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') }),
      })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="mt-1 text-faint text-xs">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="mt-1 text-needs text-xs">
          {error}
        </p>
      )}
    </div>
  )
}
