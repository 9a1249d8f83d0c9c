import { Star } from 'lucide-react'

export type StarsProps = {
  label: string
  /** What a number of stars is called. */
  name(stars: number): string
  value: number
  disabled?: boolean
  onChange(stars: number): void
}

/** Five stars to set; pressing the last one again takes them all back. A radio group for keys and readers. */
export function Stars({ label, name, value, disabled = false, onChange }: StarsProps) {
  return (
    <div role="radiogroup" aria-label={label} className="inline-flex">
      {[1, 2, 3, 4, 5].map((stars) => (
        <button
          key={stars}
          type="button"
          role="radio"
          aria-checked={value === stars}
          aria-label={name(stars)}
          title={name(stars)}
          disabled={disabled}
          tabIndex={stars === Math.max(1, value) ? 0 : -1}
          onClick={() => onChange(value === stars ? 0 : stars)}
          onKeyDown={(event) => {
            const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
            if (step === undefined) return
            event.preventDefault()
            event.stopPropagation()
            const next = Math.min(5, Math.max(0, value + step))
            onChange(next)
            const group = event.currentTarget.parentElement
            requestAnimationFrame(() => {
              const button = group?.children.item(Math.max(0, next - 1))
              if (button instanceof HTMLElement) button.focus()
            })
          }}
          className="flex size-6 items-center justify-center rounded-xs text-faint hover:text-ink disabled:pointer-events-none data-[on]:text-ink"
          data-on={stars <= value || undefined}
        >
          <Star aria-hidden size={15} fill={stars <= value ? 'currentColor' : 'none'} strokeWidth={1.5} />
        </button>
      ))}
    </div>
  )
}
