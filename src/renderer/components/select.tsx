import { clsx } from 'clsx'
import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { controlClass } from './text-field.tsx'

export type SelectOption<Value extends string> = { value: Value; label: string }

export type SelectProps<Value extends string> = Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'children'> & {
  value: Value
  options: readonly SelectOption<Value>[]
  onChange(value: Value): void
}

/** The platform's own select: Radix's injects style elements, which the content policy refuses. */
export function Select<Value extends string>({ value, options, onChange, className, ...rest }: SelectProps<Value>) {
  return (
    <span className={clsx('relative inline-flex', className)}>
      <select
        {...rest}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
        className={clsx(controlClass, 'w-full pe-7')}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden size={14} className="pointer-events-none absolute inset-y-0 end-2 my-auto text-muted" />
    </span>
  )
}
