import type { ReactNode } from 'react'

/** One part of the work's column, with its name. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="work-section" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}
