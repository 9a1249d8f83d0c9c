import { useInfiniteQuery } from '@tanstack/react-query'
import type { WatchedRoot } from '../../../shared/contract/watch.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { PathText } from '../../components/path-text.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { StatusGlyph } from '../../components/status-mark.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useOrpc } from '../../state/core.tsx'

/** Which files of a folder could not be taken in, and what to do about each. */
export function RootIssues({ root: { rootId, name } }: { root: WatchedRoot }) {
  const t = useT()
  const orpc = useOrpc()
  const query = useInfiniteQuery(
    orpc.watch.issues.infiniteOptions({
      input: (cursor: string | null) => ({ rootId, cursor, limit: 50 }),
      initialPageParam: null,
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
  )
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.isPending) return <Skeleton className="mt-2 h-24" />
  const issues = query.data.pages.flatMap(({ items }) => items)
  const lines = issues.map(({ path, failure }) => `${failure.code}\t${path}\t${failure.message}`)
  return (
    <div className="mt-2 rounded-md bg-sunken p-4">
      <ul aria-label={t('watched.problemsOf', { name })} className="divide-y divide-line">
        {issues.map(({ issueId, path, failure }) => (
          <li key={issueId} className="flex gap-3 py-2 text-sm first:pt-0">
            <span className="pt-1">
              <StatusGlyph tone="needs" />
            </span>
            <div className="min-w-0 flex-1">
              <p>{failure.message}</p>
              <PathText path={path} className="font-mono text-muted text-xs" />
            </div>
          </li>
        ))}
      </ul>
      <div className="mt-2 flex gap-2">
        <CopyButton size="sm" text={lines.join('\n')} label={t('common.copyAll')} />
        {query.hasNextPage && (
          <Button size="sm" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('common.showMore')}
          </Button>
        )}
      </div>
    </div>
  )
}
