import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** A small figure or word beside a name, such as a count in the navigation. */
export function Badge({ children, tone = 'quiet' }: { children: ReactNode; tone?: 'quiet' | 'working' | 'needs' }) {
  return (
    <span
      className={clsx(
        'inline-flex h-5 min-w-5 items-center justify-center rounded-xs px-1.5 text-xs tabular',
        tone === 'quiet' && 'bg-hover text-muted',
        tone === 'working' && 'bg-working-wash text-working',
        tone === 'needs' && 'bg-needs-wash text-needs',
      )}
    >
      {children}
    </span>
  )
}
