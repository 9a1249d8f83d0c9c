import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export type EmptyStateProps = {
  icon?: LucideIcon
  /** In place of an icon. */
  picture?: ReactNode
  title: string
  description?: string
  actions?: ReactNode
}

/** What stands where there is nothing yet: says why and what to do. */
export function EmptyState({ icon: Icon, picture, title, description, actions }: EmptyStateProps) {
  return (
    <div className="mx-auto flex h-full max-w-md flex-col items-center justify-center px-6 py-12 text-center">
      {picture}
      {Icon !== undefined && <Icon aria-hidden size={32} strokeWidth={1.25} className="text-faint" />}
      <h2 className="mt-4 font-semibold text-lg">{title}</h2>
      {description !== undefined && <p className="mt-1 text-muted">{description}</p>}
      {actions !== undefined && <div className="mt-6 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
