import { clsx } from 'clsx'

/** Holds the place of what is being fetched. Give it a size; put `aria-busy` on the region around it. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx('animate-breathe rounded-sm bg-hover', className)} />
}
