import type { ReactNode } from 'react'

/** Spoken, not shown. With `live` it is announced whenever it changes. */
export function VisuallyHidden({ children, live = false }: { children: ReactNode; live?: boolean }) {
  return (
    <span className="sr-only" {...(live ? { role: 'status' } : {})}>
      {children}
    </span>
  )
}
