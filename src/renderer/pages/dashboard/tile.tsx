import { clsx } from 'clsx'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** A part of the home screen under its name. */
export function Tile({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="board-tile">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** A line that leads somewhere. */
export function Way({ needs = false, onClick, children }: { needs?: boolean; onClick(): void; children: ReactNode }) {
  return (
    <button type="button" className={clsx('board-way', needs && 'text-needs')} onClick={onClick}>
      <span className="min-w-0 flex-1 text-start">{children}</span>
      <ChevronRight aria-hidden size={14} className="shrink-0 rtl:-scale-x-100" />
    </button>
  )
}
