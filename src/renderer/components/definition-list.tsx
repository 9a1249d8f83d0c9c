import { clsx } from 'clsx'
import type { ReactNode } from 'react'

export type Definition = { term: string; value: ReactNode; mono?: boolean }

/** Facts in two columns with hairlines between them; figures align. */
export function DefinitionList({ items, className }: { items: readonly Definition[]; className?: string }) {
  return (
    <dl className={clsx('divide-y divide-line text-sm', className)}>
      {items.map(({ term, value, mono }) => (
        <div key={term} className="flex items-baseline gap-4 py-2">
          <dt className="w-36 shrink-0 text-muted">{term}</dt>
          <dd className={clsx('min-w-0 flex-1 break-words tabular', mono === true && 'font-mono text-xs')}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
