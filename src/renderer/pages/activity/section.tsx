import type { ReactNode } from 'react'

/** A part of the page under its own heading, its rows between hairlines. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <div className="flex min-h-8 items-center gap-2 border-line-strong border-b pb-2">
        <h2 className="flex-1 font-semibold text-sm">{title}</h2>
        {actions}
      </div>
      <div className="divide-y divide-line">{children}</div>
    </section>
  )
}
