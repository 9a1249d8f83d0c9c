import { ChevronDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'

/** A line that opens what is below it. `label` says what it will do, open or closed. */
export function Disclosure({ label, children }: { label: (open: boolean) => string; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="mt-2 flex items-center gap-1 rounded-xs text-muted text-sm hover:text-ink"
      >
        <ChevronDown
          aria-hidden
          size={14}
          className={open ? 'transition-transform' : '-rotate-90 transition-transform rtl:rotate-90'}
        />
        {label(open)}
      </button>
      {open && children}
    </>
  )
}
