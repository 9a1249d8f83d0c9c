import { clsx } from 'clsx'
import type { ReactNode, Ref } from 'react'

export type PageProps = {
  title: string
  description?: string
  actions?: ReactNode
  children: ReactNode
  /** The element that scrolls; pages that restore their position hold on to it. */
  scrollRef?: Ref<HTMLDivElement>
  className?: string
}

/** The room of a screen that reads from top to bottom: a heading, and one column that scrolls. */
export function Page({ title, description, actions, children, scrollRef, className }: PageProps) {
  return (
    <div ref={scrollRef} className="h-full overflow-y-auto">
      <div className={clsx('mx-auto max-w-4xl px-8 pt-8 pb-16', className)}>
        <header className="mb-8 flex flex-wrap items-start gap-x-4 gap-y-3">
          <div className="min-w-0 flex-1">
            <h1 className="font-semibold text-xl">{title}</h1>
            {description !== undefined && <p className="text-muted">{description}</p>}
          </div>
          {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
        {children}
      </div>
    </div>
  )
}
