import { clsx } from 'clsx'

/** A path that gives way in the middle: the folder shrinks, the file's name stays. Always left to right. */
export function PathText({ path, className }: { path: string; className?: string }) {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))
  return (
    <bdi dir="ltr" title={path} className={clsx('selectable flex min-w-0', className)}>
      <span className="min-w-0 shrink truncate">{path.slice(0, cut + 1)}</span>
      <span className="max-w-full shrink-0 truncate">{path.slice(cut + 1)}</span>
    </bdi>
  )
}
