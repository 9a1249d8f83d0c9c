import { clsx } from 'clsx'
import { Search, X } from 'lucide-react'
import type { ComponentProps } from 'react'
import { KeyHint } from './key-hint.tsx'
import { controlClass } from './text-field.tsx'

export type SearchFieldProps = Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'type' | 'aria-label'> & {
  label: string
  clearLabel: string
  value: string
  onChange(value: string): void
  /** Shown at the end while the field is empty. */
  keys?: string
}

export function SearchField({ label, clearLabel, value, onChange, keys, className, ...rest }: SearchFieldProps) {
  return (
    <div className={clsx('relative min-w-0', className)} role="search">
      <Search aria-hidden size={16} className="pointer-events-none absolute inset-y-0 start-2 my-auto text-faint" />
      <input
        type="search"
        autoComplete="off"
        spellCheck={false}
        placeholder={label}
        {...rest}
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          rest.onKeyDown?.(event)
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault()
            event.stopPropagation()
            onChange('')
          }
        }}
        className={clsx(controlClass, 'w-full ps-8 pe-8 [&::-webkit-search-cancel-button]:hidden')}
      />
      <span className="absolute inset-y-0 end-1 flex items-center">
        {value !== '' ? (
          <button
            type="button"
            aria-label={clearLabel}
            onClick={() => onChange('')}
            className="flex size-6 items-center justify-center rounded-xs text-faint hover:bg-hover hover:text-ink"
          >
            <X aria-hidden size={14} />
          </button>
        ) : (
          keys !== undefined && <KeyHint keys={keys} />
        )}
      </span>
    </div>
  )
}
