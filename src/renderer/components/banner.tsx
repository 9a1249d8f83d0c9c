import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export type BannerProps = {
  icon: LucideIcon
  tone?: 'needs' | 'quiet'
  children: ReactNode
  action?: ReactNode
}

/** A line across the window for a state of the whole program: connection lost, read-only. */
export function Banner({ icon: Icon, tone = 'needs', children, action }: BannerProps) {
  return (
    <div
      role="status"
      className={clsx(
        'flex min-h-10 items-center gap-2 border-line border-b px-4 py-1.5 text-sm',
        tone === 'needs' ? 'bg-needs-wash text-needs' : 'bg-sunken text-muted',
      )}
    >
      <Icon aria-hidden size={16} className="shrink-0" />
      <p className="min-w-0 flex-1">{children}</p>
      {action}
    </div>
  )
}
